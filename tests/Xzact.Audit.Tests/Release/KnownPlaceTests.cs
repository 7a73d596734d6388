using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class KnownPlaceTests
{
    private static string? WhyNot(string path, string upstream, params string[] tracked) =>
        KnownPlace.WhyNot(
            path, FileRoles.Of(path, executable: false, default), upstream, tracked.ToHashSet());

    [Theory]
    [InlineData("gl/m4/x.m4", "m4/x.m4")]
    [InlineData("depcomp", "build-aux/depcomp")]
    [InlineData("libltdl/Makefile.am", "libltdl/Makefile.am")]
    [InlineData("sub/intl/Makefile.in", "gettext-runtime/intl/Makefile.in")]
    [InlineData("libltdl/Makefile.in", "libltdl/Makefile.in")]
    [InlineData("COPYING", "doc/COPYINGv3")]
    [InlineData("ABOUT-NLS", "gettext-runtime/ABOUT-NLS")]
    public void Known_content_is_explained_where_it_means_the_same(string path, string upstream) =>
        Assert.Null(WhyNot(path, upstream));

    [Theory]
    [InlineData("GNUmakefile", "top/GNUmakefile", "cfg.mk")]
    [InlineData("GNUmakefile", "top/GNUmakefile", "bootstrap.conf")]
    [InlineData("maint.mk", "top/maint.mk", "cfg.mk")]
    [InlineData("bootstrap", "build-aux/bootstrap", "bootstrap.conf")]
    public void Maintainer_files_are_explained_where_the_project_shows_that_it_uses_them(
        string path, string upstream, string shows)
    {
        Assert.Null(WhyNot(path, upstream, shows));
        Assert.NotNull(WhyNot(path, upstream, "configure.ac"));
    }

    [Theory]
    [InlineData("cfg.mk", "cfg.mk")]
    [InlineData("bootstrap.conf", "bootstrap.conf")]
    [InlineData("configure", "configure")]
    [InlineData("configure", "build-aux/announce-gen")]
    [InlineData("configure", "lib/configure")]
    [InlineData("Makefile.in", "lib/Makefile.in")]
    [InlineData("src/Makefile.in", "lib/Makefile.in")]
    [InlineData("lib/Makefile.in", "lib/Makefile.in")]
    [InlineData("m4/Makefile.in", "m4/Makefile.in")]
    [InlineData("src/GNUmakefile", "top/GNUmakefile")]
    [InlineData("m4/y.m4", "m4/x.m4")]
    [InlineData("src/main.c", "lib/error.c")]
    [InlineData("setup.py", "build-aux/setup.py2")]
    [InlineData(".cargo/config", "config/config")]
    public void Known_content_with_another_meaning_is_not_explained(string path, string upstream) =>
        Assert.NotNull(WhyNot(path, upstream));

    [Fact]
    public void A_document_in_the_place_of_a_build_file_is_not_explained() => Assert.NotNull(
        KnownPlace.WhyNot("configure", FileRole.Documentation, "doc/README", new HashSet<string>()));
}
