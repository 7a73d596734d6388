using Xzact.Audit.Content;

namespace Xzact.Audit.Tests.Content;

public sealed class DamageClaimTests
{
    [Theory]
    [InlineData("tests/bad-1.xz", null, true)]
    [InlineData("tests/bad-1.xz", DamageKind.CompressedData, false)]
    [InlineData("tests/good-1.xz", DamageKind.CompressedData, true)]
    [InlineData("tests/good-1.xz", null, false)]
    [InlineData("tests/bad-crc32.xz", DamageKind.ContentCheck, false)]
    [InlineData("tests/bad-crc32.xz", DamageKind.CompressedData, true)]
    [InlineData("tests/truncated.gz", DamageKind.ContentCheck, true)]
    [InlineData("tests/truncated.gz", DamageKind.Truncated, false)]
    [InlineData("bad/plain.xz", null, false)]
    [InlineData("goodness.xz", DamageKind.Structure, false)]
    public void A_name_is_compared_with_what_was_found(string path, DamageKind? found, bool isFalse)
    {
        ContentAccount account = new()
        {
            Name = path,
            Length = 1,
            Sha256 = "",
            Class = ContentClass.Compressed,
            Damages = found is { } kind ? [new(kind, 0, "a reason")] : [],
        };
        Assert.Equal(isFalse, DamageClaim.Compare(path, account) is not null);
    }
}
