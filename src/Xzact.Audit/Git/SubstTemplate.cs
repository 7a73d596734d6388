using System.Text;

namespace Xzact.Audit.Git;

/// <summary>Either fixed bytes, or a placeholder such as <c>%H</c>.</summary>
internal readonly record struct SubstPart(byte[] Literal, string? Placeholder);

/// <summary>A content split at its <c>$Format:...$</c> and their placeholders.</summary>
internal sealed class SubstTemplate
{
    private static readonly byte[] s_opening = "$Format:"u8.ToArray();

    // Those that follow from the commit alone, then those that follow from the clone. Left out are those that run a
    // program (%G signatures, %(describe)), depend on the time or the terminal, or on a mail map.
    private static readonly HashSet<string> s_supported =
    [
        "%H", "%T", "%P", "%s", "%f", "%b", "%B", "%e",
        "%an", "%ae", "%al", "%ad", "%aD", "%at", "%ai", "%aI", "%as",
        "%cn", "%ce", "%cl", "%cd", "%cD", "%ct", "%ci", "%cI", "%cs",
        "%h", "%t", "%p", "%d", "%D",
    ];

    private readonly List<SubstPart> _parts = [];
    private readonly List<byte> _literal = [];

    /// <summary>The parts in order; two literals never follow each other.</summary>
    internal IReadOnlyList<SubstPart> Parts => _parts;

    /// <summary>False if a placeholder is not supported.</summary>
    internal bool IsSupported { get; private set; } = true;

    /// <summary>The placeholders, each once.</summary>
    internal IReadOnlyList<string> Placeholders =>
        [.. _parts.Where(part => part.Placeholder is not null).Select(part => part.Placeholder!).Distinct()];

    /// <summary>Splits a content.</summary>
    internal static SubstTemplate Parse(ReadOnlySpan<byte> content)
    {
        var template = new SubstTemplate();
        while (content.IndexOf(s_opening) is var start and >= 0)
        {
            ReadOnlySpan<byte> format = content[(start + s_opening.Length)..];
            int end = format.IndexOf((byte)'$');
            if (end < 0)
            {
                break;
            }

            template._literal.AddRange(content[..start]);
            template.AddFormat(format[..end]);
            content = format[(end + 1)..];
        }

        template._literal.AddRange(content);
        template.FlushLiteral();
        return template;
    }

    private void AddFormat(ReadOnlySpan<byte> format)
    {
        while (!format.IsEmpty)
        {
            int used = 1;
            if (format[0] != '%' || format.Length == 1)
            {
                _literal.Add(format[0]);
            }
            else if (format[1] is (byte)'n' or (byte)'%')
            {
                _literal.Add(format[1] == 'n' ? (byte)'\n' : (byte)'%');
                used = 2;
            }
            else if (format.Length >= 4 && format[1] == 'x' && TryParseHex(format.Slice(2, 2), out byte value))
            {
                _literal.Add(value);
                used = 4;
            }
            else
            {
                used = format[1] is (byte)'a' or (byte)'c' ? 3 : 2;
                AddPlaceholder(Encoding.Latin1.GetString(format[..Math.Min(used, format.Length)]));
                used = Math.Min(used, format.Length);
            }

            format = format[used..];
        }
    }

    private void AddPlaceholder(string placeholder)
    {
        IsSupported &= s_supported.Contains(placeholder);
        FlushLiteral();
        _parts.Add(new SubstPart([], placeholder));
    }

    private void FlushLiteral()
    {
        if (_literal.Count > 0)
        {
            _parts.Add(new SubstPart([.. _literal], null));
            _literal.Clear();
        }
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out byte value) => byte.TryParse(
        digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out value);
}
