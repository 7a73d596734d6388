using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmDigestTests
{
    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    private void Check(ulong algorithm, string stated, string content)
    {
        using RpmDigest? digest = RpmDigest.Start(algorithm, "the header", stated, _context, 9, "m");
        digest?.Hash.AppendData(System.Text.Encoding.ASCII.GetBytes(content));
        digest?.Verify(_context);
    }

    // FIPS 180-4 and RFC 1321: digests of "abc".
    [Theory]
    [InlineData(1, "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData(2, "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData(8, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_digest_that_fits_is_nothing_to_observe(ulong algorithm, string stated)
    {
        Check(algorithm, stated, "abc");
        Assert.Empty(_context.Observations);
        Check(algorithm, stated, "abd");
        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(
            (ArchiveObservationKind.DigestMismatch, "m", 9L),
            (observation.Kind, observation.MemberName, observation.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no digest\u001b")]
    public void What_is_no_digest_at_all_does_not_fit(string stated)
    {
        Check(8, stated, "abc");
        Assert.Equal(ArchiveObservationKind.DigestMismatch, Assert.Single(_context.Observations).Kind);
        Assert.DoesNotContain('\u001b', _context.Observations[0].Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(ulong.MaxValue)]
    public void An_algorithm_that_nothing_computes_leaves_content_unverified(ulong algorithm)
    {
        Check(algorithm, "00", "abc");
        Assert.Equal(ArchiveObservationKind.UnverifiedData, Assert.Single(_context.Observations).Kind);
    }

    [Fact]
    public void Longer_digests_are_computed_too()
    {
        byte[] abc = "abc"u8.ToArray();
        Check(9, Convert.ToHexStringLower(SHA384.HashData(abc)), "abc");
        Check(10, Convert.ToHexStringLower(SHA512.HashData(abc)), "abc");
        Assert.Empty(_context.Observations);
    }
}
