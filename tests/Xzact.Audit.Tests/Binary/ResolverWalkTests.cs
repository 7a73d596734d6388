using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Tests.Binary;

/// <summary>Resolvers that gcc made, clean and not. docs/binary.md has the table.</summary>
public sealed class ResolverWalkTests(Compiled compiled) : IClassFixture<Compiled>
{
    private static BinaryResolver Only(string path) => Assert.Single(
        new BinaryInspector([], null, false).Inspect("f", File.ReadAllBytes(path)).Object.Resolvers);

    [Theory]
    [InlineData("CLEAN", null)]
    [InlineData("CONSTANT", null)]
    [InlineData("AUXV", null)]
    [InlineData("LOOPS", Severity.High)]
    [InlineData("DEEP", Severity.High)]
    [InlineData("CALLS", Severity.High)]
    [InlineData("KERNEL", Severity.Medium)]
    [InlineData("POINTER", Severity.High)]
    public void A_resolver_is_judged_by_what_it_does(string variant, Severity? expected)
    {
        // With -s there is no symbol of a local function; with -z now the PLT is another one.
        foreach (string[] flags in (string[][])[[], ["-s"], ["-Wl,-z,now", "-s"], ["-fcf-protection=full", "-O2"]])
        {
            CaseReport report = BinaryAudit.Run(new() { Path = compiled.Library(variant, flags) });
            Severity? found = report.Findings.Where(f => f.RuleId == "D33").Select(f => (Severity?)f.Severity)
                .FirstOrDefault();
            Assert.True(found == expected, $"{variant} {string.Join(' ', flags)}: {found}");
            Assert.False(report.IsIncomplete);
        }
    }

    [Fact]
    public void What_a_resolver_does_is_told_apart()
    {
        BinaryResolver clean = Only(compiled.Library("CLEAN"));
        Assert.True(clean.AsksProcessor);
        Assert.Equal((0, 0, 0, 0), (clean.Loops, clean.OpenCalls, clean.OpenWrites, clean.Writes.Count));
        Assert.Equal("demo", clean.Name);

        BinaryResolver loops = Only(compiled.Library("LOOPS"));
        Assert.Equal(1, loops.Loops);
        Assert.Equal(["counter"], loops.Writes);

        Assert.Equal(["demo_tell"], Only(compiled.Library("CALLS", "-s")).Calls);
        Assert.Equal(["getauxval"], Only(compiled.Library("AUXV")).Calls);
        Assert.Equal(1, Only(compiled.Library("KERNEL")).SystemCalls);
        Assert.True(Only(compiled.Library("POINTER")).OpenWrites > 0);
        BinaryResolver deep = Only(compiled.Library("DEEP"));
        Assert.Equal((2, 1), (deep.Functions, deep.Loops));
    }
}
