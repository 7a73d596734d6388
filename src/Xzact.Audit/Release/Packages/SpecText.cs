namespace Xzact.Audit.Release.Packages;

/// <summary>The sources and patches of an RPM spec (rpm-spec(7)), with simple macros expanded; conditions are not
/// followed, and nothing is run.</summary>
internal static class SpecText
{
    private const int MaxExpansions = 1000;
    private const int MaxLength = 4096;

    /// <summary>Every Source and Patch of the preamble.</summary>
    public static IReadOnlyList<RecipeSource> Parse(string text)
    {
        Dictionary<string, string> macros = new(StringComparer.Ordinal);
        List<RecipeSource> sources = [];
        foreach (string line in text.Split('\n').Select(l => l.Trim()))
        {
            string[] words = line.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["%global" or "%define", var macro, var value] && !macro.Contains('('))
            {
                macros[macro] = value.Trim();
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon)
            {
                string tag = line[..colon].Trim().ToLowerInvariant();
                string rest = line[(colon + 1)..].Trim();
                if (tag is "name" or "version" or "release")
                {
                    macros[tag] = rest;
                }
                else if (IsNumbered(tag, "source") || IsNumbered(tag, "patch"))
                {
                    string file = Expand(rest, macros);
                    string name = file[(file.LastIndexOf('/') + 1)..];
                    sources.Add(new(name, IsPatch: tag[0] == 'p'));
                }
            }
        }

        return sources;
    }

    private static bool IsNumbered(string tag, string word) =>
        tag.StartsWith(word, StringComparison.Ordinal) && tag[word.Length..].All(char.IsAsciiDigit);

    // %{name}, %name and %{?name}; what is not known stays as it stands, and is said so.
    private static string Expand(string text, Dictionary<string, string> macros)
    {
        for (int done = 0; done < MaxExpansions && text.Length <= MaxLength; done++)
        {
            int at = text.IndexOf('%', StringComparison.Ordinal);
            if (at < 0 || at + 1 == text.Length)
            {
                break;
            }

            bool braced = text[at + 1] == '{';
            int start = at + (braced ? 2 : 1);
            bool optional = start < text.Length && text[start] == '?';
            start += optional ? 1 : 0;
            int end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            string name = text[start..end];
            bool closed = !braced || (end < text.Length && text[end] == '}');
            string? value = closed && name.Length > 0 ? macros.GetValueOrDefault(name, optional ? "" : null!) : null;
            if (value is null)
            {
                break;
            }

            text = string.Concat(text.AsSpan(0, at), value, text.AsSpan(end + (braced ? 1 : 0)));
        }

        return text;
    }
}
