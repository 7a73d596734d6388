using System.Security.Cryptography;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>One digest that a package states, and the content that it is about as it is read.</summary>
internal sealed class RpmDigest : IDisposable
{
    private readonly string _what;
    private readonly string _stated;
    private readonly string? _member;
    private readonly long _offset;

    private RpmDigest(IncrementalHash hash, string what, string stated, string? member, long offset) =>
        (Hash, _what, _stated, _member, _offset) = (hash, what, stated, member, offset);

    /// <summary>Takes the content.</summary>
    public IncrementalHash Hash { get; }

    /// <summary>Starts a digest; null, with an observation, if nothing here can compute it.</summary>
    /// <param name="algorithm">The algorithm by its number in OpenPGP (RFC 9580, section 9.5).</param>
    /// <param name="what">What it is a digest of.</param>
    /// <param name="stated">What the package says, in hexadecimal.</param>
    /// <param name="context">Where to observe.</param>
    /// <param name="offset">Where in the file it is stated.</param>
    /// <param name="member">The file that it is about; null for the package.</param>
    public static RpmDigest? Start(
        ulong algorithm, string what, string stated, ArchiveContext context, long offset, string? member = null)
    {
        if (NameOf(algorithm) is { } name)
        {
            return new(IncrementalHash.CreateHash(name), what, stated, member, offset);
        }

        context.Observe(
            ArchiveObservationKind.UnverifiedData, member, offset,
            $"the digest of {what} is of algorithm {algorithm}, which is not computed here", ArchiveOffsetBase.File);
        return null;
    }

    /// <summary>The number of MD5, which packages have that state none.</summary>
    public const ulong Md5 = 1;

    public const ulong Sha1 = 2;

    public const ulong Sha256 = 8;

    public const ulong Sha3 = 12;

    /// <summary>Compares what was stated with what was read, and observes a difference.</summary>
    public void Verify(ArchiveContext context)
    {
        string found = Convert.ToHexStringLower(Hash.GetHashAndReset());
        if (!found.Equals(_stated, StringComparison.OrdinalIgnoreCase))
        {
            context.Observe(
                ArchiveObservationKind.DigestMismatch, _member, _offset,
                $"{_what} has the digest {found}, not {NameText.Quote(_stated)} as the package states",
                ArchiveOffsetBase.File);
        }
    }

    public void Dispose() => Hash.Dispose();

    // Broken ones too: they are checked as what they are, beside better ones where there are any.
    private static HashAlgorithmName? NameOf(ulong algorithm) => algorithm switch
    {
        Md5 => HashAlgorithmName.MD5,
        Sha1 => HashAlgorithmName.SHA1,
        Sha256 => HashAlgorithmName.SHA256,
        9 => HashAlgorithmName.SHA384,
        10 => HashAlgorithmName.SHA512,
        Sha3 when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        14 when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => null,
    };
}
