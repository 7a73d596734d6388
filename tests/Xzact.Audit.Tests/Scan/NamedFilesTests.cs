using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;
using Xzact.Audit.Indicators;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class NamedFilesTests
{
    private static ScanFile File(string path, string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return new(new(path, bytes.Length, () => bytes), isExecutable: false);
    }

    private static string? TestOf(string data, string test, string text)
    {
        ScanTree tree = new([File(data, "\0\u0001"), File(test, text)]);
        ContentReport report = new ContentCollector(
            ContentLimits.Default, IndicatorList.Parse(""), TransformHints.None)
            .Collect([.. tree.Files.Select(file => file.Content)], TestContext.Current.CancellationToken);
        foreach ((ScanFile file, ContentAccount account) in tree.Files.Zip(report.Accounts))
        {
            file.Account = account;
            file.SetRole([]);
        }

        return new NamedFiles(tree, [tree.Files[0]], null, TestContext.Current.CancellationToken).TestOf(data);
    }

    [Theory]
    [InlineData("tests/a.bin", "tests/a.sh", "cmp files/a.bin", true)]
    [InlineData("tests/a.bin", "tests/a.sh", "It reads \"a.bin\".", true)]
    [InlineData("tests/a.bin", "tests/a.sh", "The last is a.bin.", true)]
    [InlineData("tests/a.bin", "tests/a.sh", "cmp xa.bin a.bin.orig", false)]
    [InlineData("tests/a.bin", "src/a.c", "a.bin", false)]
    [InlineData("tests/a.bin", "tests/README", "a.bin", false)]
    [InlineData("tests/a b.bin", "tests/a.sh", "cmp 'a b.bin'", true)]
    [InlineData("tests/b", "tests/a.sh", "cmp b c", false)]
    public void A_test_names_a_file_by_its_whole_name(string data, string test, string text, bool names) =>
        Assert.Equal(names ? test : null, TestOf(data, test, text));
}
