using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through translations, the manual, the change log and packaging text.</summary>
internal static class DocumentVariants
{
    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "translation-substitutes", "autotools",
            "A new language comes with the release; the installed script evaluates its translation, so a command in it "
                + "runs for users of that language.",
            Expectation.UnaccountedFile,
            release => release
                .Ship("po/LINGUAS", "de\neo")
                .Ship("po/eo.po", HonestBases.Catalogue("eo", "Preparante $target$(echo INERT TEST FIXTURE)")),
            "a new language comes with the release",
            release => release
                .Ship("po/LINGUAS", "de\neo")
                .Ship("po/eo.po", HonestBases.Catalogue("eo", "Preparante $target"))),
        new(
            "compiled-catalogue", "autotools",
            "The compiled catalogue has another translation than the text beside it, and make does not compile it "
                + "anew.",
            Expectation.UnaccountedFile,
            release => release
                .Ship("po/de.gmo", GermanCatalogue("$target wird eingerichtet$(echo INERT TEST FIXTURE)"))
                .Touch("po/de.gmo", 60),
            "the compiled catalogue, as make dist ships it",
            release => release.Ship("po/de.gmo", GermanCatalogue("$target wird eingerichtet"))),
        new(
            "manual-runs-tex", "autotools",
            "TeX reads the manual's version file when the packager makes the PDF, and a primitive in it starts a "
                + "shell.",
            Expectation.UnaccountedFile,
            release => release.Ship("doc/version.texi", "@set UPDATED 3 May 2025\n@set UPDATED-MONTH May 2025\n"
                + "@set EDITION 1.0\n@set VERSION 1.0\n@tex\n\\immediate\\write18{echo INERT TEST FIXTURE}\n@end tex"),
            "the manual is dated a day before the tag",
            release => release.Ship("doc/version.texi", "@set UPDATED 2 May 2025\n@set UPDATED-MONTH May 2025\n"
                + "@set EDITION 1.0\n@set VERSION 1.0")),
        new(
            "change-log-letters", "autotools",
            "A tracked test joins the third words of the change log; the archive's log has entries of no commit whose "
                + "third words are a command.",
            Expectation.UnaccountedFile,
            release => release
                .Track("tests/news.test", "#!/bin/sh\n# The log must be readable word by word.\n"
                    + "eval \"$(awk '/^\\t\\*/ { print $3 }' ${srcdir:-.}/ChangeLog | tr '\\n' ' ')\"",
                    executable: true)
                .Ship("ChangeLog", "2025-05-03  Ann Example  <ann@example.org>\n\n\t* The echo of grains is louder.\n\n"
                    + "\t* An INERT grain is skipped.\n\n\t* Another TEST of dust.\n\n\t* A FIXTURE for sieves.\n\n"
                    + "\t* Release 1.0\n\n2025-04-24  Ann Example  <ann@example.org>\n\n\t* Begin\n"),
            "the change log lacks the release's own commit",
            release => release.Ship("ChangeLog", "2025-04-24  Ann Example  <ann@example.org>\n\n\t* Begin\n")),
        new(
            "spec-expansion", "autotools",
            "rpmbuild -ta takes the spec file out of the archive and expands a shell macro as soon as it parses it.",
            Expectation.HighFinding,
            release => Spec(release, "A log of grains %(echo INERT TEST FIXTURE)"),
            "the spec file has a changelog that the dist step wrote",
            release => Spec(release, "A log of grains", "%changelog\n* Sat May 03 2025 Ann Example - 1.0-1\n- "
                + "Release")),
        new(
            "manual-page-pipes", "meson",
            "The page's options come from a file of the archive only, and groff in its unsafe mode runs what it says.",
            Expectation.UnaccountedFile,
            release => release.Ship("man/options.man", ".TP\n.B \\-\\-depth\nDepth of the queue.\n.sy echo INERT "
                + "TEST FIXTURE"),
            "the page's options, made by the dist step",
            release => release.Ship("man/options.man", ".TP\n.B \\-\\-depth\nDepth of the queue.")),
        new(
            "doxygen-filter", "cmake",
            "The settings that the dist step adds for the manual name a program through which every header is read.",
            Expectation.HighFinding,
            release => release.Ship("docs/Doxyfile.release",
                "PROJECT_NUMBER = 1.0\nINPUT_FILTER = \"sh -c 'echo INERT TEST FIXTURE' filter\""),
            "the settings also name the day",
            release => release.Ship("docs/Doxyfile.release", "PROJECT_NUMBER = 1.0\nPROJECT_BRIEF = \"May 2025\"")),
    ];

    private static byte[] GermanCatalogue(string translation)
    {
        const string Header = "Project-Id-Version: grainlog 1.0\nPO-Revision-Date: 2025-05-02 12:00+0000\nLanguage: "
            + "de\n"
            + "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n";
        return MessageCatalogue.Compile([("", Header), ("Setting up $target", translation)]);
    }

    private static void Spec(OutsideRelease release, string summary, string end = "")
    {
        string spec = Encoding.UTF8.GetString(release.Shipped["grainlog.spec"].Content).TrimEnd('\n');
        spec = spec.Replace("Summary: A log of grains", "Summary: " + summary, StringComparison.Ordinal);
        release.Ship("grainlog.spec", end.Length == 0 ? spec : spec + "\n" + end);
    }
}
