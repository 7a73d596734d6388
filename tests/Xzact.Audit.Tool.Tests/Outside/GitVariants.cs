using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through what git does to files between the tag and an archive, and through git itself.</summary>
internal static class GitVariants
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\n"
        + "oid sha256:a96d1810bd1a581f30be271e0ab602954059d5763aebeadfb0376fcd6c03015c\nsize 36";

    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "subject-is-a-command", "make",
            "git archive writes the commit's subject between quotes of a script, and the subject closes them: the "
                + "command "
                + "is in no tracked file, and the archive is exactly what git makes.",
            Expectation.Reported,
            release =>
            {
                release.Subject = "Release 1.0'; echo 'INERT TEST FIXTURE";
                Described(release).Ship("release.sh", "subject='" + release.Subject + "'\necho \"$subject\"");
            },
            "git archive writes a harmless subject",
            release => Described(release).Ship("release.sh", "subject='Release 1.0'\necho \"$subject\"")),
        new(
            "identifier-is-a-command", "make",
            "Between the dollars of an identifier that git expands anything may stand, so a check that undoes the "
                + "expansion does not see it.",
            Expectation.UnaccountedFile,
            release => Identified(release).ShipChanged(
                "ident.sh", "$Id$", "$Id: \"; echo \"INERT TEST FIXTURE\"; : \"$"),
            "git expands the identifier to the object's name",
            release => Identified(release).ShipChanged("ident.sh", "$Id$", $"$Id: {IdentifiedObject}$")),
        new(
            "carriage-return-ends-nothing", "make",
            "One carriage return behind the end of a here-document makes the shell read the check below as text.",
            Expectation.UnaccountedFile,
            release => Guarded(release, "* text=auto").ShipChanged("guard.sh", "\nEND\n", "\nEND\r\n"),
            "a file for another system has its line ends by attribute",
            release => Guarded(release, "*.bat text eol=crlf")
                .Track("build.bat", "cl src\\main.c\nexit /b")
                .ShipChanged("build.bat", "\n", "\r\n")),
        new(
            "large-file-swapped", "make",
            "The tag has only the digest of a file that git-lfs stores elsewhere, and the archive has another file.",
            Expectation.UnaccountedFile,
            release => Large(release).Ship("share/model.txt", "INERT TEST FIXTURE, not the file of the digest"),
            "the archive has the file of the digest",
            release => Large(release).Ship("share/model.txt", LargeContent)),
        new(
            "other-encoding", "cmake",
            "A resource is shipped in UTF-16, as its attribute says, where no reviewer's diff shows the line that "
                + "was added.",
            Expectation.UnaccountedFile,
            release => Resource(release, "1 RCDATA \"../tests/data/ramp.pgm\"\r\n"),
            "a resource is shipped in UTF-16, as its attribute says",
            release => Resource(release, "")),
        new(
            "repository-in-the-archive", "meson",
            "The archive has a .git folder, whose configuration names a program that git runs when the build asks "
                + "for a "
                + "description.",
            Expectation.HighFinding,
            release => release
                .Ship(".git/HEAD", "ref: refs/heads/main")
                .Ship(".git/config", "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = \"echo INERT TEST FIXTURE\"")
                .Ship(".git/objects/info/packs", "")
                .Ship(".git/refs/heads/.keep", ""),
            "the list of commits that git blame skips was packed",
            release => release.Ship(".git-blame-ignore-revs", "# formatting only")),
        new(
            "submodule-differs", "make",
            "The archive's copy of a submodule is not the commit that the tag pins, and nobody compares two "
                + "repositories.",
            Expectation.UnaccountedFile,
            release => Vendored(release).Ship("vendor/ring/ring.c", "int ring = 64;\n#include "
                + "\"../../tests/data/one.case\""),
            "the archive's copy of a submodule is the commit that the tag pins",
            release => Vendored(release)),
    ];

    private const string LargeContent = "INERT TEST FIXTURE, as a large file";

    private const string IdentifiedObject = "3d480f62f2494921b32d6824fd281049ae75b31f";

    private static OutsideRelease Described(OutsideRelease release) => release
        .Track(".gitattributes", "release.sh export-subst")
        .Track("release.sh", "subject='$Format:%s$'\necho \"$subject\"")
        .TrackChanged("Makefile", "all: tinywc", "all: tinywc\n\t. ./release.sh");

    private static OutsideRelease Identified(OutsideRelease release) => release
        .Track(".gitattributes", "ident.sh ident")
        .Track("ident.sh", "#!/bin/sh\nrev=\"$Id$\"\necho \"tinywc $rev\"")
        .TrackChanged("Makefile", "all: tinywc", "all: tinywc\n\tsh ident.sh");

    private static OutsideRelease Guarded(OutsideRelease release, string attributes) => release
        .Track(".gitattributes", attributes)
        .Track("guard.sh", "#!/bin/sh\ncat <<END\nchecking what is compiled\nEND\ntest ! -e src/unlisted.c || exit 1")
        .TrackChanged("Makefile", "all: tinywc", "all: tinywc\n\tsh guard.sh");

    private static OutsideRelease Large(OutsideRelease release) => release
        .Track(".gitattributes", "share/model.txt filter=lfs diff=lfs merge=lfs -text")
        .Track("share/model.txt", Pointer);

    private static void Resource(OutsideRelease release, string added) => release
        .Track(".gitattributes", "*.rc text working-tree-encoding=UTF-16LE eol=crlf")
        .Track("res/pixscale.rc", "#include <windows.h>\n2 ICON \"pixscale.ico\"")
        .Ship("res/pixscale.rc", Encoding.Unicode.GetBytes(
            "#include <windows.h>\r\n2 ICON \"pixscale.ico\"\r\n" + added));

    private static OutsideRelease Vendored(OutsideRelease release)
    {
        release.Submodules.Add("vendor/ring", new OutsideRelease("ring")
            .Track("README", "ring: a ring.")
            .Track("ring.c", "int ring = 64;"));
        return release
            .Track(".gitmodules", "[submodule \"ring\"]\n\tpath = vendor/ring\n\turl = https://example.org/ring.git")
            .TrackChanged("Makefile", "src/tables.o: src/tables.c", "src/tables.o: src/tables.c vendor/ring/ring.c");
    }
}
