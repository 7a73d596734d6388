using System.IO.Compression;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Content.Formats;

public sealed class XzFormatTests
{
    [Fact]
    public void A_damaged_block_loses_itself_alone_and_its_range_is_told()
    {
        byte[] file = [.. FormatExamples.Xz(Noise(1)), .. FormatExamples.Xz(Noise(2)), .. FormatExamples.Xz(Noise(3))];
        int at = FormatExamples.Xz(Noise(1)).Length + 500;
        file[at] ^= 0x40;
        ContentAccount account = Account(file);
        ContentSpan damaged = Assert.Single(account.Spans, span => !span.IsAccounted);
        Assert.InRange(at, damaged.Offset, damaged.End);
        Assert.InRange(damaged.Length, 1, 1200);
        Assert.Contains(account.Damages, damage => damage.Kind is DamageKind.ContentCheck or DamageKind.CompressedData);
        Assert.InRange(account.Parts.Sum(part => part.Length), 2000, 3000);
        Assert.Equal(2, account.Parts.Count);
    }

    [Fact]
    public void Bytes_between_streams_are_a_gap()
    {
        byte[] file = [.. FormatExamples.Xz(Noise(1)), .. FormatExamples.Sentence, .. FormatExamples.Xz(Noise(2))];
        ContentAccount account = Account(file);
        Assert.Empty(account.Damages);
        ContentSpan gap = Assert.Single(account.Spans, span => !span.IsAccounted);
        Assert.Equal((SpanKind.Gap, FormatExamples.Sentence.Length), (gap.Kind, gap.Length));
        Assert.Equal(3, account.Parts.Count);
    }

    [Fact]
    public void Stream_padding_that_is_no_multiple_of_four_is_damage()
    {
        byte[] stream = FormatExamples.Xz(Noise(1));
        Assert.Empty(Account([.. stream, 0, 0, 0, 0]).Damages);
        Assert.Equal(DamageKind.Structure, Assert.Single(Account([.. stream, 0, 0, 0, 0, 0]).Damages).Kind);
    }

    [Fact]
    public void Chunks_that_need_nothing_before_them_are_decoded_behind_damage()
    {
        // Two raw LZMA2 runs in place of one: the first is broken, the second begins anew.
        byte[] raw = Lzma2(FormatExamples.Script);
        byte[] file = [.. FormatExamples.Xz(Noise(1))[..24], 0x81, 0, 0, 0, 0, 7, 7, 7, .. raw, 9, 9, 9];
        Assert.Contains(
            Account(file).Parts,
            part => part.Name == "LZMA2 chunks at 32" && part.Class == ContentClass.Script);
    }

    private static byte[] Lzma2(byte[] content)
    {
        MemoryStream packed = new();
        using (XzStream stream = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        // From the Block's data behind the Stream Header and a Block Header of twelve bytes up to the end marker.
        byte[] file = packed.ToArray();
        int size = (file[24 + 3] << 8) + file[24 + 4] + 1;
        return file[24..(24 + 6 + size + 1)];
    }

    private static byte[] Noise(int seed)
    {
        byte[] noise = new byte[1000];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static ContentAccount Account(byte[] file) =>
        new ContentAccountant(ContentLimits.Default, IndicatorList.Shipped).Account("a.xz", file);
}
