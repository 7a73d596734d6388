using System.Text;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>What words can stand for, as far as the script alone decides it.</summary>
/// <remarks>
/// Order is not followed: a variable has every value that is ever assigned to it. A part that cannot be known is
/// <see cref="Unknown"/> in the text, so that the rest of a file's name is still seen.
/// </remarks>
internal sealed class WordValues
{
    /// <summary>Stands in a value for text that the script does not decide.</summary>
    public const char Unknown = '\uFFFD';

    // A product of loops must not become a list of millions; what is more is unknown.
    private const int MaxValues = 32;
    private const int MaxLength = 1 << 16;

    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    /// <summary>What was assigned to a variable; null if nothing was.</summary>
    public IReadOnlyCollection<string>? Of(string variable) => _values.GetValueOrDefault(variable);

    /// <summary>Adds values that <paramref name="variable"/> may have.</summary>
    /// <returns>Whether any was new.</returns>
    public bool Assign(string variable, IEnumerable<string> values)
    {
        bool areNew = false;
        if (!_values.TryGetValue(variable, out HashSet<string>? known))
        {
            _values[variable] = known = new(StringComparer.Ordinal);
        }

        foreach (string value in values)
        {
            areNew |= known.Add(known.Count < MaxValues && value.Length <= MaxLength ? value : Unknown.ToString());
        }

        return areNew;
    }

    /// <summary>Every text that <paramref name="word"/> may become, at least one.</summary>
    public IReadOnlyList<string> Resolve(Word word) => Resolve(word.Parts);

    private List<string> Resolve(WordPart[] parts)
    {
        List<string> values = [""];
        foreach (WordPart part in parts)
        {
            List<string> tails = Resolve(part);
            values = values.Count * tails.Count > MaxValues || values.Exists(v => v.Length > MaxLength)
                ? [.. values.Take(1).Select(v => Cut(v) + Unknown)]
                : [.. from value in values from tail in tails select value + tail];
        }

        return values;
    }

    private static string Cut(string value) => value.Length > MaxLength ? "" : value;

    private List<string> Resolve(WordPart part) => part switch
    {
        Literal literal => [literal.Text],
        EscapedCharacter escaped => [escaped.Character.ToString()],
        SingleQuoted quoted => [quoted.Text],
        DollarQuoted quoted => [Unescape(quoted.Text)],
        DoubleQuoted quoted => Resolve(quoted.Parts),
        ParameterExpansion { Operator: "", Prefix: "", Argument: null, Subscript: null } parameter
            when Of(parameter.Name) is { Count: > 0 } known => [.. known],
        ParameterExpansion { Operator: ":-" or "-" or ":=" or "=", Argument: { } word } parameter =>
            [.. Of(parameter.Name) ?? [], .. Resolve(word.Parts)],
        CommandSubstitution { Commands.Items: [{ Command: SimpleCommand command }] } => Printed(command),
        _ => [Unknown.ToString()],
    };

    // $(echo constant) and $(printf constant) are constants.
    private List<string> Printed(SimpleCommand command)
    {
        if (command.Redirections.Length > 0 || command.Words.Length < 2
            || command.Words[0].Bare is not ("echo" or "printf"))
        {
            return [Unknown.ToString()];
        }

        List<string>[] words = [.. command.Words.Skip(1).Select(word => Resolve(word.Parts))];
        if (words.Any(w => w.Count != 1))
        {
            return [Unknown.ToString()];
        }

        string text = string.Join(' ', words.Select(w => w[0]));
        bool formats = command.Words[0].Bare == "printf" && text.Contains('%', StringComparison.Ordinal);
        return [formats ? Unknown.ToString() : text];
    }

    // The escapes that build text; numbers are bytes.
    private static string Unescape(string text)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char c = text[++i];
            if (c is >= '0' and <= '7')
            {
                int value = 0;
                int end = Math.Min(i + 3, text.Length);
                for (; i < end && text[i] is >= '0' and <= '7'; i++)
                {
                    value = (value * 8) + (text[i] - '0');
                }

                i--;
                result.Append((char)(value & 0xFF));
            }
            else if (c == 'x' && i + 1 < text.Length && char.IsAsciiHexDigit(text[i + 1]))
            {
                int end = i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 2]) ? i + 3 : i + 2;
                result.Append((char)Convert.ToInt32(text[(i + 1)..end], 16));
                i = end - 1;
            }
            else
            {
                result.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', _ => c });
            }
        }

        return result.ToString();
    }
}
