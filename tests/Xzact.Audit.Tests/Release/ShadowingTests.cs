using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ShadowingTests
{
    private static string? By(string path, params string[] others) =>
        Shadowing.By(path, new HashSet<string>([path, .. others]));

    [Theory]
    [InlineData("GNUmakefile", "Makefile.in", "Makefile.in")]
    [InlineData("src/makefile", "src/Makefile", "src/Makefile")]
    [InlineData("configure.ac", "configure.in", "configure.in")]
    [InlineData("sub/.cargo/config", "sub/.cargo/config.toml", "config.toml")]
    [InlineData("src/stdio.h", "src/a.c", "<stdio.h>")]
    [InlineData("include/sys/types.h", "src/a.c", "<sys/types.h>")]
    [InlineData("src/version", "src/a.cpp", "<version>")]
    [InlineData("src/main.o", "src/main.c", "src/main.c")]
    [InlineData("src/libx_la-main.lo", "src/libx_la-main.c", "libx_la-main.c")]
    [InlineData("demo/rules.so", "demo/rules.py", "demo/rules.py")]
    [InlineData("demo/rules.cpython-312-x86_64-linux-gnu.so", "demo/rules.py", "demo/rules.py")]
    [InlineData("demo/__pycache__/rules.cpython-312.pyc", "demo/rules.py", "demo/rules.py")]
    [InlineData("json.py", "setup.py", "its own module")]
    [InlineData("npm-shrinkwrap.json", "package-lock.json", "package-lock.json")]
    [InlineData("lib/configure.gnu", "lib/configure", "lib/configure")]
    [InlineData("Makefile.sh", "Makefile", "make makes Makefile of it")]
    [InlineData("src/GNUmakefile.c", "src/GNUmakefile", "make makes src/GNUmakefile of it")]
    [InlineData("RCS/config.mk,v", "Makefile", "make takes config.mk")]
    [InlineData("src/config.mk,v", "Makefile", "make takes src/config.mk")]
    [InlineData("src/SCCS/s.config.mk", "Makefile", "make takes src/config.mk")]
    [InlineData("src/main.y", "src/main.c", "make makes src/main.c of it")]
    [InlineData("src/main.l", "src/main.c", "make makes src/main.c of it")]
    [InlineData("util.w", "util.c", "make makes util.c of it")]
    [InlineData("main.c", "main.cc", "in place of main.cc")]
    [InlineData("src/main.d", "src/main.c", "src/main.c")]
    [InlineData("src/.deps/main.d", "src/main.cpp", "src/main.cpp")]
    [InlineData("obj/main.d", "src/main.c", "src/main.c")]
    [InlineData("obj/main.o.d", "src/main.c", "src/main.c")]
    [InlineData(".deps/main.d", "src/main.c", "src/main.c")]
    [InlineData("src/.main.d", "src/main.c", "src/main.c")]
    [InlineData("obj/main.dep", "src/main.c", "src/main.c")]
    [InlineData("obj/main.P", "src/main.c", "src/main.c")]
    [InlineData("tools/gen.sh", "tools/gen", "make makes tools/gen of it")]
    [InlineData("tools/gen.c", "tools/gen", "make makes tools/gen of it")]
    [InlineData("src/zlib.h", "src/a.c", "<zlib.h>")]
    [InlineData("src/openssl/ssl.h", "src/a.c", "<openssl/ssl.h>")]
    [InlineData("BSDmakefile", "Makefile.in", "Makefile.in")]
    [InlineData("src/libm.a", "src/a.c", "the system's -lm")]
    [InlineData("libpthread.so.0", "a.c", "the system's -lpthread")]
    public void A_file_that_is_read_in_place_of_another_says_of_which(string path, string other, string named) =>
        Assert.Contains(named, By(path, other) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("GNUmakefile", "src/Makefile")]
    [InlineData("Makefile", "GNUmakefile")]
    [InlineData("src/studio.h", "src/a.c")]
    [InlineData("src/stdio.c", "src/a.c")]
    [InlineData("version", "a.c")]
    [InlineData("xGNUmakefile", "Makefile")]
    [InlineData("src/main.o", "main.c")]
    [InlineData("main.cc", "main.c")]
    [InlineData("parse.c", "parse.y")]
    [InlineData("parse.c", "parse.l")]
    [InlineData("src/main.y", "main.c")]
    [InlineData("src/app.d", "src/util.d")]
    [InlineData("src/ssl.h", "src/a.c")]
    [InlineData("src/zlib.h", "src/zlib.h.in")]
    [InlineData(".y", ".c")]
    [InlineData("src/main.o", "src/other.c")]
    [InlineData("src/.o", "src/.c")]
    [InlineData("lib/rules.so", "demo/rules.py")]
    [InlineData("demo/rules.cpython-312.pyc", "demo/rules.py")]
    [InlineData("json.py", "main.c")]
    [InlineData("demo/json.py", "setup.py")]
    [InlineData("configure.gnu", "src/configure")]
    [InlineData("Makefile.sh", "Makefile.in")]
    [InlineData("Makefile.share", "Makefile")]
    [InlineData("RCS/config.mk,v", "config.mk")]
    [InlineData("s.config.mk", "Makefile")]
    [InlineData("tools/gen.sh", "src/gen")]
    [InlineData("obj/other.d", "src/main.c")]
    [InlineData("libmine.a", "a.c")]
    [InlineData("libm.abi", "a.c")]
    public void Any_other_file_shadows_nothing(string path, string other) => Assert.Null(By(path, other));

    [Fact]
    public void A_configuration_of_git_is_read_where_the_folder_is_a_repository()
    {
        Assert.Contains("git", By("x/config", "x/HEAD", "x/objects/a", "x/refs/a"), StringComparison.Ordinal);
        Assert.Null(By("x/config", "x/HEAD", "x/objects/a"));
        Assert.Null(By("config", "x/HEAD", "x/objects/a", "x/refs/a"));
    }
}
