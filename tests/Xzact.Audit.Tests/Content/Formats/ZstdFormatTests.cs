using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;
using Xzact.Audit.Tests.Archives.Compression;

namespace Xzact.Audit.Tests.Content.Formats;

public sealed class ZstdFormatTests
{
    private static readonly byte[] s_text = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 4000).Select(i => $"line {i * 7919 % 4001}\n")));

    [Fact]
    public void Frames_are_decoded_and_what_stands_between_them_is_named()
    {
        byte[] first = ZstdDecoderTests.Zstd(s_text);
        byte[] second = ZstdDecoderTests.Zstd(FormatExamples.Sentence, checksum: false);
        ContentAccount account = Account([.. first, 0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3, .. second]);
        Assert.Empty(account.Damages);
        Assert.Equal([Hash(s_text), Hash(FormatExamples.Sentence)], account.Parts.Select(part => part.Sha256));
        Assert.Equal(3 + 8, account.Spans.Where(span => span.Kind == SpanKind.UnknownPart).Sum(span => span.Length));
    }

    [Fact]
    public void A_frame_behind_a_damaged_one_is_decoded()
    {
        byte[] first = ZstdDecoderTests.Zstd(s_text);
        first[first.Length / 2] ^= 0xFF;
        ContentAccount account = Account([.. first, .. ZstdDecoderTests.Zstd(FormatExamples.Sentence)]);
        Assert.NotEmpty(account.Damages);
        Assert.Contains(account.Parts, part => part.Sha256 == Hash(FormatExamples.Sentence));
    }

    [Fact]
    public void Every_cut_is_damage_and_no_cut_is_an_exception()
    {
        byte[] file = ZstdDecoderTests.Zstd(FormatExamples.Sentence);
        for (int length = 6; length < file.Length; length++)
        {
            Assert.Contains(Account(file[..length]).Damages, damage => damage.Kind == DamageKind.Truncated);
        }
    }

    private static ContentAccount Account(byte[] file) =>
        new ContentAccountant(ContentLimits.Default, IndicatorList.Shipped).Account("a.zst", file);

    private static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
