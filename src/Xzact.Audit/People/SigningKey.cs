using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.People;

/// <summary>The key that a signature of a commit or tag names. Nothing is verified.</summary>
internal static class SigningKey
{
    private const string SshBegin = "-----BEGIN SSH SIGNATURE-----";

    /// <summary>An identifier of the key: of OpenPGP the last 16 digits of its fingerprint, of SSH the digest of the
    /// public key; null if none can be read.</summary>
    public static string? Of(string armored) => armored.Contains(SshBegin, StringComparison.Ordinal)
        ? OfSsh(armored)
        : Signatures.KeyOf(Encoding.Latin1.GetBytes(armored)) is { } key ? key[Math.Max(0, key.Length - 16)..] : null;

    // PROTOCOL.sshsig: "SSHSIG", version 1, then the public key behind its length.
    private static string? OfSsh(string armored)
    {
        const int BeforeKey = 10;
        string digits = string.Concat(armored.Split('\n').Select(line => line.Trim())
            .SkipWhile(line => line != SshBegin).Skip(1).TakeWhile(line => line.Length > 0 && line[0] != '-'));
        byte[] bytes = new byte[digits.Length];
        if (!Convert.TryFromBase64String(digits, bytes, out int length) || length < BeforeKey + 4
            || !bytes.AsSpan().StartsWith("SSHSIG"u8))
        {
            return null;
        }

        uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(BeforeKey));
        return size > length - BeforeKey - 4
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(BeforeKey + 4, (int)size)))[..16];
    }
}
