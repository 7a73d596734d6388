using Xzact.Audit.Case;
using Xzact.Audit.Tests.Release;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants in the container: archives that extract to something else than they list.</summary>
internal static class ArchiveVariants
{
    private const string Top = ReleaseFixture.Top;

    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("two members of one name", "a second src/main.c behind the first",
            "D41", Severity.High, "src/main.c", a => a.Add("src/main.c", "int main(void) { return 1; }\n")),
        new("pax name", "a pax header gives the member notes.txt the name configure",
            "D41", Severity.High, "configure",
            a => a.Raw(tar => tar.Pax('x', ("path", Top + "configure")).Add(Top + "notes.txt", Inert.Script))),
        new("second gzip member", "a second piece of compressed data behind the first",
            "D42", Severity.Medium, Variant.Archive, a => a.Compressed(
                tar => [.. ReleaseFixture.Gzip(tar[..1024]), .. ReleaseFixture.Gzip(tar[1024..])])),
        new("data behind the compressed data", "a sentence behind the gzip stream",
            "D42", Severity.High, Variant.Archive,
            a => a.Compressed(tar => [.. ReleaseFixture.Gzip(tar), .. Inert.Object])),
        new("data behind the end of the tar", "a sentence behind the two blocks of zeros",
            "D42", Severity.High, Variant.Archive,
            a => a.Compressed(tar => ReleaseFixture.Gzip([.. tar, .. Inert.Object]))),
        new("link out of the tree", "examples leads to a folder above the release",
            "D41", Severity.High, "examples", a => a.AddLink("examples", "../../etc")),
        new("folder by link", "m4x leads to tests/data, and gives all files there another name",
            "D41", Severity.High, "m4x", a => a.AddLink("m4x", "tests/data")),
        new("through a link", "src/gen is a link to m4, and a member is stored below it",
            "D41", Severity.High, "m4/host.m4", a =>
            {
                a.AddLink("src/gen", "../m4");
                a.Add("src/gen/host.m4", "AC_DEFUN([DEMO_HOST], [date])\n");
            }),
        new("hard link", "a hard link named GNUmakefile to a test file",
            "D01", Severity.High, "GNUmakefile",
            a => a.AddLink("GNUmakefile", Top + "tests/data/bad-sum.bin", '1')),
        new("two top folders", "the release is in demo-main, and beside it is a folder with the archive's name",
            "D42", Severity.High, Variant.Archive, a =>
            {
                a.Under("demo-main/");
                a.Raw(tar => tar.Add(Top + "Makefile.in", "all:\n\tdate\n"));
            }),
        new("climbing name", "a member ../demo.sh",
            "D41", Severity.High, "../demo.sh", a => a.Add("../demo.sh", Inert.Script)),
        new("case collision", "SRC/MAIN.C beside src/main.c, for file systems that ignore case",
            "D41", Severity.Low, "SRC/main.c", a => a.Add("SRC/main.c", "int main(void) { return 1; }\n")),
        new("set-user-ID", "autogen.sh with another bit in its mode",
            "D41", Severity.High, "autogen.sh", a => a.Change("autogen.sh", f => f with { Mode = 0x9ED })),
        new("padding", "bytes behind the name in the last header",
            "D42", Severity.High, Variant.Archive, a => a.Raw(tar => tar.Add(
                Top + "notes.txt", "notes\n", change: header => header.AsSpan(500, 8).Fill(0x41)))),
    ];
}
