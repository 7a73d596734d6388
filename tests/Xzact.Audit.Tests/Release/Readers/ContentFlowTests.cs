using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Tests.Release.Readers;

// What reads a file, and whether what was read is run: through DataReaders, from the texts on.
public sealed class ContentFlowTests
{
    private const long MaxBytes = 200L << 20;

    private static (bool Reads, bool Runs) Uses(string text, string from = "Makefile", string path = "ChangeLog")
    {
        FileUse[] uses =
            [.. DataReaders.Uses(path, new Dictionary<string, string> { [from] = text })];
        return (uses.Length > 0, uses.Any(use => use.Runs is not null));
    }

    [Theory]
    [InlineData("L = ChangeLog\nall:\n\tsed 1d $(L) > hook\n\tsh hook\n")]
    [InlineData("A = ChangeLog\nB = x $(A)\nall:\n\tsed 1d $(B) > hook\n\tsh hook\n")]
    [InlineData("hook: S = ChangeLog\nhook:\n\tsed 1d $(S) > $@\n\tsh $@\n")]
    [InlineData("L = $(srcdir)/ChangeLog\nall:\n\tcp $(L) hook\n\tsh hook\n")]
    [InlineData("all:\n\tLC_ALL=C cp ChangeLog hook; sh hook\n")]
    [InlineData("all:\n\tcp -t tools ChangeLog\n\tsh tools/*\n")]
    [InlineData("all:\n\tcp ChangeLog debian/hook\n\tsh debian/hook\n")]
    [InlineData("all:\n\tgit apply ChangeLog\n")]
    [InlineData("all:\n\techo | patch -p1 -i ChangeLog\n")]
    [InlineData("all:\n\tcase x in x) ash ChangeLog;; esac\n")]
    [InlineData("HOOK != iconv -t ASCII ChangeLog\nall:\n\t$(HOOK)\n")]
    [InlineData("hook: | ChangeLog\n\tcp $| $@\n\tsh $@\n")]
    [InlineData("%.sh: %\n\tcp $< $@\n")]
    [InlineData("all:\n\tfor f in Change*; do tail -c +9 $$f; done > hook\n\tsh hook\n")]
    [InlineData("all:\n\tfor f in ChangeLog; do tail -n 1 $$f; done | sh\n")]
    [InlineData("all:\n\tx=`tail -n 1 ChangeLog`; eval \"$$x\"\n")]
    [InlineData("all:\n\t`sed 1d ChangeLog`\n")]
    [InlineData("V := $(shell sed -n 1p ChangeLog)\nall:\n\techo $(V)\n")]
    [InlineData("all:\n\tsed 1d ChangeLog > version.h\n")]
    [InlineData("all:\n\tcat `ls Change*` | tee x | bash -s\n")]
    [InlineData("all:\n\t(cd x; cat ../ChangeLog) | sh\n")]
    [InlineData("all:\n\ttimeout 5 sh ChangeLog\n")]
    [InlineData("all:\n\tnice -n 5 sh ChangeLog\n")]
    [InlineData("all:\n\tenv -i A=b sh ChangeLog\n")]
    public void Content_is_followed_to_what_runs_it(string text) => Assert.Equal((true, true), Uses(text));

