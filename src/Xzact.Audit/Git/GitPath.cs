using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// Paths as text. Git's paths are bytes; those that are no UTF-8 become the lone surrogates U+DC80 to U+DCFF, one a
/// byte, so that two different paths never become the same text and the bytes can be had back.
/// </summary>
public static class GitPath
{
    private const char EscapeBase = '\uDC00';

    /// <summary>Decodes the bytes of a path.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }
            else
            {
                used = 1;
                text.Append((char)(EscapeBase + bytes[0]));
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a path: the inverse of <see cref="Decode"/>.</summary>
    /// <exception cref="ArgumentException">It holds a surrogate that <see cref="Decode"/> never makes.</exception>
    public static byte[] Encode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = new List<byte>(path.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < path.Length; i++)
        {
            if (Rune.TryGetRuneAt(path, i, out Rune rune))
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else if (path[i] is >= (char)(EscapeBase + 0x80) and <= (char)(EscapeBase + 0xFF))
            {
                bytes.Add((byte)(path[i] - EscapeBase));
            }
            else
            {
                throw new ArgumentException($"Character {i} is a surrogate that stands for no byte.", nameof(path));
            }
        }

        return [.. bytes];
    }
}
