using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Xzact.Fuzz.Engine;

/// <summary>Texts that tell kinds of outcomes apart.</summary>
internal static class Labels
{
    /// <summary>A message without its numbers.</summary>
    public static string WithoutNumbers(string? message)
    {
        if (message is null)
        {
            return "";
        }

        var result = new StringBuilder(message.Length);
        foreach (char c in message)
        {
            if (!char.IsAsciiDigit(c))
            {
                result.Append(c);
            }
            else if (result.Length == 0 || result[^1] != '#')
            {
                result.Append('#');
            }
        }

        return result.ToString();
    }

    /// <summary>The order of magnitude of a number: 0 for 0, then its binary digits.</summary>
    public static int Magnitude(long value) => value <= 0 ? 0 : 64 - BitOperations.LeadingZeroCount((ulong)value);

    /// <summary>Tells contents apart.</summary>
    public static ulong Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