    // Programs that run what they read, whatever their version; what unpackers, awk, sed and configure make of it.
    [Theory]
    [InlineData("python3.11 X")]
    [InlineData("gcc-12 -x c X")]
    [InlineData("python3 -W error X")]
    [InlineData("sh -o errexit X")]
    [InlineData("awk '{system($$0)}' X")]
    [InlineData("sed -n 's/^: /: /e' X")]
    [InlineData("sed -n '2w hook' X; sh hook")]
    [InlineData("perl -ne 'system $$_' X")]
    [InlineData("tar xf X; sh words/run")]
    [InlineData("uudecode X; sh hook")]
    [InlineData("xz -dk X; sh data/words")]
    [InlineData("sort X -ohook; sh hook")]
    [InlineData("openssl base64 -d -in X -out hook; sh hook")]
    [InlineData("find data -name words.dat -exec sh {} \\;")]
    [InlineData("find data -type f | xargs sh")]
    [InlineData("set -- $$(tail -n 1 X); \"$$@\"")]
    [InlineData("mapfile -t a < X; \"$${a[@]}\"")]
    [InlineData("trap \"$$(cat X)\" EXIT")]
    [InlineData("for n in words other; do sh data/$$n.dat; done")]
    [InlineData("sh $(addsuffix .dat,data/words)")]
    public void Programs_run_what_they_read_in_other_ways(string recipe) => Assert.True(Uses(
        $"all:\n\t{recipe.Replace("X", "data/words.dat", StringComparison.Ordinal)}\n", path: "data/words.dat").Runs);

    [Theory]
    [InlineData("awk '{print $$1}' X")]
    [InlineData("sed -e 's/e/x/' -e '/value e/d' X")]
    [InlineData("perl -pe 's/a/b/' X")]
    [InlineData("xz -dc X | wc -c")]
    [InlineData("tar cf X.tar X; sh words/run")]
    [InlineData("find . -name '*~' -exec rm {} \\;")]
    [InlineData("find lib -type f | xargs sh")]
    [InlineData("for n in ghost other; do sh data/$$n.dat; done")]
    [InlineData("for n in `cat LIST`; do sh data/$${n}ds.txt; done")]
    [InlineData("sh $(addsuffix .dat,data/ghost)")]
    [InlineData("set -- $$(tail -n 1 X); ./demo \"$$@\"")]
    public void The_same_programs_otherwise_run_nothing(string recipe) => Assert.False(Uses(
        $"all:\n\t{recipe.Replace("X", "data/words.dat", StringComparison.Ordinal)}\n", path: "data/words.dat").Runs);

    // A script or a function is followed with what it is given.
    [Theory]
    [InlineData("sh tools/run.sh X", "tail -n 1 \"$1\" | sh\n", true)]
    [InlineData("sh tools/run.sh ./demo X", "tail -n 1 \"$2\" | sh\n", true)]
    [InlineData("sh tools/run.sh ./demo X", "\"$@\"\n", false)]
    [InlineData("tools/run.sh -v X", "shift\n. \"$1\"\n", true)]
    [InlineData("FILE=X sh tools/run.sh", "tail -n 1 \"$FILE\" | sh\n", true)]
    [InlineData("sh tools/run.sh < X", "tail -n 1 | sh\n", true)]
    [InlineData("sh tools/run.sh X", "run() {\n  . \"$1\"\n}\nfor f in \"$@\"; do run $f; done\n", true)]
    [InlineData("sh tools/run.sh X", "run() {\n  . \"$1\"\n}\nrun ./x\ncat \"$1\"\n", false)]
    [InlineData("tools/run.sh X hook; sh hook", "tail -n 1 \"$1\" > \"$2\"\n", true)]
    [InlineData("sh tools/run.sh X", "cat \"$1\" | wc -c\n", false)]
    public void A_script_is_followed_with_its_arguments(string recipe, string script, bool runs)
    {
        FileUse[] uses = [.. DataReaders.Uses("data/words.dat", new Dictionary<string, string>
        {
            ["Makefile"] = $"all:\n\t{recipe.Replace("X", "data/words.dat", StringComparison.Ordinal)}\n",
            ["tools/run.sh"] = script,
        })];
        Assert.Equal(runs, uses.Any(use => use.Runs is not null));
    }

