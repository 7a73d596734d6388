using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class BuildConventionsTests
{
    [Theory]
    [InlineData("configure", true)]
    [InlineData("src/configure", false)]
    [InlineData(".cargo/config.toml", true)]
    [InlineData("crates/x/.cargo/config.toml", true)]
    [InlineData("config.toml", false)]
    [InlineData(".npmrc", true)]
    [InlineData("docs/.npmrc", false)]
    [InlineData("python/sitecustomize.py", true)]
    [InlineData("python/demo.pth", true)]
    [InlineData("tests/conftest.py", true)]
    [InlineData("tests/atlocal", true)]
    [InlineData("gnulib-tests/init.cfg", true)]
    [InlineData("tests/local.at", true)]
    [InlineData("tests/other.at", false)]
    [InlineData("po/insert-header.sin", true)]
    [InlineData("src/libx.la", true)]
    [InlineData("sub/.git", true)]
    [InlineData(".git/hooks/post-merge", true)]
    [InlineData("x/.git/hooks/post-merge", true)]
    [InlineData("x.git/hooks/post-merge", false)]
    [InlineData("debian/rules", true)]
    [InlineData("x/debian/rules", false)]
    [InlineData("src/.deps/main.Po", true)]
    [InlineData("src/main.po", false)]
    [InlineData("gnulib_po/Rules-quot", true)]
    [InlineData("po/Makevars", true)]
    [InlineData("subprojects/zlib.wrap", true)]
    [InlineData("po/LINGUAS", true)]
    [InlineData("src/libx_la-a.lo", true)]
    [InlineData("build.zig", true)]
    [InlineData("docs/build.zig", false)]
    [InlineData("demo.gemspec", true)]
    [InlineData("src/Demo.csproj.user", true)]
    [InlineData("composer.json", true)]
    [InlineData("package-lock.json", true)]
    [InlineData("web/package-lock.json", false)]
    [InlineData(".git/config", true)]
    [InlineData("sub/.git/config", true)]
    [InlineData("git/config", false)]
    [InlineData("autom4te.cache/requests", true)]
    [InlineData("autom4te.cache/output.0", false)]
    [InlineData("lib/configure.gnu", true)]
    [InlineData("CTestCustom.cmake", true)]
    [InlineData("demo.spec", true)]
    [InlineData("subprojects/packagefiles/ring/meson.build", true)]
    [InlineData("subprojects/ring/meson.build", false)]
    [InlineData(".envrc", false)]
    [InlineData(".gdbinit", false)]
    public void A_name_has_a_reader_at_the_place_where_the_tool_looks(string path, bool isRead) =>
        Assert.Equal(isRead, BuildConventions.ReaderOf(path) is not null);

    [Fact]
    public void The_role_follows_from_the_name_in_every_folder()
    {
        Assert.Equal(FileRole.PackageBuild, BuildConventions.RoleOf("a/b/.cargo/config.toml"));
        Assert.Equal(FileRole.Make, FileRoles.Of("x/GNUmakefile", executable: false, default));
        Assert.Null(BuildConventions.RoleOf("src/main.c"));
    }

    [Fact]
    public void Folders_that_make_is_sent_to_are_read_by_name_too()
    {
        Assert.True(BuildConventions.IsReadByName("src/Makefile.in"));
        Assert.False(BuildConventions.IsReadByName("src/README"));
        Assert.True(BuildConventions.IsReadByName("vendor/x/package.json"));
    }

    [Fact]
    public void What_means_the_same_in_every_folder_of_catalogues_is_no_part_of_one_folder()
    {
        Assert.False(BuildConventions.IsReadByName("gnulib_po/Rules-quot"));
        Assert.Equal(FileRole.Make, FileRoles.Of("po/Rules-quot", executable: false, default));
    }
}
