using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class NamedUseTests
{
    [Theory]
    [InlineData("include local.conf", "local.conf", FileRole.Make)]
    [InlineData("-include $(srcdir)/Make.rules", "/Make.rules", FileRole.Make)]
    [InlineData("sh $(srcdir)/mkversion > $@", "/mkversion", FileRole.Script)]
    [InlineData("@$(SHELL) @srcdir@/mkversion", "/mkversion", FileRole.Script)]
    [InlineData("$(AM_V_GEN)$(PERL) -I$(srcdir)/tools $(srcdir)/gen > $@", "/gen", FileRole.Script)]
    [InlineData(". $(srcdir)/defaults; echo done", "/defaults", FileRole.Script)]
    [InlineData("test -f x && . ./x", "./x", FileRole.Script)]
    [InlineData("sed -f $(srcdir)/tidy NEWS", "/tidy", FileRole.Script)]
    [InlineData("awk -f tidy NEWS", "tidy", FileRole.Script)]
    [InlineData("make -f other all", "other", FileRole.Make)]
    [InlineData("xsltproc $(srcdir)/doc.xsl doc.xml", "/doc.xsl", FileRole.Script)]
    [InlineData("$(CC) @$(srcdir)/cc.flags -c x.c", "/cc.flags", FileRole.PackageBuild)]
    [InlineData("export MAKEFILES = x.set", "x.set", FileRole.Make)]
    [InlineData("MAKEFILES += x.set", "x.set", FileRole.Make)]
    [InlineData("gcc -specs=tools/x.set -c a.c", "tools/x.set", FileRole.PackageBuild)]
    [InlineData("ld -T link.txt a.o", "link.txt", FileRole.PackageBuild)]
    [InlineData("$(YACC) -d -S skel.txt a.y", "skel.txt", FileRole.PackageBuild)]
    [InlineData("make -fextra.set all", "extra.set", FileRole.Make)]
    [InlineData("cat notes | sh", "notes", FileRole.Script)]
    [InlineData("$(SHELL) < notes", "notes", FileRole.Script)]
    [InlineData("cd x; $(srcdir)/run-it", "/run-it", FileRole.Script)]
    public void A_recipe_says_what_it_takes_a_file_for(string line, string word, FileRole expected) =>
        Assert.Equal(expected, NamedUse.Of(line, 0, word, FileRole.Make, isCommand: true));

    [Theory]
    [InlineData("m4_include([tests/data.bin])", "tests/data.bin", FileRole.Macro)]
    [InlineData("sinclude(data.bin)", "data.bin", FileRole.Macro)]
    public void M4_takes_what_it_includes_for_macros(string line, string word, FileRole expected) =>
        Assert.Equal(expected, NamedUse.Of(line, 0, word, FileRole.ConfigureInput, isCommand: false));

    [Theory]
    [InlineData("cp $(srcdir)/table.dat $@", "/table.dat")]
    [InlineData("perl gen.pl table.dat", "table.dat")]
    [InlineData("sed s/a/b/ table.dat", "table.dat")]
    [InlineData("gcc -o=table.dat a.c", "table.dat")]
    [InlineData("make -k table.dat", "table.dat")]
    [InlineData("./gen > out/table.dat", "out/table.dat")]
    [InlineData("x=$srcdir/table.dat", "/table.dat")]
    [InlineData("sh gen.sh < table.dat2", "table.dat")]
    [InlineData("out/table.dat: in/table", "out/table.dat")]
    [InlineData("'data/table.dat',", "data/table.dat")]
    [InlineData("foo@bar.org table.dat", "table.dat")]
    [InlineData("cat table.dat | sort", "table.dat")]
    public void What_is_data_there_has_no_role(string line, string word) =>
        Assert.Null(NamedUse.Of(line, 0, word, FileRole.Make, isCommand: true));

    [Fact]
    public void A_list_of_names_runs_none() =>
        Assert.Null(NamedUse.Of("src/a.dat src/b.dat", 0, "src/a.dat", FileRole.Make, isCommand: false));

    [Fact]
    public void References_tell_it_of_files_whose_names_say_nothing()
    {
        (string Path, string Text)[] files =
        [
            ("Makefile.in", "all:\n\tcat data.x\n\tsh \\\n\t  $(srcdir)/mkversion\ndata.y: list\n"),
            ("mkversion", ""), ("data.x", ""), ("data.y", ""), ("list", ""), ("gen.c", ""),
        ];
        BuildReferences found = BuildReferences.Follow(
            [.. files.Select(f => f.Path)],
            files.Where(f => f.Text.Length > 0).ToDictionary(f => f.Path, f => f.Text));
        Assert.Equal(FileRole.Script, found.UseOf("mkversion"));
        Assert.Null(found.UseOf("data.x"));
        Assert.True(found.IsReached("data.x"));
        Assert.Null(found.UseOf("data.y"));
    }

    [Fact]
    public void Modules_are_found_in_folders_that_perl_is_given()
    {
        BuildReferences found = BuildReferences.Follow(
            ["Makefile.in", "tools/strict.pm", "tools/A/B.pm", "other/C.pm"],
            new() { ["Makefile.in"] = "x:\n\tperl -I$(srcdir)/tools -e 1\n" });
        Assert.True(found.IsReached("tools/strict.pm"));
        Assert.True(found.IsReached("tools/A/B.pm"));
        Assert.False(found.IsReached("other/C.pm"));
    }

    [Theory]
    [InlineData("README", "all:\n\tsh README\n")]
    [InlineData("rules.txt", "include rules.txt\n")]
    public void A_tracked_document_that_was_changed_weighs_what_the_line_that_names_it_makes_of_it(
        string path, string makefile)
    {
        using ReleaseFixture release = new((path, "plain words\n"), ("Makefile.am", makefile));
        CaseReport report = release.Add("Makefile.am", makefile)
            .Add(path, "x := $(shell : INERT TEST FIXTURE)\n").Audit();
        Assert.Contains(
            report.Findings, f => f is { RuleId: "D02", Severity: >= Severity.Medium } && f.Subject == path);
    }

    [Fact]
    public void A_name_that_stands_in_a_line_thousands_of_times_is_taken_to_be_run_and_takes_no_time()
    {
        string line = string.Concat(Enumerable.Repeat("todo ", 200_000));
        Assert.Equal(FileRole.PackageBuild, NamedUse.Of(line, 0, "todo", FileRole.Make, isCommand: true));
    }
}