    // What is given to a program that no text tells of is said to be.
    [Theory]
    [InlineData("Makefile", "all:\n\t./demo ChangeLog\n", true)]
    [InlineData("Makefile", "all:\n\t$(VALGRIND) sh x ChangeLog\n", true)]
    [InlineData("Makefile", "all:\n\tsed 1d ChangeLog | grep x > y\n", false)]
    [InlineData("run.sh", "ask() {\n  cat \"$1\"\n}\nask ChangeLog\n", false)]
    [InlineData("notes.in", "see ChangeLog\n", false)]
    public void An_unknown_program_is_given_it(string from, string text, bool hands) => Assert.Equal(hands, DataReaders
        .Uses("ChangeLog", new Dictionary<string, string> { [from] = text }).Any(use => use.Hands is not null));

    [Theory]
    [InlineData("AC_CONFIG_FILES([Makefile:Makefile.in:config/tail])\n")]
    [InlineData("frag=$srcdir/config/tail\nAC_SUBST_FILE([frag])\n")]
    public void Configure_puts_files_into_makefiles(string text) =>
        Assert.True(Uses(text, "configure.ac", "config/tail").Runs);

    [Theory]
    [InlineData("sub/Makefile.am", "all-local:\n\tcd $(top_srcdir) && patch -p1 -i ChangeLog\n")]
    [InlineData("setup.py", "notes = open('ChangeLog').read()\nexec(notes.split('x')[1])\n")]
    [InlineData("setup.py", "from pathlib import Path\nnotes = Path('ChangeLog').read_text()\nexec(notes)\n")]
    [InlineData("setup.py", "exec(re.search('x(.*)', open('ChangeLog').read()).group(1))\n")]
    [InlineData("configure.ac", "AC_INIT([d], m4_esyscmd_s([sed 1q ChangeLog]))\n")]
    [InlineData("build.sh", "notes=$(expand ChangeLog)\neval \"$notes\"\n")]
    [InlineData("build.sh", "while read -r line; do\n  eval \"$line\"\ndone < ChangeLog\n")]
    [InlineData("CMakeLists.txt", "set(N ${X}/ChangeLog)\nfile(STRINGS ${N} H)\n"
        + "execute_process(COMMAND sh -c \"${H}\")\n")]
    [InlineData("CMakeLists.txt", "configure_file(ChangeLog hook.x)\nexecute_process(COMMAND sh hook.x)\n")]
    [InlineData("CMakeLists.txt", "function(go f)\n  execute_process(COMMAND sh ${f})\nendfunction()\ngo(ChangeLog)\n")]
    [InlineData("CMakeLists.txt", "file(COPY ChangeLog DESTINATION ${B})\nexecute_process(COMMAND sh ChangeLog)\n")]
    public void In_other_languages_too(string from, string text) => Assert.Equal((true, true), Uses(text, from));

    // What is evaluated is a command: the name of its argument is none.
    [Theory]
    [InlineData("all:\n\tfor t in Change*; do eval \"sh run.sh ./demo $$t\"; done\n", false)]
    [InlineData("all:\n\tfor t in Change*; do eval \"sh $$t\"; done\n", true)]
    [InlineData("all:\n\tfor t in Change*; do eval \"$$t x\"; done\n", true)]
    public void Evaluated_words_are_a_command(string text, bool runs) => Assert.Equal(runs, Uses(text).Runs);

    // What config.status writes is not read; b:c reads c.
    [Theory]
    [InlineData("AC_CONFIG_FILES([Makefile\n  ChangeLog\n  doc/Makefile])\n", false, false)]
    [InlineData("AC_CONFIG_FILES(ChangeLog)\n", false, false)]
    [InlineData("AC_CONFIG_FILES([hook:ChangeLog])\nsh hook\n", true, true)]
    [InlineData("AC_CONFIG_FILES([hook:ChangeLog])\nsh x\n", true, false)]
    [InlineData("AC_CONFIG_FILES([Makefile])\nsh ChangeLog\n", true, true)]
    public void Files_that_configure_writes_are_no_commands(string text, bool reads, bool runs) =>
        Assert.Equal((reads, runs), Uses(text, "configure.ac"));

