using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants in m4 text: what configure becomes when it is generated anew.</summary>
internal static class MacroVariants
{
    private const string Known = "m4/known.m4";

    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("macro added", "a new m4/demo-host.m4, which searches the tree and decodes a test file",
            "D03", Severity.Critical, "m4/demo-host.m4", a => a.Add("m4/demo-host.m4", $"""
                # demo-host.m4 serial 40
                AC_DEFUN([DEMO_HOST], [
                  {Inert.Search}
                  AC_CONFIG_COMMANDS([demo-host], [{Inert.Decode}])
                ])

                """)),
        new("quiet macro added", "a new macro with one harmless looking command",
            "D03", Severity.High, "m4/demo-date.m4",
            a => a.Add("m4/demo-date.m4", "AC_DEFUN([DEMO_DATE], [demo_date=`date`])\n")),
        new("published macro changed by one command", "m4/known.m4 with one line more",
            "D03", Severity.High, Known,
            a => a.Edit(Known, "  AC_CHECK_FUNCS", "  . $srcdir/tests/data/bad-sum.bin\n  AC_CHECK_FUNCS")),
        new("published macro searches the tree", "m4/known.m4 with a search for a fence in its check",
            "D10", Severity.Critical, Known,
            a => a.Edit(Known, "  AC_CHECK_FUNCS", $"  {Inert.Search}\n  AC_CHECK_FUNCS")),
        new("same serial, another body", "m4/ax_known_flags.m4 keeps serial 5, its body has one substitution more",
            "D04", Severity.Medium, "m4/ax_known_flags.m4",
            a => a.Edit("m4/ax_known_flags.m4", "  AC_SUBST", "  KNOWN_FLAGS=`date`\n  AC_SUBST")),
        new("the same, by content", "the same file, judged by what it does",
            "D03", Severity.High, "m4/ax_known_flags.m4",
            a => a.Edit("m4/ax_known_flags.m4", "  AC_SUBST", "  KNOWN_FLAGS=`date`\n  AC_SUBST")),
        new("serial of the future", "m4/known.m4 says serial 99, so that no tool replaces it",
            "D04", Severity.Medium, Known, a => a.Edit(Known, "serial 3", "serial 99")),
        new("tracked macro changed", "m4/demo-options.m4 with a command in its condition",
            "D02", Severity.High, "m4/demo-options.m4",
            a => a.Edit("m4/demo-options.m4", "[test \"x", "[sh -n $srcdir/tests/data/bad-sum.bin; test \"x")),
        new("quoting trick", "dnl is taken out of service, so that a comment of m4/known.m4 becomes shell text",
            "D03", Severity.High, Known,
            a => a.Edit(Known, "dnl An invented", "m4_define([d][nl], [#])\ndnl An invented")),
        new("other quotes", "m4/known.m4 changes the comment sign, so that # lines are expanded",
            "D03", Severity.High, Known, a => a.Edit(Known, "AC_DEFUN", "m4_changecom([@])\nAC_DEFUN")),
        new("data is included as macros", "a new acinclude.m4 includes a test file as macros",
            "D03", Severity.High, "acinclude.m4",
            a => a.Add("acinclude.m4", "m4_include([tests/data/bad-sum.bin])\n")),
        new("aclocal.m4 only", "a statement that no m4 file of the release has",
            "D01", Severity.High, "aclocal.m4",
            a => a.Append("aclocal.m4", $"m4_esyscmd([echo {Inert.Sentence}])\n")),
        new("macro turned off", "aclocal.m4 defines a check of the tag anew, with nothing in it",
            "D01", Severity.High, "aclocal.m4",
            a => a.Append("aclocal.m4", "m4_define([DEMO_OPTIONS], [])\n")),
        new("configure.ac changed", "one line more: a command for config.status",
            "D02", Severity.High, "configure.ac",
            a => a.Edit("configure.ac", "AC_OUTPUT", "AC_CONFIG_COMMANDS([demo], [date])\nAC_OUTPUT")),
        new("options of autom4te", "a new .autom4te.cfg loads a file before all others",
            "D01", Severity.High, ".autom4te.cfg",
            a => a.Add(".autom4te.cfg", "begin-language: \"Autoconf\"\nargs: tests/data/bad-sum.bin\nend-language:\n")),
        new("published macro under another name", "the text of m4/known.m4 as m4/libtool.m4",
            "D03", Severity.Medium, "m4/libtool.m4",
            a => a.Add("m4/libtool.m4", AutotoolsProject.KnownMacro)),
        new("comment sign in quotes", "a published statement with a line more in its quotes, which begins with #",
            "D03", Severity.Medium, "m4/demo-sugar.m4",
            a => a.Add("m4/demo-sugar.m4", Published("\n# define demo(x) `date`\n"))),
        new("white space in quotes", "a published statement with a carriage return in its quotes",
            "D03", Severity.Medium, "m4/demo-sugar.m4", a => a.Add("m4/demo-sugar.m4", Published("\r"))),
        new("empty lines between published statements", "a number of empty lines for each letter of a text",
            "D03", Severity.Medium, "m4/demo-sugar.m4", a => a.Add("m4/demo-sugar.m4", string.Concat(
                Inert.Sentence.Select((letter, i) => new string('\n', letter) + (i == 0 ? Published("") : "#\n"))))),
        new("published statement twice", "two statements of Libtool, in an order that says something",
            "D03", Severity.Medium, "m4/demo-sugar.m4",
            a => a.Add("m4/demo-sugar.m4", Published("") + Published(""))),
        new("arguments of dnl", "a line of aclocal.m4 gives arguments to dnl, which m4 expands",
            "D01", Severity.High, "aclocal.m4",
            a => a.Append("aclocal.m4", $"dnl(m4_esyscmd([: {Inert.Sentence}]))\n")),
        new("arguments of dnl, in configure.ac", "the same as the last line of configure.ac",
            "D02", Severity.High, "configure.ac",
            a => a.Append("configure.ac", $"dnl(m4_esyscmd([: {Inert.Sentence}]))\n")),
        new("two includes in one line", "a line of aclocal.m4 includes a published file and something else",
            "D01", Severity.High, "aclocal.m4",
            a => a.Append("aclocal.m4", "m4_include([m4/known.m4])m4_include([tests/data/bad-sum.m4])\n")),
        new("published statements where aclocal looks", "a new acinclude.m4 of published statements alone",
            "D03", Severity.Medium, "acinclude.m4", a => a.Add("acinclude.m4", Published(""))),
    ];

    /// <summary>A statement that Libtool published, with a text more inside its quotes.</summary>
    public static string Published(string more) => $"AC_DEFUN([LTSUGAR_VERSION], [m4_if([0.1]){more}])\n";
}
