using Xzact.Audit.Case;
using Xzact.Audit.Tests.Release.Catalogs;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants that hide data where a proof does not look or a reader does not.</summary>
internal static class CarrierVariants
{
    private const string Reader = "AC_DEFUN([DEMO_READ], [demo_data=`sed -n 's/^# //p' $srcdir/po/de.po`])\n";

    private const string GmoHeader = "Project-Id-Version: demo\nPOT-Creation-Date: 2023-11-14 22:13+0000\n"
        + "Language: de\nContent-Type: text/plain; charset=UTF-8\n";

    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("comment of a catalogue", "an encoded comment at the end of po/de.po",
            "D45", Severity.Medium, "po/de.po", a => a.Append("po/de.po", $"\n# {Inert.Encoded}\n")),
        new("comment of a catalogue, with its reader", "the same, and a macro that reads comments of po/de.po",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Append("po/de.po", $"\n# {Inert.Encoded}\n");
                a.Add("m4/demo-read.m4", Reader);
            }),
        new("plain comment, with its reader", "a comment of short words, and a macro that reads it",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Append("po/de.po", $"\n# {Inert.Sentence}\n");
                a.Add("m4/demo-read.m4", Reader);
            }),
        new("references of a catalogue", "positions in po/de.po at which no message stands, far more than a few",
            "D45", Severity.Medium, "po/de.po", a => a.Change("po/de.po", f => f with
            {
                Content = f.Content.Replace(
                    "#: src/main.c", $"#:{string.Concat(Enumerable.Repeat(" src/main.c:73", 4))}\n#: src/main.c",
                    StringComparison.Ordinal),
            })),
        new("references of a catalogue, with their reader", "one such position, and a rule that prints them",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Edit("po/de.po", "src/main.c:7\n", "src/main.c:73\n");
                a.Append("Makefile.in", "demo.txt:\n\tawk -F: '/^#:/{print $$3}' po/de.po > $@\n");
            }),
        new("flags of a catalogue, with their reader", "two words that are no flags, and a rule that prints them",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Edit("po/de.po", "src/main.c:7\n", "src/main.c:7\n#, inert, fixture\n");
                a.Append("Makefile.in", "demo.txt:\n\tsed -n 's/^#, //p' po/de.po > $@\n");
            }),
        new("line breaks of a catalogue, with their reader", "strings in pieces, and a rule that counts these",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Edit("po/de.po", "msgstr \"Zahl 4", "msgstr \"\"\n\"Zahl \"\n\"4");
                a.Append("Makefile.in", "demo.txt:\n\tgrep -c '^\"' po/de.po > $@\n");
            }),
        new("obsolete entry", "a message that no program has any more holds encoded data",
            "D45", Severity.Medium, "po/de.po",
            a => a.Append("po/de.po", $"\n#~ msgid \"old\"\n#~ msgstr \"{Inert.Encoded}\"\n")),
        new("header of a compiled catalogue", "po/de.gmo has a header field that po/de.po does not have",
            "D45", Severity.Medium, "po/de.gmo", a => a.Change("po/de.gmo", f => f with
            {
                Bytes = MoBuilder.Build(
                    0, [("", GmoHeader + "X-Demo: " + Inert.Sentence + "\n"), .. AutotoolsProject.Messages()]),
            })),
        new("translation in a compiled catalogue only", "po/de.gmo has another text than po/de.po, with directives",
            "D45", Severity.Medium, "po/de.gmo", a => a.Change("po/de.gmo", f => f with
            {
                Bytes = MoBuilder.Build(
                    0, [("", GmoHeader), .. AutotoolsProject.Messages().Select(m => (m.Id, m.Text + "%n"))]),
            })),
        new("change log", "an encoded line in ChangeLog",
            "D45", Severity.Medium, "ChangeLog", a => a.Append("ChangeLog", $"\n\t{Inert.Encoded}\n")),
        new("change log, with its reader", "the same, and a makefile that reads ChangeLog",
            "D45", Severity.High, "ChangeLog", a =>
            {
                a.Append("ChangeLog", $"\n\t{Inert.Encoded}\n");
                a.Append("Makefile.in", "all-local:\n\ttail -n 1 $(srcdir)/ChangeLog > demo.txt\n");
            }),
        new("change log, read by a pattern", "one line of short words, and a rule that reads Change*",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "demo.txt:\n\ttail -n 1 $(srcdir)/Change* > $@\n")),
        new("change log, read by a variable", "the same, and a rule that reads a variable with its name",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "NOTES = README ChangeLog\ndemo.txt:\n\ttail -qn 1 $(NOTES) > $@\n")),
        new("change log, read in joined lines", "the same, and a rule that names it in a line that continues another",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "demo.txt:\n\ttail -n 1 \\\n\t  ChangeLog \\\n\t  > $@\n")),
        new("blank lines of a change log, with their reader", "empty lines, and a rule that counts them",
            "D45", Severity.High, "ChangeLog", a =>
            {
                a.Edit("ChangeLog", "\n\n", "\n\n\n\n");
                a.Append("Makefile.in", "demo.txt:\n\tawk '/^$$/{n++} END {print n}' ChangeLog > $@\n");
            }),
        new("messages of a change log, with their reader", "an honest ChangeLog, and a rule that prints messages",
            "D45", Severity.High, "ChangeLog",
            a => a.Append("Makefile.in", "demo.txt:\n\tsed -n 's/^\t//p' ChangeLog > $@\n")),
        new("headings of a change log, with their reader", "a heading more, and a rule that counts them",
            "D45", Severity.High, "ChangeLog", a =>
            {
                a.Change("ChangeLog", f => f with { Content = f.Content + "\n" + f.Content.Split('\n')[0] + "\n" });
                a.Append("Makefile.in", "demo.txt:\n\tgrep -c '^20' ChangeLog > $@\n");
            }),
        new("change log, read by an automatic variable", "one line of short words, and a rule that reads $<",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "demo.txt: ChangeLog\n\tsed -n '$$p' $< > $@\n")),
        new("change log, read by a variable of variables", "the same, and its name in a variable of a variable",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "A = ChangeLog\nB = $(A)\ndemo.txt: $(B)\n\tsed -n '$$p' $^ > $@\n")),
        new("change log, applied as a patch", "the same, and a rule that gives it to a program of no list",
            "D45", Severity.High, "ChangeLog", a => Read(a, "demo.txt:\n\tpatch -p1 -i ChangeLog\n")),
        new("change log, copied to be run", "the same, and a rule that copies it to another name",
            "D45", Severity.High, "ChangeLog", a => Read(a, "demo.txt:\n\tcp ChangeLog hook\n")),
        new("change log, made into another file by configure", "the same, and a macro that has configure read it",
            "D45", Severity.High, "ChangeLog", a =>
            {
                a.Append("ChangeLog", $"\n\t{Inert.Sentence}\n");
                a.Add("m4/demo-log.m4", "AC_DEFUN([DEMO_LOG], [AC_CONFIG_FILES([hook.sh:ChangeLog])])\n");
            }),
        new("catalogue, read by a pattern rule", "a comment of short words, and a rule that reads every catalogue",
            "D45", Severity.High, "po/de.po", a =>
            {
                a.Append("po/de.po", $"\n# {Inert.Sentence}\n");
                a.Append("Makefile.in", "%.txt: %.po\n\tsed -n 's/^# //p' $< > $@\n");
            }),
        new("change log, read by a variable of one letter", "the same, and a rule that reads a variable with its name",
            "D45", Severity.High, "ChangeLog", a => Read(a, "L = ChangeLog\ndemo.txt:\n\tx $(L) > $@\n")),
        new("change log, copied in another locale", "the same, and a rule that copies it behind LC_ALL=C",
            "D45", Severity.High, "ChangeLog", a => Read(a, "demo.txt:\n\tLC_ALL=C cp ChangeLog hook\n")),
        new("example with the ending of a document", "a new tests/corpus/case-1.pdf, which a loop of the tag reads",
            "D45", Severity.High, "tests/corpus/case-1.pdf",
            a => a.Add("tests/corpus/case-1.pdf", $"%PDF-1.4\n: {Inert.Sentence}\n")),
        new("changed example with the ending of a document", "tests/corpus/case-0.pdf, which a loop of the tag reads",
            "D45", Severity.High, "tests/corpus/case-0.pdf",
            a => a.Append("tests/corpus/case-0.pdf", $": {Inert.Sentence}\n")),
        new("example with the ending of source text", "a new tests/corpus/case-1.js, which a loop of the tag reads",
            "D45", Severity.High, "tests/corpus/case-1.js",
            a => a.Add("tests/corpus/case-1.js", $": {Inert.Sentence}\n")),
        new("example whose content another text runs", "a new tests/corpus/extra-1.bin; a makefile of the tag writes "
            + "what it holds into a file, and a script of the tag runs that",
            "D45", Severity.High, "tests/corpus/extra-1.bin",
            a => a.Add("tests/corpus/extra-1.bin", $": {Inert.Sentence}\n")),
        new("change log, read by a pasted name", "one line of short words, and a rule that reads $(P)Log",
            "D45", Severity.High, "ChangeLog",
            a => Read(a, "P = Change\ndemo.txt:\n\ttail -n 1 $(P)Log > $@\n")),
        new("change log, in a here-document", "the same, and a new script that gives it to a shell so",
            "D45", Severity.High, "ChangeLog", a =>
            {
                a.Append("ChangeLog", $"\n\t{Inert.Sentence}\n");
                a.Add("tools/log.sh", "#!/bin/sh\nsh -n <<E\n$(tail -n 1 ChangeLog)\nE\n");
            }),
        new("document that is read in two steps", "HACKING.md, out of which a rule of the tag takes what it runs",
            "D45", Severity.High, "HACKING.md", a => a.Append("HACKING.md", $"    : {Inert.Sentence}\n")),
        new("long change log", "so many lines of no commit that no proof is tried",
            "D45", Severity.Medium, "ChangeLog", a => a.Append(
                "ChangeLog", string.Concat(Enumerable.Repeat($"\t{Inert.Encoded}\n", 20)))),
        new("stamp", "po/stamp-po holds more than a stamp",
            "D45", Severity.Medium, "po/stamp-po", a => a.Append("po/stamp-po", Inert.Script)),
        new("version stamp", ".tarball-version holds shell text; configure.ac gives it to a command",
            "D45", Severity.High, ".tarball-version",
            a => a.Edit(".tarball-version", "1.0", $"1.0; : {Inert.Sentence}")),
        new("comment of aclocal.m4", "an encoded comment, for somebody who reads aclocal.m4 as data",
            "D01", Severity.High, "aclocal.m4", a => a.Append("aclocal.m4", $"# {Inert.Encoded}\n")),
        new("published comments out of place",
            "aclocal.m4 has lines that macro files have elsewhere, and a rule prints them",
            "D01", Severity.High, "aclocal.m4", a =>
            {
                a.Append("aclocal.m4", "# serial 7\n# serial 3\n# serial 7\n# serial 1\n");
                a.Append("Makefile.in", "demo.txt:\n\tsed -n 's/^# serial //p' aclocal.m4 > $@\n");
            }),
        new("documentation", "README has an encoded line more",
            "D02", Severity.Low, "README", a => a.Append("README", Inert.Encoded + "\n")),
    ];

    private static void Read(VariantArchive archive, string rule)
    {
        archive.Append("ChangeLog", $"\n\t{Inert.Sentence}\n");
        archive.Append("Makefile.in", rule);
    }
}