    // Autoconf's own variables hold the names of what configure writes.
    [Theory]
    [InlineData("CONFIG_FILES=\"$CONFIG_FILES ChangeLog\"\neval set X \"  :F $CONFIG_FILES\"\n", false)]
    [InlineData("for ac_file in ChangeLog x; do ac_dir=`echo $ac_file | sed 's,/.*,,'`\n"
        + "sed \"/x/r $ac_dir/y\" x > \"$ac_dir/Makefile\"; done\n", false)]
    [InlineData("x=`tail -n 1 ChangeLog`; eval \"$x\"\n", true)]
    public void Names_of_what_configure_writes_are_no_content(string text, bool runs) =>
        Assert.Equal(runs, Uses(text, "configure").Runs);

    [Theory]
    [InlineData("Makefile", "all:\n\techo \"$$(expand ChangeLog)\" > hook\n")]
    [InlineData("tests/run.sh", "for f in ../Change*; do ./demo \"$f\" || exit 1; done\n")]
    [InlineData("setup.py", "with open('ChangeLog') as f:\n    text = f.read()\nsetup(long_description=text)\n")]
    [InlineData("Makefile", "all:\n\tgrep -c x ChangeLog > n\n")]
    public void What_only_reads_runs_nothing(string from, string text) => Assert.Equal((true, false), Uses(text, from));

    [Theory]
    [InlineData("Makefile", "all:\n\tfor f in README ChangeLog; do install -m 644 $$f $(DESTDIR)$(docdir)/$$f; done\n")]
    [InlineData("Makefile", "all:\n\tgpg -b ChangeLog; sha256sum ChangeLog > sums; "
        + "scp ChangeLog host:; wc -l ChangeLog\n")]
    [InlineData("Makefile", "d: $(DISTFILES)\n\t@list='$(DISTFILES)'; for f in $$list; do cp $$f $(distdir)/$$f; done\n"
        + "DISTFILES = README ChangeLog\n")]
    [InlineData("Makefile", "all:\n\t@list='ChangeLog'; for p in $$list; do echo \"$$p\"; done | sed 1d > names\n")]
    [InlineData("Makefile", "F = for p in $$list; do echo $$p; done | sort\nlist = ChangeLog\nall:\n\t$(F)\n")]
    [InlineData("meson.build", "if fs.exists('ChangeLog')\n  install_data(files('ChangeLog'))\nendif\n")]
    [InlineData("setup.py", "setup(long_description=open('ChangeLog').read(), data_files=[('doc', ['ChangeLog'])])\n")]
    [InlineData("configure", "case $x in\n  *.Log | Change*)\n    y=1 ;;\nesac\n")]
    [InlineData("demo.spec", "%files\n%{_docdir}/Change*\n")]
    [InlineData("Makefile", "stamp-vti:\n\t@cp $(srcdir)/ChangeLog $@\n")]
    [InlineData("run.sh", "case $b in\n*.txt|*Log|*.texi) b=`echo \"$b\"|sed 's/x//'`;;\nesac\n")]
    [InlineData("tool.pl", "if ($x =~ /^Change*/ and $y > 1) { print; }\n")]
    public void Harmless_forms_do_not_read(string from, string text) => Assert.Equal((false, false), Uses(text, from));

    [Theory]
    [InlineData("%.mo: %.po\n\tmsgattrib --no-fuzzy $< | msgfmt -o $@ -\n", "Makefile")]
    [InlineData("%.gmo: %.po\n\t$(top_srcdir)/missing msgfmt -o $@ $<\n", "Makefile")]
    [InlineData(".po.gmo:\n\t@lang=`echo $* | sed -e \"s,.*/,,\"`; $(MSGFMT) -o t-$@ $< && mv t-$@ $@\n", "Makefile")]
    [InlineData("gettext_process_po_files(de ALL PO_FILES de.po)\n", "CMakeLists.txt")]
    [InlineData(".po.gmo:\n\t$(AM_V_GEN)LC_ALL=C $(MSGFMT) -o $@ $<\n", "Makefile")]
    [InlineData("add_custom_command(OUTPUT x COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} -o x de.po)\n", "CMakeLists.txt")]
    public void What_compiles_catalogues_does_not(string text, string from) =>
        Assert.Equal((false, false), Uses(text, "po/" + from, "po/de.po"));

