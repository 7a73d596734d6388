using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release;

// Through the audit: the tag says what is included.
public sealed class HeaderSearchTests
{
    private static Severity? Of(string path, params (string, string)[] tracked)
    {
        using ReleaseFixture release = new(tracked);
        release.Add(path, "#define DEMO 1\n");
        return release.Audit().Findings.Where(f => f.RuleId == "D01" && f.Subject == path)
            .Max(f => (Severity?)f.Severity);
    }

    [Theory]
    [InlineData("src/util.h", "src/x.c", "#include \"util.h\"\n", "include/util.h", Severity.High)]
    [InlineData("lib/util.h", "src/x.c", "#include \"util.h\"\n", "include/util.h", Severity.Low)]
    [InlineData("src/other.h", "src/x.c", "#include \"other.h\"\n", "include/util.h", Severity.Low)]
    [InlineData("src/cpuid.h", "src/x.c", "#include <cpuid.h>\n", "include/util.h", Severity.High)]
    [InlineData("sys/random.h", "src/x.c", "#include <sys/random.h>\n", "include/util.h", Severity.High)]
    [InlineData("include/demo/export.h", "src/x.c", "#include <demo/export.h>\n", "include/demo/x.h", Severity.Low)]
    [InlineData("include/demo/export.h", "src/x.c", "#include <demo/export.h>\n", "include/x.h", Severity.High)]
    [InlineData("src/magic.h", "src/x.c", "#include <magic2.h>\n", "include/magic2.h.in", Severity.High)]
    [InlineData("src/event2.h", "src/x.c", "#include <event2.h>\n", "include/event2.h.in", Severity.Low)]
    [InlineData("src/event2.h", "src/x.c", "#include <event2.h>\n", "rules.mk", Severity.Low)]
    public void A_header_that_hides_another_is_high(
        string path, string source, string text, string other, Severity severity) => Assert.Equal(
            severity, Of(path, (source, text), (other, "event2.h:\n\t./gen\n")));
}
