using System.Globalization;
using System.Text;
using Xzact.Tools.Interop;

namespace Xzact.Tools.Messages;

/// <summary>File names that are safe to show: what the locale cannot print becomes a question mark.</summary>
internal static class Printable
{
    /// <summary>How a name is shown.</summary>
    /// <param name="name">One byte in each character, see <see cref="OsString"/>.</param>
    public static string Mask(string name) => Mask(name, IsUtf8Locale());

    /// <inheritdoc cref="Mask(string)"/>
    /// <param name="name">One byte in each character.</param>
    /// <param name="utf8">Whether the locale knows more than ASCII.</param>
    public static string Mask(string name, bool utf8)
    {
        if (!name.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return name;
        }

        var shown = new StringBuilder(name.Length);
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(name);
        while (!rest.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(rest, out Rune rune, out int size) == System.Buffers.OperationStatus.Done;
            if (!valid || (!utf8 && !rune.IsAscii))
            {
                // Without UTF-8 each byte is a character; so is each byte that is not valid.
                size = 1;
                shown.Append('?');
            }
            else if (IsPrintable(rune))
            {
                shown.Append(name, name.Length - rest.Length, size);
            }
            else
            {
                shown.Append('?');
            }

            rest = rest[size..];
        }

        return shown.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);

    private static bool IsUtf8Locale()
    {
        foreach (string variable in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } locale)
            {
                return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
                    || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