    // A text of another folder may run what one writes.
    [Theory]
    [InlineData("all:\n\tsed 1d ChangeLog > helper\n", "sh ./helper\n", true)]
    [InlineData("all:\n\tsed 1d ChangeLog > tools/helper\n", ". ../tools/helper\n", true)]
    [InlineData("all:\n\ttail ChangeLog | tee helper\n", "cp helper hook\nchmod +x hook\n./hook\n", true)]
    [InlineData("all:\n\tsed 1d ChangeLog > helper\n", "rm -f helper\n", false)]
    [InlineData("all:\n\tsed 1d ChangeLog > helper\n", "./demo helper\n", false)]
    [InlineData("all:\n\tsed 1d ChangeLog > out\n", "cc -o out x.c\n", false)]
    [InlineData("all:\n\tsed 1d ChangeLog > a.out\n", "cc -o a.out x.c\n", false)]
    [InlineData("all:\n\techo x > helper\n", "sh ./helper\n", false)]
    public void What_one_text_writes_another_may_run(string writes, string runs, bool isRun) => Assert.Equal(
        isRun, DataReaders.Uses("ChangeLog", new Dictionary<string, string>
        {
            ["Makefile"] = writes,
            ["tests/run.sh"] = runs,
        }).Any(use => use.Runs is not null));

    [Fact]
    public void It_may_go_through_several_texts() => Assert.Contains(
        DataReaders.Uses("ChangeLog", new Dictionary<string, string>
        {
            ["Makefile"] = "all:\n\tsed 1d ChangeLog > first\n",
            ["a.sh"] = "sh ./third\n",
            ["b.sh"] = "tr a b < second > third\n",
            ["c.sh"] = "cat first > second\n",
        }), use => use.Runs?.Path == "a.sh");

    [Theory]
    [InlineData("sh <<EOF\n$(cat ChangeLog)\nEOF\n", true)]
    [InlineData("sh <<EOF\necho \"$(cat ChangeLog)\"\nEOF\n", true)]
    [InlineData("cat <<E > x.sh\necho \"$(cat ChangeLog)\"\nE\n", true)]
    [InlineData("cat > x <<-E\n\ta `cat ChangeLog`\n\tE\nsh x\n", true)]
    [InlineData("d=$(cat ChangeLog)\ncat <<E | sh\n: $d\nE\n", true)]
    [InlineData("d=$(cat ChangeLog)\ncat <<'E' | sh\n: $d\nE\n", false)]
    [InlineData("cat <<E\nRead ChangeLog, or `date`.\nE\n", false)]
    [InlineData("cat <<E\n: $(cat ChangeLog)\nE\nsh x\n", false)]
    [InlineData("sh <<E\n: $(date)\nE\ncat ChangeLog\n", false)]
    [InlineData("x=$((1 << 2))\ncat ChangeLog\n", false)]
    public void A_here_document_is_what_its_command_gets(string text, bool runs) =>
        Assert.Equal(runs, Uses(text, "build.sh").Runs);

    // The lines of a here-document are also commands, for its command may be a shell.
    [Fact]
    public void A_here_document_that_names_it_reads_nothing() =>
        Assert.Equal((false, false), Uses("cat <<E\necho ChangeLog\nE\n", "build.sh"));

