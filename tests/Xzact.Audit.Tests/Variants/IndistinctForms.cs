using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Forms that cannot be told from honest practice without running something, and what is reported.</summary>
internal static class IndistinctForms
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<IndistinctForm> All { get; } =
    [
        new("older published macro", "m4/known.m4 as upstream published it before, with what was mended since",
            "m4/known.m4", AccountKind.KnownUpstream,
            "Projects ship macros of many ages. The account says which: date and serial stand in the ledger.",
            a => a.Change("m4/known.m4", f => f with { Content = AutotoolsProject.OlderMacro })),
        new("published statements in a file of another name", "a new m4/demo-sugar.m4 of published statements alone",
            "m4/demo-sugar.m4", AccountKind.ComposedOfKnownParts,
            "aclocal.m4 and many projects' macro files are put together so. The account says how many statements came "
                + "from which project, and which came after the tag.",
            a => a.Add("m4/demo-sugar.m4", MacroVariants.Published(""))),
        new("generated parser with another table", "one number in src/parse.c",
            "src/parse.c", AccountKind.ClaimedGenerated,
            "No parser is in the tag to compare with, and every release of Bison writes another one. It stays "
                + "unexplained; `--regenerate` makes it anew.",
            a => a.Edit("src/parse.c", "{ 1, 2, 0, 3 }", "{ 1, 2, 9, 3 }")),
        new("manual page that lies", "doc/demo.1 tells the user to run something",
            "doc/demo.1", AccountKind.Unaccounted,
            "Archives hold hundreds of formatted pages that no tag has. It stays unexplained; `--regenerate` makes it "
                + "anew. No program reads it as code.",
            a => a.Append("doc/demo.1", ".SH NOTES\nINERT TEST FIXTURE\n")),
        new("few words in a change log", "one line of no commit in ChangeLog",
            "ChangeLog", AccountKind.DerivedAndVerified,
            "Makers of releases add closing remarks. The line is listed as a carrier, is bounded in length and number, "
                + "and withdraws the account once build text reads the file.",
            a => a.Append("ChangeLog", "\tINERT TEST FIXTURE\n")),
        new("few words in a catalogue", "one comment of short words in po/de.po",
            "po/de.po", AccountKind.DerivedAndVerified,
            "Translators write comments. It is listed as a carrier, under the same bounds.",
            a => a.Append("po/de.po", "\n# INERT TEST FIXTURE\n")),
        new("translation that no tag has", "a new po/fr.po, as the Translation Project would send it",
            "po/fr.po", AccountKind.Unaccounted,
            "Many projects take catalogues from elsewhere at release time. It stays unexplained; a second source would "
                + "be needed.",
            a => a.Add("po/fr.po", "msgid \"number 1 of the demo\"\nmsgstr \"INERT TEST FIXTURE\"\n")),
        new("picture with something behind it", "a new doc/logo.png",
            "doc/logo.png", AccountKind.Unaccounted,
            "Pictures are made for the documentation of releases, and what opaque files decode to is not looked at. It "
                + "stays unexplained. In a folder of tests it is Medium.",
            a => a.Add("doc/logo.png", "PNG INERT TEST FIXTURE\n")),
        new("setting of git", "a new .gitattributes in the archive only",
            "web/.gitattributes", AccountKind.Unaccounted,
            "No build reads it, and git runs no filter that the user has not set up. It stays unexplained.",
            a => a.Add("web/.gitattributes", "* filter=demo\n")) { IsOfPackage = true },
        new("bundle with another sum", "one operator in web/app.min.js",
            "web/app.min.js", AccountKind.Unaccounted,
            "A bundle is compared with its source by words that start or evaluate something; what it computes would "
                + "need the same bundler.",
            a => a.Edit("web/app.min.js", "c+d", "c-d")) { IsOfPackage = true },
        new("metadata of a package", "a dependency more in PKG-INFO",
            "PKG-INFO", AccountKind.Unaccounted,
            "Every sdist has this file and no tag does. Installers that build make it anew from setup.py or "
                + "pyproject.toml, which are compared.",
            a => a.Append("PKG-INFO", "Requires-Dist: inert-test-fixture\n")) { IsOfPackage = true },
    ];
}
