using Xzact.Testing.Drivers;

namespace Xzact.Tests.Container;

/// <summary>The conformance files of XZ Utils, where the shared folder is there.</summary>
public sealed partial class AutoDecoderTests
{
    public static TheoryData<string> ConformanceNames { get; } = [.. ConformanceTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(ConformanceNames))]
    public void A_conformance_file_is_judged_as_xz_judges_it(string name) =>
        ConformanceTable.Verify(ConformanceTable.Rows.First(row => row.Name == name), ConformanceFolder());

    [Fact]
    public void Every_conformance_file_of_xz_is_in_the_table()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(ConformanceFolder()).Select(Path.GetFileName)!;
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            ConformanceTable.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    private static string ConformanceFolder()
    {
        const string Reason = "The conformance files are not here: set XZACT_SHARED to the shared folder.";
        Assert.False(ConformanceFiles.Folder is null && Environment.GetEnvironmentVariable("CI") == "true", Reason);
        Assert.SkipWhen(ConformanceFiles.Folder is null, Reason);
        return ConformanceFiles.Folder!;
    }
}
