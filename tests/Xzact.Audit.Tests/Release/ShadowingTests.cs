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
    public void A_file_that_is_read_in_place_of_another_says_of_which(string path, string other, string named) =>
        Assert.Contains(named, By(path, other) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("GNUmakefile", "src/Makefile")]
    [InlineData("Makefile", "GNUmakefile")]
    [InlineData("src/studio.h", "src/a.c")]
    [InlineData("src/stdio.c", "src/a.c")]
    [InlineData("version", "a.c")]
    [InlineData("xGNUmakefile", "Makefile")]
    public void Any_other_file_shadows_nothing(string path, string other) => Assert.Null(By(path, other));
}
