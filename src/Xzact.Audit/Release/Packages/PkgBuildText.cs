using System.Text;

namespace Xzact.Audit.Release.Packages;

/// <summary>The sources of an Arch PKGBUILD (PKGBUILD(5)): plain assignments and arrays outside of functions are read
/// as text. Nothing is run; a name that needs a shell is left as it stands.</summary>
internal static class PkgBuildText
{
    private const int MaxWords = 10_000;

    /// <summary>Every entry of <c>source</c>, with its digest of <c>sha256sums</c>.</summary>
    public static IReadOnlyList<RecipeSource> Parse(string text)
    {
        Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
        int at = 0;
        while (at < text.Length)
        {
            int lineEnd = text.IndexOf('\n', at) is >= 0 and int end ? end : text.Length;
            int equals = text.IndexOf('=', at, lineEnd - at);
            string name = equals < 0 ? "" : text[at..equals];
            if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                at = equals + 1;
                bool isArray = at < text.Length && text[at] == '(';
                values[name] = Words(text, ref at, isArray, values);
                lineEnd = text.IndexOf('\n', Math.Min(at, text.Length)) is >= 0 and int next ? next : text.Length;
            }

            at = lineEnd + 1;
        }

        List<string> sums = values.GetValueOrDefault("sha256sums", []);
        return
        [
            .. values.GetValueOrDefault("source", []).Select((entry, i) =>
            {
                string sum = i < sums.Count ? sums[i].ToLowerInvariant() : "";
                return new RecipeSource(NameOf(entry), sum.Length == 64 && sum.All(char.IsAsciiHexDigit) ? sum : null);
            }),
        ];
    }

    // "name::https://…" is stored as name; a URL as its last part without what asks for a signature.
    private static string NameOf(string entry)
    {
        if (entry.AsSpan().ContainsAny('$', '`'))
        {
            return entry;
        }

        int renamed = entry.IndexOf("::", StringComparison.Ordinal);
        string name = renamed > 0 ? entry[..renamed] : entry[(entry.LastIndexOf('/') + 1)..];
        return name.Split('?', '#')[0];
    }

    private static List<string> Words(
        string text, ref int at, bool isArray, Dictionary<string, List<string>> values)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool begun = false;
        at += isArray ? 1 : 0;
        for (char quote = '\0'; at < text.Length && words.Count < MaxWords; at++)
        {
            char c = text[at];
            if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
                begun = true;
            }
            else if (c == '$' && quote != '\'')
            {
                word.Append(Variable(text, ref at, values));
                begun = true;
            }
            else if (quote == '\0' && (char.IsWhiteSpace(c) || c == ')' || c == '#' && !begun))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    begun = false;
                }

                if (c == ')' || !isArray)
                {
                    break;
                }

                if (c == '#')
                {
                    at = text.IndexOf('\n', at) is >= 0 and int end ? end : text.Length;
                }
            }
            else
            {
                word.Append(c);
                begun = true;
            }
        }

        if (begun)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    // $name and ${name}; everything else stays, with its sign, so that it is seen to be unread.
    private static string Variable(string text, ref int at, Dictionary<string, List<string>> values)
    {
        bool braced = at + 1 < text.Length && text[at + 1] == '{';
        int start = at + (braced ? 2 : 1);
        int end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        bool closed = !braced || (end < text.Length && text[end] == '}');
        if (end > start && closed && values.TryGetValue(text[start..end], out List<string>? value) && value.Count > 0)
        {
            at = braced ? end : end - 1;
            return value[0];
        }

        return "$";
    }
}
