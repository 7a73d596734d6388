using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// The one rule about bytes that a proof does not cover. An account is withdrawn if they could carry something: opaque
/// or long ranges, many of them, or a build text that reads the file as data.
/// </summary>
internal static class CarrierRule
{
    /// <summary>The longest range, in bytes: a few lines of prose.</summary>
    internal const int MaxLength = 400;

    /// <summary>What all ranges of one file may have together, in bytes, and as a part of the file.</summary>
    internal const int MaxTotal = 2048;

    /// <summary>One byte in so many may be uncovered, if that is less than <see cref="MaxTotal"/> allows.</summary>
    internal const int MaxFraction = 4;

    /// <summary>How many ranges one file may have: where they lie says something too.</summary>
    internal const int MaxRanges = 64;

    /// <summary>The longest run without white space: an address or a path, no encoded data.</summary>
    internal const int MaxWord = 64;

    /// <summary>Why the account does not stand, or null if it does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content; the ranges lie in it.</param>
    /// <param name="account">The account.</param>
    /// <param name="texts">The archive's build text by path.</param>
    /// <param name="mayBeIncluded">Whether make may include the file: what it does not cover are comments.</param>
    public static Evidence? WhyWithdrawn(
        string path, byte[] content, Account account, IReadOnlyDictionary<string, string> texts,
        bool mayBeIncluded = false)
    {
        if (account.Carriers.Count == 0 && account.LeftFree is null)
        {
            return null;
        }

        long total = 0;
        foreach (Carrier carrier in account.Carriers)
        {
            total += carrier.Length;
            ReadOnlySpan<byte> bytes = content.AsSpan((int)carrier.Offset, carrier.Length);
            string? why = carrier.Length > MaxLength ? $"{carrier.Length} bytes are more than {MaxLength}"
                : IsOpaque(bytes) ? "it is no plain text" : null;
            if (why is not null)
            {
                return new(
                    $"what the proof does not cover could carry data ({carrier.What}): {why}", path,
                    1 + content.AsSpan(0, (int)carrier.Offset).Count((byte)'\n'), carrier.Offset,
                    Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Evidence.MaxExcerpt)]));
            }
        }

        if (account.Carriers.Count > MaxRanges)
        {
            Carrier first = account.Carriers[0];
            return new(
                $"the proof does not cover {account.Carriers.Count} places, the first of them here ({first.What})",
                path, 1 + content.AsSpan(0, (int)first.Offset).Count((byte)'\n'), first.Offset);
        }

        return total > MaxTotal || total * MaxFraction > content.Length
            ? new($"the proof does not cover {total} of {content.Length} bytes", path)
            : DataReaders.First(
                path, account.Carriers.Count == 0 ? FirstLine.WithoutReaders(path, texts) : texts, mayBeIncluded,
                anyUse: !mayBeIncluded);
    }

    // Prose in whatever language is UTF-8 of short words.
    private static bool IsOpaque(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return true;
        }

        int word = 0;
        foreach (Rune rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            bool invisible = Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
                    or System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.PrivateUse
                    or System.Globalization.UnicodeCategory.OtherNotAssigned
                && rune.Value is not ('\n' or '\t');
            word = Rune.IsWhiteSpace(rune) ? 0 : word + 1;
            if (invisible || word > MaxWord)
            {
                return true;
            }
        }

        return false;
    }
}
