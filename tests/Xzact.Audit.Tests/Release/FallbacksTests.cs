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

    // Where one that nothing explains has its name, it takes its place.
    [Theory]
    [InlineData("local.mk", "-include local.mk\n", "extra/local.mk", Severity.High)]
    [InlineData("local.mk", "VPATH = extra\nx: local.mk\n", "extra/local.mk", Severity.High)]
    [InlineData("local.mk", "-include local.mk\n", "extra/other.mk", Severity.Medium)]
    [InlineData("local.mk", "EXTRA_DIST = local.mk\n", "extra/local.mk", null)]
    [InlineData("src/verify.h", "all:\n\tcc -Isrc -Icompat -c src/use.c\n", "compat/verify.h", Severity.High)]
    [InlineData("src/verify.h", "all:\n\tcc -Isrc -Icompat -c src/use.c\n", "compat/other.h", null)]
    public void A_file_that_takes_the_place_of_one_that_is_left_out_is_high(
        string leftOut, string makefile, string added, Severity? severity)
    {
        using ReleaseFixture release = new(
            (leftOut, "X = 1\n"), ("Makefile.in", makefile), ("src/use.c", "#include \"verify.h\"\nint one;\n"));
        Finding? found = Find(release.Remove(leftOut).Add(added, "Y = 1\n")).SingleOrDefault(f => f.Subject == leftOut);
        Assert.Equal(severity, found?.Severity);
    }

    [Fact]
    public void A_header_beside_its_user_that_is_left_out_for_another_tracked_one_counts()
    {
        using ReleaseFixture release = new(
            ("src/verify.h", "int verify(void);\n"), ("compat/verify.h", "#define verify() 1\n"),
            ("src/use.c", "#include \"verify.h\"\nint one;\n"));
        Assert.Equal(
            ("src/verify.h", Severity.Medium),
            Find(release.Remove("src/verify.h")).Select(f => (f.Subject, f.Severity)).Single());
    }

    [Theory]
    [InlineData("include(CheckVerify)\n", "cmake/CheckVerify.cmake", 1)]
    [InlineData("find_package(Verify)\n", "cmake/FindVerify.cmake", 1)]
    [InlineData("message(CheckVerify)\n", "cmake/CheckVerify.cmake", 0)]
    public void A_module_of_CMake_that_is_left_out_counts_where_it_is_asked_for(string line, string path, int found)
    {
        using ReleaseFixture release = new((path, "set(V 1)\n"), ("CMakeLists.txt", line));
        Assert.Equal(found, Find(release.Remove(path)).Count(f => f.Subject == path));
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
