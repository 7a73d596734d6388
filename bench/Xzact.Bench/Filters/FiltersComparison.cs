using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Filters;

/// <summary>
/// Each simple filter against liblzma's, decoding, on random bytes, on machine code of this machine, and on bytes of
/// which every eighth word begins a branch of the filter's own kind. liblzma's time is that of decoding stored chunks
/// behind the filter less that of decoding them without it.
/// </summary>
internal static class FiltersComparison
{
    private const int Size = 1 << 20;

    public static void Print(TextWriter output)
    {
        byte[] random = new byte[Size];
        new Random(1).NextBytes(random);
        using FileStream code = File.OpenRead(Environment.ProcessPath!);
        byte[] program = new byte[Math.Min(Size, code.Length)];
        code.ReadExactly(program);

        output.WriteLine($"liblzma {SystemLiblzma.VersionNumber}, .NET {Environment.Version}");
        output.WriteLine("filter    data     ours GB/s  liblzma GB/s  ratio");
        foreach (FilterId id in Enum.GetValues<FilterId>().Where(id => id == FilterId.Delta || id.IsBranch()))
        {
            Line(output, id, "random", random);
            Line(output, id, "program", program);
            if (Branch(id) is { } branch)
            {
                Line(output, id, "code", WithBranches(random, branch));
            }
        }
    }

    /// <summary>A branch that the filter converts, in the order of its bytes.</summary>
    private static byte[]? Branch(FilterId id) => id switch
    {
        FilterId.X86 => [0xE8, 0x23, 0x01, 0x00, 0x00],
        FilterId.Arm => [0x23, 0x01, 0x00, 0xEB],
        FilterId.Arm64 => [0x23, 0x01, 0x00, 0x94],
        FilterId.ArmThumb => [0x01, 0xF0, 0x23, 0xF8],
        FilterId.PowerPC => [0x48, 0x00, 0x01, 0x21],
        FilterId.Sparc => [0x40, 0x00, 0x01, 0x23],
        FilterId.RiscV => [0x97, 0x10, 0x00, 0x00, 0xE7, 0x80, 0x00, 0x00],
        _ => null,
    };

    private static byte[] WithBranches(byte[] random, byte[] branch)
    {
        const int Every = 32;
        byte[] data = [.. random];
        for (int at = 0; at <= data.Length - Every; at += Every)
        {
            branch.CopyTo(data, at);
        }

        return data;
    }

    private static void Line(TextWriter output, FilterId id, string name, byte[] data)
    {
        LiblzmaFilter lzma2 = LiblzmaFilter.Lzma2(new LzmaSettings(Preset: 0) { DictionarySize = 4096 });
        LiblzmaFilter reference = id == FilterId.Delta ? LiblzmaFilter.Delta(1) : LiblzmaFilter.Branch((ulong)id, 0);
        byte[] stored = Stored(data);
        if (SystemLiblzma.RawDecode(stored, reference, lzma2).Status != LiblzmaStatus.StreamEnd)
        {
            output.WriteLine($"{id,-9} this liblzma does not have it");
            return;
        }

        SimpleFilter filter = FilterChain.Create(
            new FilterFlags(id, id == FilterId.Delta ? 1u : 0), FilterDirection.Decode);
        byte[] work = [.. data];
        Pair theirs = Pair.Measure(
            () => SystemLiblzma.RawDecode(stored, lzma2), () => SystemLiblzma.RawDecode(stored, reference, lzma2));
        Pair copied = Pair.Measure(() => data.CopyTo(work, 0), () => Convert(filter, data, work));
        double gigabytes = data.Length / 1e9;
        double ours = copied.B - copied.A;
        double liblzma = theirs.B - theirs.A;
        output.WriteLine(
            $"{id,-9} {name,-8} {gigabytes / ours,9:F2}  {gigabytes / liblzma,12:F2}  {liblzma / ours,5:F2}");
    }

    private static void Convert(SimpleFilter filter, byte[] data, byte[] work)
    {
        data.CopyTo(work, 0);
        filter.Reset();
        filter.Convert(work);
    }

    /// <summary>LZMA2 chunks that are not compressed.</summary>
    private static byte[] Stored(byte[] data)
    {
        var result = new MemoryStream();
        for (int start = 0; start < data.Length; start += Lzma2Format.MaxUncompressedChunk)
        {
            int size = Math.Min(data.Length - start, Lzma2Format.MaxUncompressedChunk);
            byte control = (byte)(start == 0 ? 1 : 2);
            result.Write([control, (byte)((size - 1) >> 8), (byte)(size - 1)]);
            result.Write(data, start, size);
        }

        result.WriteByte(0);
        return result.ToArray();
    }
}
