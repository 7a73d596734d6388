using Xzact.Audit.Elf;

namespace Xzact.Audit.Tests.Elf;

public sealed class ElfFileTests
{
    public static TheoryData<bool, bool> Encodings =>
        new() { { true, false }, { true, true }, { false, false }, { false, true } };

    internal static ElfImage Full(bool wide, bool big) => new()
    {
        Wide = wide,
        Big = big,
        SharedName = "libdemo.so.1",
        Needed = ["libone.so.1", "libtwo.so.2"],
        RunPath = "$ORIGIN/lib",
        Symbols = [("demo_used", 0, 0x12), ("demo_code", 0x80, 0x12), ("demo_data", 0x88, 0x11)],
        VersionNeeds = [("libone.so.1", "ONE_1"), ("libtwo.so.2", "TWO_2")],
        VersionDefinitions = ["libdemo.so.1", "DEMO_1"],
        Relocations = [(0x200, 8, 0, 0x80), (0x208, 1, 1, 4), (0x210, 37, 0, 0x80)],
        Compact = [0x100, 0b1011],
        BuildId = [1, 2, 3, 4, 5, 6, 7, 8],
        StackFlags = 6,
        SourceFiles = ["one.c"],
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Everything_that_was_written_is_read(bool wide, bool big)
    {
        ElfFile file = ElfFile.Read(Full(wide, big).Build());
        ElfDynamic dynamic = ElfDynamic.Read(file)!;
        Assert.Equal((wide, big), (file.Encoding.Wide, file.Encoding.Big));
        Assert.Equal(ElfMachine.X8664, file.Header.Machine);
        Assert.Equal((4, 4), (file.Segments.Count, file.Sections.Count));
        Assert.Equal("libdemo.so.1", dynamic.SharedName);
        Assert.Equal(["libone.so.1", "libtwo.so.2"], dynamic.Needed);
        Assert.Equal("$ORIGIN/lib", dynamic.RunPath);

        ElfSymbolTable symbols = ElfSymbolTable.OfDynamic(file, dynamic, 0);
        Assert.Equal(["demo_used", "demo_code", "demo_data"], symbols.Symbols.Select(symbols.NameOf));
        Assert.Equal([false, true, true], symbols.Symbols.Select(s => s.IsDefined));
        Assert.Equal(ElfSymbolType.Function, symbols[2].Type);
        Assert.Equal(0x80UL, symbols[2].Value);

        ElfVersions versions = ElfVersions.Read(file, dynamic);
        Assert.Equal(["libdemo.so.1", "DEMO_1"], versions.Defined.Select(v => v.Name));
        Assert.Equal([("libone.so.1", "ONE_1"), ("libtwo.so.2", "TWO_2")],
            versions.Needed.Select(v => (v.Library!, v.Name)));
        Assert.Equal("ONE_1", versions.OfSymbol(1)?.Name);

        Assert.Equal("0102030405060708", ElfNotes.BuildId(ElfNotes.Read(file)));
        Assert.Empty(file.Faults);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Relocations_of_all_forms_are_read(bool wide, bool big)
    {
        ElfFile file = ElfFile.Read(Full(wide, big).Build());
        IReadOnlyList<ElfRelocation> found = ElfRelocations.OfLoading(file, ElfDynamic.Read(file));
        Assert.Equal(
            [ElfRelocationKind.Relative, ElfRelocationKind.Symbol, ElfRelocationKind.IndirectRelative],
            found.Take(3).Select(r => ElfRelocations.KindOf(file.Header.Machine, r)));
        Assert.Equal((0x208UL, 1U, 4L), (found[1].Address, found[1].Symbol, found[1].Addend));

        // An even word is a place; the bits of the odd one after it are the places behind: here the first and third.
        ulong word = wide ? 8u : 4u;
        Assert.Equal([0x100, 0x100 + word, 0x100 + (3 * word)], found.Skip(3).Select(r => r.Address));
    }

    [Theory]
    [InlineData(52)]
    [InlineData(16)]
    [InlineData(3)]
    public void A_file_that_ends_in_its_header_is_none(int length) =>
        Assert.Throws<ElfException>(() => ElfFile.Read(Full(wide: true, big: false).Build().AsMemory(0, length)));

    [Fact]
    public void A_cut_file_says_what_is_missing()
    {
        byte[] whole = Full(wide: true, big: false).Build();
        ElfFile file = ElfFile.Read(whole.AsMemory(0, whole.Length - 100));
        Assert.Contains(file.Faults, f => f.What.Contains("section header table", StringComparison.Ordinal));
        Assert.Contains(file.Faults, f => f.What.Contains("segment 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_that_overlap_are_bounded_together()
    {
        // A thousand names of a megabyte in which each begins one byte later than the one before.
        ElfStrings strings = new(new byte[1 << 20].Select(_ => (byte)'a').ToArray());
        long total = Enumerable.Range(0, 1_000).Sum(i => (long)strings.At((ulong)i)!.Length);
        Assert.InRange(total, 1 << 20, 32 << 20);
        Assert.Null(strings.At(1 << 20));
    }

    [Fact]
    public void A_chain_of_versions_that_leads_to_itself_ends()
    {
        byte[] file = Full(wide: true, big: false).Build();
        ElfDynamic dynamic = ElfDynamic.Read(ElfFile.Read(file))!;
        int needs = (int)dynamic.Value(ElfDynamicTag.VersionNeeds);

        // The first entry's next one, by a step back over the whole address space.
        BitConverter.TryWriteBytes(file.AsSpan(needs + 12), uint.MaxValue);
        ElfFile read = ElfFile.Read(file);
        Assert.Single(ElfVersions.Read(read, ElfDynamic.Read(read)!).Needed);
        Assert.NotEmpty(read.Faults);
    }
}
