using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownSelectionTests
{
    [Fact]
    public void Every_path_of_the_shipped_index_is_selected()
    {
        string[] missed = [.. KnownUpstreamIndex.Shipped.Entries
            .Select(entry => (entry.File.Project, entry.File.Path))
            .Distinct()
            .GroupBy(entry => entry.Project)
            .SelectMany(group => group.Where(entry => !KnownSelection.For(group.Key)(entry.Path)))
            .Select(entry => $"{entry.Project} {entry.Path}")];
        Assert.True(missed.Length == 0, $"{missed.Length} missed: {string.Join(", ", missed.Take(120))}");
    }

    [Theory]
    [InlineData("gnulib", "README")]
    [InlineData("gnulib", "gnulib-tool")]
    [InlineData("autoconf-archive", "doc/macros.texi")]
    [InlineData("gettext", "gettext-tools/src/msgfmt.c")]
    [InlineData("libtool", "doc/libtool.texi")]
    public void What_nobody_copies_is_not_selected(string project, string path) =>
        Assert.False(KnownSelection.For(project)(path));
}