    [Theory]
    [InlineData("P = Change\nall:\n\tsed 1d $(P)Log > hook\n\tsh hook\n", "Makefile")]
    [InlineData("L = Log\nall:\n\tsh Change$L\n", "Makefile")]
    [InlineData("P = Change\nL = ${P}Log\nhook: $(L)\n\tcp $< $@\n\tsh hook\n", "Makefile")]
    [InlineData("P = Change\nQ = Log\nhook: $(P)$(Q)\n\tcp $< $@\n\tsh hook\n", "Makefile")]
    [InlineData("all:\n\tsh Change\\\n\tLog\n", "Makefile")]
    [InlineData("p=Change\nsh ${p}Log\n", "build.sh")]
    [InlineData("p=Change; q=\"Log\"\nsh \"$p$q\"\n", "build.sh")]
    [InlineData("sh Change\\\nLog\n", "build.sh")]
    public void Names_that_are_pasted_together_are_seen(string text, string from) =>
        Assert.Equal((true, true), Uses(text, from));

    [Theory]
    [InlineData("P = Change\nall:\n\tsh $(P)\n", "Makefile")]
    [InlineData("P = Change\nall:\n\tsh $(P)/Log\n", "Makefile")]
    [InlineData("P = Change\nall:\n\tsh Change \\\n\tLog\n", "Makefile")]
    [InlineData("P = Change\\\nLog\nall:\n\tsh $(P)\n", "Makefile")]
    [InlineData("p=Change\nsh ${p}Log-2014\n", "build.sh")]
    public void Other_names_are_others(string text, string from) => Assert.Equal((false, false), Uses(text, from));

    // config.status writes the first argument's files, and runs the others.
    [Theory]
    [InlineData("AC_CONFIG_FILES([ChangeLog], [chmod +x ChangeLog])\n", false, false)]
    [InlineData("AC_CONFIG_FILES([x], [chmod +x x; cat ChangeLog > y])\n", true, false)]
    [InlineData("AC_CONFIG_FILES([x], [chmod +x x], [sh ChangeLog])\n", true, true)]
    [InlineData("AC_CONFIG_FILES([x],\n  [sh ChangeLog])\nAC_OUTPUT\n", true, true)]
    [InlineData("AC_CONFIG_FILES([x], [y=\"$(echo a, b)\"])\nsh ChangeLog\n", true, true)]
    public void What_is_run_when_files_are_configured_counts(string text, bool reads, bool runs) =>
        Assert.Equal((reads, runs), Uses(text, "configure.ac"));

    // To compile source text is what it is there for.
    [Theory]
    [InlineData("check:\n\ttail -c +9 tests/a.c > hook\n\tsh hook\n", true, true)]
    [InlineData("check:\n\tsh tests/a.c\n", true, true)]
    [InlineData("check:\n\t./demo tests/a.c\n", true, false)]
    [InlineData("check:\n\t$(CC) -o x tests/a.c\n", false, false)]
    [InlineData("check:\n\t$(AM_V_CC)source='tests/a.c' object='a.o' $(CCDEPMODE) $(depcomp) $(CC) -c tests/a.c\n",
        false, false)]
    [InlineData(".c.o:\n\t$(AM_V_CC)source=$< object=$@ libtool=no @AMDEPBACKSLASH@\n\t$(COMPILE) -c $<\n",
        false, false)]
    [InlineData(".c.o:\n\tsed 's,[.]o$$||' $@\n", false, false)]
    public void Source_text_is_compiled(string text, bool reads, bool runs) =>
        Assert.Equal((reads, runs), Uses(text, path: "tests/a.c"));

    // Quadratic work would copy gigabytes.
    [Theory]
    [InlineData(" > $<")]
    [InlineData(" > ChangeLog")]
    [InlineData(" `")]
    [InlineData(" $(x ")]
    public void A_command_that_names_it_thousands_of_times_takes_linear_work(string mention)
    {
        string text = "hook: ChangeLog\n\tx" + string.Concat(Enumerable.Repeat(mention, 60_000)) + "\n";
        long before = GC.GetAllocatedBytesForCurrentThread();
        Uses(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
    }
}
