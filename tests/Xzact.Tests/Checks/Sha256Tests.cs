using System.Text;
using Xzact.Checks;
using Reference = System.Security.Cryptography.SHA256;

namespace Xzact.Tests.Checks;

public sealed class Sha256Tests
{
    /// <summary>The messages that NIST publishes with FIPS 180-4.</summary>
    [Theory]
    [InlineData("", 1, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("abc", 1, "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        1,
        "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1")]
    [InlineData(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
            + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        1,
        "CF5B16A778AF8380036CE59E7B0492370B249B11E8F07A51AFAC45037AFEE9D1")]
    [InlineData("a", 1_000_000, "CDC76E5C9914FB9281A1C7E284D73E67F1809A48A497200E046D39CCC7112CD0")]
    public void The_published_digests_come_out(string text, int times, string expected)
    {
        var sha = new Sha256();
        byte[] piece = Encoding.ASCII.GetBytes(text);
        for (int i = 0; i < times; i++)
            sha.Append(piece);
        Assert.Equal(expected, Digest(sha));
    }

    [Fact]
    public void Every_length_equals_the_platform_library()
    {
        byte[] data = new byte[1601];
        new Random(256).NextBytes(data);
        var sha = new Sha256();
        for (int length = 0; length < data.Length; length++)
        {
            sha.Reset();
            ReadOnlySpan<byte> part = data.AsSpan(1, length);
            sha.Append(part);
            Assert.Equal(Convert.ToHexString(Reference.HashData(part)), Digest(sha));
        }
    }

    [Fact]
    public void Chunks_of_any_size_give_the_digest_of_the_whole()
    {
        byte[] data = new byte[20_000];
        var random = new Random(257);
        random.NextBytes(data);
        string whole = Convert.ToHexString(Reference.HashData(data));
        var sha = new Sha256();
        for (int run = 0; run < 100; run++)
        {
            sha.Reset();
            for (int i = 0; i < data.Length;)
            {
                int take = Math.Min(random.Next(1 << random.Next(1, 13)), data.Length - i);
                sha.Append(data.AsSpan(i, take));
                i += take;
            }

            Assert.Equal(whole, Digest(sha));
        }
    }

    [Fact]
    public void Finish_writes_32_bytes_and_no_more_and_refuses_less_room()
    {
        byte[] room = new byte[Sha256.DigestSize + 1];
        Array.Fill(room, (byte)0x5A);
        new Sha256().Finish(room);
        Assert.Equal(0x5A, room[^1]);
        Assert.Throws<ArgumentException>("digest", () => new Sha256().Finish(new byte[Sha256.DigestSize - 1]));
    }

    [Fact]
    public void Append_and_Finish_do_not_allocate()
    {
        byte[] data = new byte[5000];
        var sha = new Sha256();
        sha.Append(data);
        sha.Finish(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sha.Reset();
        sha.Append(data);
        sha.Finish(data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Digest(Sha256 sha)
    {
        byte[] digest = new byte[Sha256.DigestSize];
        sha.Finish(digest);
        return Convert.ToHexString(digest);
    }
}
