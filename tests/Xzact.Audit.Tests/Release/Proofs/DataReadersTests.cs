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
