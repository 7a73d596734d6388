using System.Diagnostics.CodeAnalysis;
using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;
using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Tests.Elf;
using Xzact.Testing;

namespace Xzact.Fuzz.Harnesses.Auditor;

/// <summary>An ELF file: everything that <c>xzact binary</c> reads of it, code of resolvers too, and what <c>xzact
/// exposure</c> finds in it.</summary>
internal sealed class ElfHarness : AuditorHarness
{
    public override string Name => "elf";

    public override IEnumerable<byte[]> Seeds()
    {
        foreach ((bool wide, bool big) in ((bool, bool)[])[(true, false), (true, true), (false, false), (false, true)])
        {
            yield return new ElfImage
            {
                Wide = wide,
                Big = big,
                SharedName = "libdemo.so.1",
                Needed = ["libone.so.1", "libtwo.so.2"],
                RunPath = "$ORIGIN/lib:relative",
                Symbols = [("lzma_code", 0, 0x12), ("lzma_end", 0x80, 0x1A), ("lzma_crc64", 0x88, 0x11)],
                VersionNeeds = [("libone.so.1", "ONE_1"), ("libtwo.so.2", "TWO_2")],
                VersionDefinitions = ["libdemo.so.1", "DEMO_1"],
                Relocations = [(0x200, 8, 0, 0x80), (0x208, 1, 1, 4), (0x210, 37, 0, 0x80)],
                Compact = [0x100, 0b1011],
                BuildId = [1, 2, 3, 4, 5, 6, 7, 8],
                StackFlags = 7,
                SourceFiles = ["one.c", "other.c"],
            }.Build();
        }

        // A resolver of a loop, a write and a call of itself; ET_NONE, so that nothing loads it.
        ElfImage small = new();
        byte[] code =
            [0x31, 0xC0, 0xFF, 0xC0, 0x83, 0xF8, 0x08, 0x75, 0xF9, 0x89, 0x05, 0x10, 0, 0, 0, 0xE8, 0, 0, 0, 0, 0xC3];
        yield return new ElfImage
        {
            Data = [.. code, .. new byte[64 - code.Length]],
            LoadFlags = 7,
            Relocations = [(0x300, 37, 0, (long)small.DataAddress)],
        }.Build();
    }

    protected override IEnumerable<(string Kind, string Data)> Read(byte[] input)
    {
        LibraryCopy? copy = LibraryFinder.Find("f", input);
        yield return (copy?.Signs ?? "no copy", $"{copy}");
        if (!TryInspect(input, out InspectedBinary? inspected, out string refusal))
        {
            Require.That(!ElfFile.Begins(input) || input.Length < 64, $"An ELF file is refused: {refusal}");
            yield return (refusal, "");
            yield break;
        }

        yield return (inspected.Object.Format, $"{inspected.Object.Hardening}, {inspected.Object.Constructors}");
        foreach (Evidence fault in inspected.Object.Faults)
        {
            Require.That(fault.Offset is null or >= 0, $"A fault is at {fault.Offset}");
            yield return (fault.What, $"{fault.Offset}");
        }

        foreach (BinaryResolver resolver in inspected.Object.Resolvers)
        {
            string does = (resolver.Loops > 0 ? "loops " : "") + (resolver.OpenWrites > 0 ? "writes " : "")
                + (resolver.HiddenSteps > 0 ? "hides" : "");
            yield return ($"a resolver {does}", $"{resolver.Address} {resolver.Instructions}");
        }

        foreach (BinaryOddity oddity in inspected.Object.Oddities)
        {
            yield return ($"{oddity.Kind}", oddity.What);
        }
    }

    private static bool TryInspect(
        byte[] input, [NotNullWhen(true)] out InspectedBinary? inspected, out string refusal)
    {
        BinaryInspector inspector = new(
            [new("invented", [1, 2, 3, 4, 5, 6, 7, 8])], new(["one.c"]), forComparison: true);
        try
        {
            inspected = inspector.Inspect("f", input);
            refusal = "";
            return true;
        }
        catch (ElfException e)
        {
            inspected = null;
            refusal = e.Message;
            return false;
        }
    }
}
