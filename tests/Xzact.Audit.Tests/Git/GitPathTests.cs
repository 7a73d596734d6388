using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitPathTests
{
    [Fact]
    public void Any_bytes_come_back_and_different_bytes_stay_different()
    {
        var random = new Random(1);
        var seen = new Dictionary<string, string>();
        byte[] alphabet = [.. "a\u00E9\u20AC\U0001F600"u8, 0x80, 0xC3, 0xE2, 0xED, 0xB2, 0xF0, 0xFF, (byte)'/'];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(6)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            string text = GitPath.Decode(bytes);
            Assert.Equal(bytes, GitPath.Encode(text));
            Assert.Equal(Convert.ToHexString(bytes), seen.TryAdd(text, Convert.ToHexString(bytes))
                ? Convert.ToHexString(bytes)
                : seen[text]);
        }
    }

    [Fact]
    public void A_surrogate_that_stands_for_no_byte_is_an_error() =>
        Assert.Throws<ArgumentException>(() => GitPath.Encode("a\uD800"));
}
