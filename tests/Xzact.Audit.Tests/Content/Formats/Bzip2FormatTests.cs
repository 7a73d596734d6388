using System.Security.Cryptography;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;
using Xzact.Audit.Tests.Archives.Compression;

namespace Xzact.Audit.Tests.Content.Formats;

public sealed class Bzip2FormatTests
{
    [Fact]
    public void A_block_behind_a_damaged_one_is_decoded_at_its_bit()
    {
        byte[] content = new byte[1_000_000];
        new Random(5).NextBytes(content);
        for (int i = 0; i < content.Length; i++)
        {
            content[i] &= 3;
        }

        byte[] file = Bzip2DecoderTests.Bzip2(content);
        file[100] ^= 0xFF;
        ContentAccountant accountant = new(ContentLimits.Default, IndicatorList.Shipped);
        ContentAccount account = accountant.Account("a.bz2", file);
        Assert.NotEmpty(account.Damages);
        ContentAccount[] blocks =
            [.. account.Parts.Where(part => part.Name.StartsWith("block", StringComparison.Ordinal))];
        ContentAccount block = blocks[^1];
        Assert.InRange(blocks.Sum(part => part.Length), 50_000, 999_999);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(content.Length - (int)block.Length))),
            block.Sha256);
    }
}
