using System.Buffers.Text;
using System.Text;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>What the signature of a package states: digests and sizes, which are checked, and OpenPGP signatures, of
/// which the keys are named. A signature says who made a package and nothing about what is in it.</summary>
internal static class RpmSignature
{
    private static readonly (uint Tag, string Of)[] s_signatures =
    [
        (RpmTag.SignatureDsa, "the header"), (RpmTag.SignatureRsa, "the header"),
        (RpmTag.SignaturePgp, "header and payload"), (RpmTag.SignatureGpg, "header and payload"),
    ];

    private static readonly uint[] s_headerDigests =
        [RpmTag.SignatureSha1, RpmTag.SignatureSha256, RpmTag.SignatureSha3];

    private static readonly uint[] s_reserved = [RpmTag.SignatureReserved, RpmTag.SignatureReservedSpace];

    /// <summary>Observes the keys of all signatures, and what the space that is kept for them holds.</summary>
    public static void Observe(RpmHeader signature, ArchiveContext context)
    {
        foreach ((uint tag, string of) in s_signatures)
        {
            if (signature.Has(tag))
            {
                ObserveKey(OpenPgpIssuer.Find(signature.Bytes(tag)), of, signature.OffsetOf(tag), context);
            }
        }

        foreach (string text in signature.Texts(RpmTag.SignatureOpenPgp))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string? key = Base64.DecodeFromUtf8InPlace(bytes, out int length) == System.Buffers.OperationStatus.Done
                ? OpenPgpIssuer.Find(bytes.AsSpan(0, length))
                : null;
            ObserveKey(key, "the header", signature.OffsetOf(RpmTag.SignatureOpenPgp), context);
        }

        foreach (uint tag in s_reserved.Where(signature.Has))
        {
            ReadOnlySpan<byte> space = signature.Bytes(tag);
            if (space.ContainsAnyExcept((byte)0))
            {
                context.Observe(
                    ArchiveObservationKind.NonZeroPadding, null, signature.OffsetOf(tag),
                    $"{space.Length - space.Count((byte)0)} bytes that are not zero in the space kept for signatures",
                    ArchiveOffsetBase.File);
            }
        }
    }

    /// <summary>Checks the digests of the header, which is all there.</summary>
    public static void CheckHeader(RpmHeader signature, RpmHeader header, ArchiveContext context)
    {
        Check(RpmTag.SignatureSha1, RpmDigest.Sha1);
        Check(RpmTag.SignatureSha256, RpmDigest.Sha256);
        Check(RpmTag.SignatureSha3, RpmDigest.Sha3);
        if (!s_headerDigests.Any(signature.Has))
        {
            context.Observe(
                ArchiveObservationKind.UnverifiedData, null, signature.Offset,
                "the package states no digest of its header, to which all others belong", ArchiveOffsetBase.File);
        }

        void Check(uint tag, ulong algorithm)
        {
            if (signature.Text(tag) is not { } stated)
            {
                return;
            }

            using RpmDigest? digest = RpmDigest.Start(
                algorithm, "the header", stated, context, signature.OffsetOf(tag));
            digest?.Hash.AppendData(header.Raw);
            digest?.Verify(context);
        }
    }

    private static void ObserveKey(string? key, string of, long offset, ArchiveContext context) => context.Observe(
        ArchiveObservationKind.Signature, null, offset,
        key is null ? $"an OpenPGP signature of {of} that names no key; it is not verified here"
            : $"an OpenPGP signature of {of} by the key {key}; it is not verified here",
        ArchiveOffsetBase.File);
}
