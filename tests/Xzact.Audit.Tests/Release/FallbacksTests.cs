using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release;

public sealed class FallbacksTests
{
    private static Finding[] Find(ReleaseFixture release) =>
        [.. release.Audit().Findings.Where(f => f.RuleId == "D47")];

    [Theory]
    [InlineData("-include $(srcdir)/local.mk\n", 1)]
    [InlineData("all:\n\tif test -f local.mk; then date; fi\n", 1)]
    [InlineData("x: local.mk\n-include local.mk\n", 1)]
    [InlineData("x: local.mk\n", 0)]
    [InlineData("EXTRA_DIST = local.mk\n", 0)]
    [InlineData("# -include local.mk\n", 0)]
    [InlineData("-include $(srcdir)/other.mk\n", 0)]
    public void A_tracked_build_file_that_is_left_out_counts_where_the_build_asks_for_it(string line, int found)
    {
        using ReleaseFixture release = new(("local.mk", "X = 1\n"), ("Makefile.in", line));
        Assert.Equal(found, Find(release.Remove("local.mk")).Count(f => f.Subject == "local.mk"));
    }

    [Fact]
    public void A_file_that_is_there_is_not_left_out()
    {
        using ReleaseFixture release = new(("local.mk", "X = 1\n"), ("Makefile.in", "-include local.mk\n"));
        Assert.Empty(Find(release));
    }

    [Theory]
    [InlineData(3600, "configure.ac", "configure", 0)]
    [InlineData(-3600, "configure.ac", "configure", 1)]
    [InlineData(-1, "configure.ac", "configure", 0)]
    [InlineData(-3600, "src/Makefile.am", "src/Makefile.in", 1)]
    [InlineData(-3600, "src/Makefile.am", "tests/Makefile.in", 0)]
    public void A_generated_file_that_is_older_than_its_input_is_made_anew(
        long seconds, string input, string output, int found)
    {
        using ReleaseFixture release = new();
        release.Add(output, "# made\n").Change(output, f => f with { Time = f.Time + seconds });
        Assert.Contains(release.Archive, f => f.Path == input);
        Finding[] findings = Find(release);
        Assert.Equal(found, findings.Length);
        Assert.All(findings, f => Assert.Equal((output, Severity.Low), (f.Subject, f.Severity)));
    }

    [Theory]
    [InlineData("table.c: table.in\n\tsh make-table\n", 60, 1)]
    [InlineData("table.c other.c: notes.txt table.in\n\tsh make-table\n", 60, 1)]
    [InlineData("table.c: table.in\n\tsh make-table\n", 10, 0)]
    [InlineData("table.c: table.in\n\tsh make-table\n", -60, 0)]
    [InlineData("table.c: table.in\n", 60, 0)]
    [InlineData("#table.c: table.in\n\tsh make-table\n", 60, 0)]
    [InlineData("table.c: $(srcdir)/table.in\n\tsh make-table\n", 60, 0)]
    public void A_tracked_file_that_is_older_than_its_input_in_a_rule_is_made_anew(string rule, long seconds, int found)
    {
        using ReleaseFixture release = new(("Makefile", rule), ("table.in", "1\n"), ("table.c", "int one = 1;\n"));
        release.Change("table.in", f => f with { Time = f.Time + seconds });
        Finding[] findings = Find(release);
        Assert.Equal(found, findings.Length);
        Assert.All(findings, f => Assert.Equal(("table.c", Severity.Low), (f.Subject, f.Severity)));
    }
}
