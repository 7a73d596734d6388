using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class FileCapsTests(ITestOutputHelper output)
{
    [Fact]
    public void Files_and_lines_stay_below_their_caps() => Hold.That(FileCaps.Check(Repository.CSharp));

    [Fact]
    public void The_median_file_is_short()
    {
        (int median, string figures) = FileCaps.Measure(Repository.CSharp);
        output.WriteLine(figures);
        Assert.True(median <= FileCaps.MaxMedianLines, figures);
    }

    [Fact]
    public void A_file_of_801_lines_is_found_and_one_of_800_is_not()
    {
        Hold.Finds("801 lines", FileCaps.Check([new TextFile("A.cs", string.Concat(Enumerable.Repeat("x\n", 801)))]));
        Assert.Empty(FileCaps.Check([new TextFile("A.cs", string.Concat(Enumerable.Repeat("x\n", 800)))]));
    }

    [Fact]
    public void A_line_of_121_columns_is_found_with_its_number() =>
        Hold.Finds("A.cs:2: 121 columns", FileCaps.Check([new TextFile("A.cs", $"x\n{new string('y', 121)}\n")]));

    [Fact]
    public void The_figures_are_those_of_the_files()
    {
        TextFile[] files = [.. Enumerable.Range(1, 5).Select(n => new TextFile($"{n}.cs", new string('\n', n)))];
        Assert.Equal((3, "5 files, 15 lines, median 3, 90 % <= 4, longest 5 (5.cs)"), FileCaps.Measure(files));
    }
}
