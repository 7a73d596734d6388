using System.Globalization;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways that need no file's content: names, times, empty folders and links.</summary>
internal static class TreeVariants
{
    private const string Inert = "exit 0 ";

    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "name-is-a-command", "make",
            "A tracked test loop evaluates the names of its cases; one empty case of the archive has a command as "
                + "its name.",
            Expectation.UnaccountedFile,
            release => Cases(release).Ship("tests/data/z$(echo INERT TEST FIXTURE).case", ""),
            "the dist step makes one large case",
            release => Cases(release).Ship("tests/data/large.case", "a b c a b c a b c")),
        new(
            "name-is-an-option", "make",
            "The install rule copies a folder with tar and a wildcard, and two empty files have names of tar's "
                + "options.",
            Expectation.UnaccountedFile,
            release => Shared(release)
                .Ship("share/--checkpoint=1", "")
                .Ship("share/--checkpoint-action=exec=sh zz-notes.txt", "")
                .Ship("share/zz-notes.txt", "echo INERT TEST FIXTURE"),
            "a file named by a slip of the keyboard",
            release => Shared(release).Ship("share/-", "words")),
        new(
            "times-are-bytes", "make",
            "The archive holds the tag's files only; a tracked test reads their times, one byte each, into a script.",
            Expectation.Reported,
            release =>
            {
                Timed(release);
                for (int i = 0; i < Inert.Length; i++)
                {
                    long second = OutsideRelease.Tagged.AddHours(1).ToUnixTimeSeconds() % 256;
                    release.Touch(TimedInput(i), (int)(((Inert[i] - second) % 256) + 256));
                }
            },
            "every file has the time of a checkout that took seconds",
            release =>
            {
                Timed(release);
                for (int i = 0; i < Inert.Length; i++)
                {
                    release.Touch(TimedInput(i), i / 3);
                }
            }),
        new(
            "input-is-newer", "make",
            "The archive holds the tag's files only, but the table's input is newer than the table, so make runs a "
                + "generator that lies dormant in every checkout.",
            Expectation.Reported,
            release => Generated(release).Touch("src/tables.in", 60),
            "the table is newer than its input",
            release => Generated(release).Touch("src/tables.c", 60)),
        new(
            "empty-folders-are-bytes", "make",
            "git tracks no empty folders; their names are the digits that a tracked test puts together.",
            Expectation.Reported,
            release =>
            {
                release.Track("tests/folders.sh", "#!/bin/sh\n# Empty folders must survive packing.\n"
                    + "printf \"$(cd tests/empty && printf '\\\\%s' *)\" > tests/folders.out");
                foreach ((int i, char one) in Inert.Index())
                {
                    release.EmptyFolders.Add(string.Create(
                        CultureInfo.InvariantCulture, $"tests/empty/{i}{Convert.ToString(one, 8).PadLeft(3, '0')}"));
                }
            },
            "an empty folder for the tests' output",
            release => release.EmptyFolders.Add("tests/tmp")),
        new(
            "link-leaves-the-tree", "make",
            "The tag has a link to a folder beside the checkout, for developers; the archive brings that folder "
                + "beside its "
                + "own.",
            Expectation.HighFinding,
            release =>
            {
                release.TrackLink("config.mk", "../shared/config.mk");
                release.Beside.Add("shared/config.mk", OutsideFile.OfText("all: extra\nextra:\n\t@echo INERT TEST "
                    + "FIXTURE"));
            },
            "a package description stands beside the folder, as in archives for PECL",
            release => release.Beside.Add(
                "package.xml", OutsideFile.OfText("<package version=\"2.0\"><name>tinywc</name></package>"))),
    ];

    private static OutsideRelease Cases(OutsideRelease release) => release.TrackChanged(
        "Makefile",
        "do sh tests/run.sh ./tinywc \"$$t\" || exit 1; done",
        "do eval \"sh tests/run.sh ./tinywc $$t\" || exit 1; done");

    private static OutsideRelease Shared(OutsideRelease release) => release
        .Track("share/words", "a\nb\nc")
        .TrackChanged("Makefile", "clean:", "install-data:\n\tcd share && tar cf - * | tar xf - -C "
            + "$(DESTDIR)/usr/share\n\nclean:");

    private static string TimedInput(int i) => string.Create(CultureInfo.InvariantCulture, $"tests/times/{i}.in");

    private static void Timed(OutsideRelease release)
    {
        for (int i = 0; i < Inert.Length; i++)
        {
            release.Track(TimedInput(i), "a");
        }

        release
            .Track("tests/times.sh", "#!/bin/sh\n# Packing must keep times apart.\nfor f in tests/times/*.in; do\n"
                + "  printf \"\\\\$(printf %o $(($(stat -c %Y \"$f\") % 256)))\"\ndone > tests/times.out")
            .TrackChanged("Makefile", "check: tinywc", "check: tinywc\n\tsh tests/times.sh && sh tests/times.out");
    }

    private static OutsideRelease Generated(OutsideRelease release) => release
        .Track("src/tables.in", "abc")
        .Track("tests/tables.sh", "#!/bin/sh\necho INERT TEST FIXTURE")
        .TrackChanged("Makefile", "clean:", "src/tables.c: src/tables.in\n\tsh tests/tables.sh < "
            + "src/tables.in\n\nclean:");
}
