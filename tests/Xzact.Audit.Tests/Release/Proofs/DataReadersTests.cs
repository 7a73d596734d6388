using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class DataReadersTests
{
    private static Evidence? First(string text, string path = "ChangeLog", string from = "Makefile.in") =>
        DataReaders.First(path, new Dictionary<string, string> { [from] = text });

    [Theory]
    [InlineData("x:\n\ttail -n 1 \\\n\t  ChangeLog \\\n\t  | sh\n", 2)]
    [InlineData("x:\n\tcat |\\\n\t sort - ChangeLog\n", 3)]
    [InlineData("LOG = ChangeLog\nx:\n\tcat $(LOG)\n", 3)]
    [InlineData("docs = README \\\n  ChangeLog NEWS\nx:\n\tcat ${docs}\n", 4)]
    [InlineData("log=ChangeLog\ncat $log\n", 2)]
    [InlineData("x:\n\tcat Change*\n", 2)]
    [InlineData("x:\n\tcat $(srcdir)/C?angeLog\n", 2)]
    [InlineData("x:\n\tcat $(srcdir)/*Log C*\n", 2)]
    public void A_reader_is_seen_through_joined_lines_variables_and_patterns(string text, int line) =>
        Assert.Equal(("Makefile.in", line), (First(text)?.Path, First(text)?.Line));

    [Theory]
    [InlineData("EXTRA_DIST = ChangeLog \\\n  build-aux/install-sh sed.txt\n")]
    [InlineData("x:\n\tif test -d .git; then sed -n p y > cl-t; \\\n\t  rm -f $(distdir)/ChangeLog; fi\n")]
    [InlineData("dist_doc_DATA = ChangeLog\nx:\n\t@list='$(dist_doc_DATA)'; test -n \"$$list\"\n")]
    [InlineData("LOG = ChangeLog-2014\nx:\n\tcat $(LOG)\n")]
    [InlineData("LOG = ChangeLog\nx:\n\tcat $(LOG2)\n")]
    [InlineData("x:\n\trm -f Change*\n")]
    [InlineData("x:\n\tcat * *.c\n")]
    [InlineData("# cat Change*\n")]
    public void Lists_deletions_and_other_files_are_no_readers(string text) => Assert.Null(First(text));

    private static Evidence? Any(string text, string from = "Makefile.in", string path = "ChangeLog") =>
        DataReaders.First(path, new Dictionary<string, string> { [from] = text }, anyUse: true);

    [Theory]
    [InlineData("hook: ChangeLog\n\tsed 1d $< > $@\n")]
    [InlineData("hook: a ChangeLog b\n\ttr a b $(word 2,$^) > $@\n")]
    [InlineData("hook: $(srcdir)/ChangeLog\n\t@x $? \n")]
    [InlineData("hook: ChangeLog; sh $<\n")]
    [InlineData("hook: Change*\n\tsh $+\n")]
    [InlineData("A = ChangeLog\nB = x $(A)\nhook: $(B)\n\tsh $^\n")]
    [InlineData("x:\n\tcp ChangeLog hook\n")]
    [InlineData("x:\n\t$(INSTALL_SCRIPT) ChangeLog hook\n")]
    [InlineData("x:\n\tmake -f ChangeLog\n")]
    [InlineData("x:\n\tpatch -i ChangeLog\n")]
    [InlineData("x:\n\tcc @ChangeLog\n")]
    [InlineData("x:\n\tzsh ChangeLog\n")]
    [InlineData("x:\n\tcat {Change,}Log\n")]
    [InlineData("x:\n\tcat [C]hangeLog\n")]
    [InlineData("x:\n\tfor f in *Log; do sh $$f; done\n")]
    [InlineData("x:\n\t./ChangeLog\n")]
    public void Any_use_of_a_makefile_that_is_not_harmless_reads(string text) => Assert.NotNull(Any(text));

    [Theory]
    [InlineData("AC_CONFIG_FILES([hook.sh:ChangeLog])\n", "configure.ac")]
    [InlineData("configure_file(ChangeLog x @ONLY)\n", "CMakeLists.txt")]
    [InlineData("configure_file(\n  ChangeLog\n  x)\n", "CMakeLists.txt")]
    [InlineData("x = custom_target('x', input: 'ChangeLog')\n", "meson.build")]
    [InlineData("import runpy\nrunpy.run_path('ChangeLog')\n", "setup.py")]
    [InlineData("node ChangeLog\n", "build.sh")]
    public void Any_use_of_other_build_text_too(string text, string from) => Assert.NotNull(Any(text, from));

    [Theory]
    [InlineData("dist-hook: ChangeLog\n\t@echo $@\n")]
    [InlineData("x:\n\ttest -f ChangeLog || touch ChangeLog\n")]
    [InlineData("x: ChangeLog\n\tcp ChangeLog $(distdir)\n\trm -f ChangeLog\n")]
    [InlineData("x: ChangeLog\n\t$(INSTALL_DATA) $< $(DESTDIR)$(docdir)\n")]
    [InlineData("gen:\n\tgit log > ChangeLog && mv x $(distdir)/ChangeLog\n")]
    [InlineData("A = ChangeLog\nB = $(A)\nMakefile.in: $(B)\n\t@for dep in $?; do \\\n\t  :; \\\n\tdone\n")]
    [InlineData("x: NEWS\n\tsed 1d $< > $@\n")]
    [InlineData("x:\n\tsed 's/C[0-9]*//;s/C[^=]*//' NEWS\n")]
    [InlineData("x: ChangeLog\n\tsed 1d NEWS > $@; echo $$?\n")]
    [InlineData("x:\n\tcp ChangeLog.old ChangeLog.$$i x\n")]
    public void Harmless_uses_do_not(string text) => Assert.Null(Any(text));

    [Theory]
    [InlineData("install(FILES README\n  ChangeLog DESTINATION doc)\nset(X ChangeLog)\n", "CMakeLists.txt")]
    [InlineData("install_data('ChangeLog')\n", "meson.build")]
    [InlineData("AC_CONFIG_SRCDIR([ChangeLog])\n", "configure.ac")]
    [InlineData("%doc README ChangeLog\n", "demo.spec")]
    public void Nor_do_those_of_other_build_text(string text, string from) => Assert.Null(Any(text, from));

    [Theory]
    [InlineData(".po.gmo:\n\t$(MSGFMT) -o $@ $<\n", false)]
    [InlineData(".po.txt:\n\tsed 1d $< > $@\n", true)]
    [InlineData("%.txt: %.po\n\tsed 1d $*.po > $@\n", true)]
    [InlineData("%.txt: %.pot\n\tsed 1d $< > $@\n", false)]
    [InlineData("%.gmo: %.po\n\tmsgfmt -c -o $@ $<\n", false)]
    public void Rules_of_suffixes_and_patterns_are_followed(string text, bool reads) =>
        Assert.Equal(reads, Any(text, "po/Makefile.in", "po/de.po") is not null);

    [Fact]
    public void A_mere_name_in_a_variable_is_one_of_a_file_beside_it()
    {
        const string Text = "dists = ChangeLog\nx:\n\tcat $(dists)\n";
        Assert.Null(First(Text, "ChangeLog", "po/Makefile.in.in"));
        Assert.NotNull(First(Text, "po/ChangeLog", "po/Makefile.in.in"));
        Assert.NotNull(First(Text.Replace("= ", "= $(top_srcdir)/", StringComparison.Ordinal), "ChangeLog", "po/x.mk"));
    }

    [Fact]
    public void A_variable_is_followed_into_another_makefile() => Assert.Equal("b.mk", DataReaders.First(
        "ChangeLog",
        new Dictionary<string, string> { ["a.mk"] = "LOG = ChangeLog\n", ["b.mk"] = "x:\n\tcat $(LOG)\n" })?.Path);
}
