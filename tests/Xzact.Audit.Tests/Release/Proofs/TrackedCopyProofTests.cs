using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class TrackedCopyProofTests
{
    private const string Code = "int demo_heap(int a) { return a + 1; }\n";
    private const string Macro = "AC_DEFUN([demo_CHECK_HEAP], [heap=`date`])\n";

    [Theory]
    [InlineData("gl/lib/heap.c", "lib/heap.c", Code)]
    [InlineData("gl/tests/test-heap.c", "gnulib-tests/test-heap.c", Code)]
    [InlineData("gl/m4/heap.m4", "m4/heap.m4", Macro)]
    [InlineData("examples/heap.c", "doc/heap.c", Code)]
    [InlineData("dist/INSTALL", "INSTALL", "Read this first.\n")]
    public void A_copy_of_a_module_of_ones_own_is_explained(string tracked, string path, string content)
    {
        using ReleaseFixture release = new((tracked, content), ("bootstrap.conf", "gnulib_modules=heap\n"));
        Account account = release.Add(path, content).Audit().Entry(path).Account;
        Assert.Equal(AccountKind.IdenticalElsewhere, account.Kind);
        Assert.Contains(tracked, account.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gl/lib/heap.c", "lib/heap2.c", Code, "another name")]
    [InlineData("off/src/heap.c", "src/heap.c", Code, "a folder that is none of modules")]
    [InlineData("port/m4/heap.m4", "m4/heap.m4", Macro, "the same for macros")]
    [InlineData("port/stub/heap.c", "heap.c", Code, "the root takes everything")]
    [InlineData("gl/heap.c", "heap.c", Code, "the root is no place for modules")]
    [InlineData("port/noheap/heap.h", "src/heap.h", Code, "a header that another one was meant to be")]
    [InlineData("fuzz/stubs/heap.c", "src/heap.c", Code, "a stub becomes part of the program")]
    [InlineData("tools/off/flags.txt", "flags.txt", "-DINERT\n", "text that a build may read")]
    [InlineData("tests/heap.c", "lib/heap.c", Code, "a test becomes part of the program")]
    [InlineData("doc/m4/heap.m4", "m4/heap.m4", Macro, "an example becomes a macro")]
    [InlineData("other/heap.m4", "m4/heap.m4", Macro, "a macro of a folder that nothing searches")]
    [InlineData("gl/lib/heap.sh", "build-aux/heap.sh", "echo INERT\n", "a script that something may run")]
    [InlineData("data/configure", "configure", "echo INERT\n", "what a tool runs by its name")]
    public void A_place_that_gives_it_another_meaning_is_not(string tracked, string path, string content, string why)
    {
        using ReleaseFixture release = new((tracked, content), ("bootstrap.conf", "gnulib_modules=heap\n"));
        Assert.False(
            AccountKindInfo.Of(release.Add(path, content).Audit().Entry(path).Account.Kind).IsExplained, why);
    }

    [Theory]
    [InlineData("cfg.mk", "x: ; gnulib-tool --import --local-dir=lib/own heap\n", true)]
    [InlineData("bootstrap.conf", "local_gl_dir='lib/own'\n", true)]
    [InlineData("bootstrap.conf", "local_gl_dir=lib/others\n", false)]
    [InlineData("README", "local_gl_dir=lib/own\n", false)]
    public void The_folder_of_modules_is_the_one_that_the_tag_names(string path, string text, bool expected)
    {
        using ReleaseFixture release = new(("lib/own/src/heap.c", Code), (path, text));
        Assert.Equal(
            expected ? AccountKind.IdenticalElsewhere : AccountKind.Unaccounted,
            release.Add("src/heap.c", Code).Audit().Entry("src/heap.c").Account.Kind);
    }

    [Fact]
    public void One_more_byte_or_the_executable_bit_is_not_explained()
    {
        using ReleaseFixture release = new(
            ("gl/lib/heap.c", Code), ("gl/lib/pile.c", Code + "\n"), ("bootstrap.conf", "gnulib_modules=heap\n"));
        CaseReport report = release.Add("lib/heap.c", Code + " ").Add("lib/pile.c", Code + "\n", 0x1ED).Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("lib/heap.c").Account.Kind);
        Assert.Equal(AccountKind.Unaccounted, report.Entry("lib/pile.c").Account.Kind);
    }

    [Theory]
    [InlineData("examples/old/mark.c", "tests/mark.c")]
    [InlineData("contrib/stub/verify.h", "tests/verify.h")]
    public void A_copy_of_source_text_among_tests_is_built_with_them(string tracked, string copy)
    {
        using ReleaseFixture release = new((tracked, Code));
        Assert.Equal(AccountKind.Unaccounted, release.Add(copy, Code).Audit().Entry(copy).Account.Kind);
    }

    [Fact]
    public void A_header_that_is_read_in_place_of_the_systems_is_not_explained()
    {
        using ReleaseFixture release = new(("gl/lib/stdio.h", Code));
        Assert.Equal(
            AccountKind.Unaccounted, release.Add("src/stdio.h", Code).Audit().Entry("src/stdio.h").Account.Kind);
    }
}
