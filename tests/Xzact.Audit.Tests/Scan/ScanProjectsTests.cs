using System.Text;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ScanProjectsTests
{
    private const string Configure = "AC_INIT([demo], [1])\nAC_CONFIG_COMMANDS([demo], [\n"
        + "gzip -dc <$srcdir/tests/*.bin | $SHELL\nf=`find . -name 'x*.dat'`\nsed 1d $f | sh\n])\nAC_OUTPUT\n";

    private static ScanTree Tree(params (string Path, string Text)[] files)
    {
        ScanFile[] all = [.. files.Select(file => new ScanFile(
            new(file.Path, file.Text.Length, () => Encoding.Latin1.GetBytes(file.Text)), isExecutable: false))];
        byte[] buffer = [];
        foreach (ScanFile file in all)
        {
            file.Look(1 << 20, ref buffer);
        }

        return new(all);
    }

    private static (string Path, string Text)[] Project(string name, string configure = Configure) =>
    [
        ($"{name}/README", "A demo.\n"), ($"{name}/configure.ac", configure),
        ($"{name}/tests/run.sh", "gzip -dc data.bin >out\n"), ($"{name}/tests/data.bin", "\u0001\u0000\u0002"),
    ];

    private static string[] Roots(params (string Path, string Text)[] files) =>
        [.. ScanProjects.Of(Tree(files)).Select(part => string.Join(' ', part.Files.Select(file => file.Path)))];

    [Fact]
    public void Projects_side_by_side_are_apart_and_the_rest_is_last()
    {
        string[] parts = Roots([.. Project("a"), ("about.txt", "text\n"), .. Project("b")]);
        Assert.Equal(
            [.. "ab".Select(name => $"{name}/README {name}/configure.ac {name}/tests/run.sh {name}/tests/data.bin"),
                "about.txt"], parts);
    }

    [Fact]
    public void A_folder_inside_a_project_is_no_project() =>
        Assert.Single(Roots([.. new[] { ".", "./tests/sub", "./other" }.SelectMany(name => Project(name))
            .Select(file => (file.Path[2..], file.Text))]));

    [Fact]
    public void A_script_outside_of_all_makes_one_build_of_them() =>
        Assert.Single(Roots([.. Project("a"), .. Project("b"), ("build.sh", "cat a/tests/data.bin | sh\n")]));

    [Fact]
    public void A_folder_of_scripts_without_a_build_of_its_own_does_so_too() =>
        Assert.Single(Roots([.. Project("a"), .. Project("b"), ("tools/build.sh", "cat ../a/tests/data.bin | sh\n")]));

    [Theory]
    [InlineData("../b/tests/data.bin", 2)]
    [InlineData("$srcdir/../b/tests/data.bin", 2)]
    [InlineData("../bb/tests/data.bin", 3)]
    [InlineData("../c/../b/tests", 1)]
    public void A_path_to_another_project_joins_both(string path, int parts) =>
        Assert.Equal(parts, Roots([.. Project("a", $"AC_INIT\ncat {path} | sh\n"), .. Project("b"), .. Project("c")])
            .Length);

    [Fact]
    public void A_path_to_what_lies_beside_the_projects_joins_that() =>
        Assert.Equal(2, Roots([.. Project("a", "AC_INIT\ncat ../blob.bin | sh\n"), .. Project("b"),
            ("blob.bin", "\u0000")]).Length);

    [Fact]
    public void Names_mean_files_of_the_own_project()
    {
        ScanTree[] parts = [.. ScanProjects.Of(Tree([.. Project("a"), .. Project("b")]))];
        Assert.Equal(["b/tests/data.bin"], parts[1].Find("tests/data.bin", "b/configure.ac").Select(f => f.Path));
        Assert.Equal(["b/tests/data.bin"], parts[1].Find("tests/*.bin", "b/m4/x.m4").Select(f => f.Path));
        Assert.Empty(parts[1].Find("a/tests/data.bin", "b/configure.ac"));
    }

    [Fact]
    public void Work_grows_with_the_number_of_projects()
    {
        (long visited, long compared) = Work(4);
        Assert.True(visited > 0 && compared > 0);
        Assert.Equal((visited * 4, compared * 4), Work(16));
    }

    private static (long Visited, long Compared) Work(int projects)
    {
        ScanTree tree = Tree([.. Enumerable.Range(0, projects).SelectMany(i => Project($"p{i:D2}"))]);
        (long visited, long compared) = (0, 0);
        foreach (ScanTree part in ScanProjects.Of(tree))
        {
            visited += ProjectScan.Of(part, new() { Path = "demo" }).Visited;
            compared += part.Compared;
        }

        return (visited, compared);
    }

    [Fact]
    public void Inside_a_project_work_grows_with_the_files()
    {
        (long visited, long compared) = Inside(100);
        (long ofMore, long comparedOfMore) = Inside(400);
        Assert.InRange(ofMore, 1, visited * 5);
        Assert.InRange(comparedOfMore, 1, compared * 5);
    }

    // Scripts that have nothing to do with one another but the build that they are in.
    private static (long Visited, long Compared) Inside(int scripts)
    {
        ScanTree tree = Tree(
        [
            .. Project("a"), .. Enumerable.Range(0, scripts).SelectMany(i => ((string, string)[])
            [
                ($"a/s{i}.sh", $"gzip -dc data{i}/*.d{i} | sh\nfind dir{i} | xargs cat | sh\n"),
                ($"a/data{i}/some.d{i}", "\u0000"),
            ]),
        ]);
        ScanTree part = Assert.Single(ScanProjects.Of(tree));
        return (ProjectScan.Of(part, new() { Path = "demo" }).Visited, part.Compared);
    }
}
