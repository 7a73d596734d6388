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

    /// <summary>What a resolver does in ways that no compiler takes is followed, or said not to be understood.
    /// </summary>
    [Theory]
    [InlineData("PUSHRET", Severity.Critical)]
    [InlineData("OVERWRITE", Severity.High)]
    [InlineData("PIVOT", Severity.High)]
    [InlineData("SEGMENT", Severity.High)]
    [InlineData("RECURSION", Severity.High)]
    [InlineData("ADDEND", Severity.High)]
    [InlineData("TWICE", Severity.High)]
    [InlineData("THREAD", null)]
    public void What_hides_a_call_or_a_write_is_no_clean_resolver(string variant, Severity? expected)
    {
        foreach (string[] flags in (string[][])[[], ["-s", "-Wl,-z,now"]])
        {
            CaseReport report = BinaryAudit.Run(new() { Path = compiled.Library(variant, flags) });
            Assert.Equal(
                expected,
                report.Findings.Where(f => f.RuleId == "D33").Select(f => (Severity?)f.Severity).FirstOrDefault());
        }
    }

    /// <summary>Frames, alignment and saved registers as compilers make them.</summary>
    [Fact]
    public void A_stack_that_a_compiler_made_is_understood() => Assert.Equal(
        0, Only(compiled.Library("FRAME", "-fno-omit-frame-pointer")).HiddenSteps);

    /// <summary>Two segments at one address: tools read the first, and the last is what runs.</summary>
    [Fact]
    public void Segments_over_each_other_and_a_static_program_without_sections_are_not_examined()
    {
        byte[] library = File.ReadAllBytes(compiled.Library("CLEAN"));
        byte[] twice = [.. library];
        byte[] bare = [.. library];
        int rows = (int)BitConverter.ToUInt64(library, 32);
        for (int row = rows; row < rows + (56 * BitConverter.ToUInt16(library, 56)); row += 56)
        {
            const uint Load = 1;
            const uint Dynamic = 2;
            const uint Stack = 0x6474E551;
            if (BitConverter.ToUInt32(library, row) == Load && (library[row + 4] & 1) != 0)
            {
                for (int other = rows; other < rows + (56 * BitConverter.ToUInt16(library, 56)); other += 56)
                {
                    if (BitConverter.ToUInt32(library, other) == Stack)
                    {
                        library.AsSpan(row, 56).CopyTo(twice.AsSpan(other));
                    }
                }
            }

            bare[row] = BitConverter.ToUInt32(library, row) == Dynamic ? (byte)0 : bare[row];
        }

        bare.AsSpan(0x28, 8).Clear();
        bare.AsSpan(0x3A, 6).Clear();
        CaseReport report = Run(twice);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.Findings, f => f is { RuleId: "D74", Severity: Severity.Medium });
        Assert.Contains(
            Run(bare).NotLookedAt, o => o.What.StartsWith("resolvers of", StringComparison.Ordinal) && !o.IsOutOfScope);

        CaseReport Run(byte[] content)
        {
            string path = Path.Combine(compiled.Folder, "changed.so");
            File.WriteAllBytes(path, content);
            return BinaryAudit.Run(new() { Path = path });
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
