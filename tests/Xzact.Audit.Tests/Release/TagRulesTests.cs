using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release;

// What a rule of the tag makes has the name of a library's header by right; it stays unexplained.
public sealed class TagRulesTests
{
    private const string Header = "#define DEMO_EVENTS 3\n";

    [Theory]
    [InlineData("src/Makefile", "event.h: gen.awk\n\tawk -f gen.awk > $@\n", Severity.Medium)]
    [InlineData("src/Makefile", "$(srcdir)/event.h: gen.awk\n\tawk -f gen.awk > $@\n", Severity.Medium)]
    [InlineData("GNUmakefile", "src/event.h: gen.awk\n\tawk -f gen.awk > $@\n", Severity.Medium)]
    [InlineData("src/Makefile", "event.h: gen.awk\n", Severity.High)] // nothing makes it
    [InlineData("src/Makefile", "main.o: event.h\n\tcc -c main.c\n", Severity.High)]
    [InlineData("lib/Makefile", "event.h: gen.awk\n\tawk -f gen.awk > $@\n", Severity.High)]
    public void A_header_that_a_rule_of_the_tag_makes_is_not_taken_for_a_librarys(
        string makefile, string rule, Severity severity)
    {
        using ReleaseFixture release = new((makefile, rule), ("src/gen.awk", "BEGIN { print }\n"));
        Assert.Equal(severity, Worst(release.Add("src/event.h", Header), "src/event.h"));
    }

    [Theory]
    [InlineData("CMakeLists.txt", "configure_file(x.in ${CMAKE_CURRENT_BINARY_DIR}/src/event.h)\n", Severity.Low)]
    [InlineData("src/CMakeLists.txt", "configure_file(x.in event.h)\n", Severity.Low)]
    [InlineData("src/CMakeLists.txt", "add_custom_command(OUTPUT a.c event.h COMMAND gen)\n", Severity.Low)]
    [InlineData("src/CMakeLists.txt", "file(GENERATE OUTPUT event.h CONTENT x)\n", Severity.Low)]
    [InlineData("src/meson.build", "configure_file(input: 'x.in', output: 'event.h')\n", Severity.Low)]
    [InlineData("src/meson.build", "custom_target('x', output : ['a.c', 'event.h'])\n", Severity.Low)]
    [InlineData("src/CMakeLists.txt", "add_library(x event.h)\n", Severity.High)]
    [InlineData("src/CMakeLists.txt", "add_custom_command(OUTPUT a.c COMMAND gen event.h)\n", Severity.High)]
    [InlineData("src/meson.build", "library('x', 'event.h')\n", Severity.High)]
    [InlineData("lib/CMakeLists.txt", "configure_file(x.in event.h)\n", Severity.High)]
    public void A_header_that_CMake_or_Meson_makes_is_not_either(string path, string text, Severity severity)
    {
        using ReleaseFixture release = new((path, text));
        Severity worst = Worst(release.Add("src/event.h", Header), "src/event.h") ?? Severity.Low;
        Assert.Equal(severity == Severity.High, worst == Severity.High);
    }

    [Theory]
    [InlineData(".f.c:\n\tf2c $<\n", Severity.Low)]
    [InlineData("%.c: %.f\n\tf2c $<\n", Severity.Low)]
    [InlineData(".g.c:\n\tg2c $<\n", Severity.High)]
    [InlineData("all:\n\t@echo\n", Severity.High)]
    public void Source_text_that_a_rule_of_the_tag_translates_is_not_taken_for_another_input(
        string rule, Severity severity)
    {
        using ReleaseFixture release = new(("src/Makefile", rule), ("src/sum.f", "      END\n"));
        Assert.Equal(severity, Worst(release.Add("src/sum.c", "int sum(void) { return 0; }\n"), "src/sum.c"));
    }

    private static Severity? Worst(ReleaseFixture release, string path)
    {
        CaseReport report = release.Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry(path).Account.Kind);
        return report.Findings.Where(f => f.Subject == path).Max(f => (Severity?)f.Severity);
    }
}
