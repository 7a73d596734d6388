using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Shell;

/// <summary>
/// Finds text with which an m4 file changes what its own text means: other comments, a <c>dnl</c> that no longer
/// deletes or has arguments, and the end of a here-document within an argument that Autoconf writes into one.
/// </summary>
internal static class M4Tricks
{
    // m4's builtins and m4sugar's names for them, whose first argument is the macro to be changed.
    private static readonly HashSet<string> s_changing =
        ["define", "undefine", "pushdef", "popdef", "rename", "copy", "builtin", "indir"];

    /// <summary>Evidence for the first one among the new lines; null if there is none.</summary>
    public static Evidence? First(SuspectFile file)
    {
        string text = file.Text ?? "";
        return OtherComments(file, text) ?? DocumentEnd(file, text);
    }

    private static Evidence? OtherComments(SuspectFile file, string text)
    {
        // [d][nl] is dnl once the quotes are gone; the lines stay where they are.
        string bare = text.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        int line = 1;
        for (int i = 0; i < bare.Length; i++)
        {
            line += bare[i] == '\n' ? 1 : 0;
            if (!IsNameCharacter(bare[i]))
            {
                continue;
            }

            string name = NameAt(bare, i);
            string plain = name.StartsWith("m4_", StringComparison.Ordinal) ? name[3..] : name;
            i += name.Length - 1;
            int last = line;
            if (name == "dnl" && i + 1 < bare.Length && bare[i + 1] == '(' && file.IsNew(line, line))
            {
                return new("gives arguments to dnl, which m4 expands", file.Path, line, Excerpt: name + "(");
            }

            if (plain == "changecom" || (s_changing.Contains(plain) && NamesDnl(bare.AsSpan(i + 1), ref last)))
            {
                if (file.IsNew(line, last))
                {
                    return new("changes what is a comment in m4", file.Path, line, Excerpt: name);
                }
            }
        }

        return null;
    }

    private static bool NamesDnl(ReadOnlySpan<char> rest, ref int line)
    {
        ReadOnlySpan<char> argument = rest.TrimStart();
        if (!argument.StartsWith("("))
        {
            return false;
        }

        argument = argument[1..].TrimStart();
        line += rest[..^argument.Length].Count('\n');
        return argument.StartsWith("dnl") && (argument.Length == 3 || !IsNameCharacter(argument[3]));
    }

    private static Evidence? DocumentEnd(SuspectFile file, string text)
    {
        M4Structure? structure = null;
        int offset = 0;
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (EndsDocument(line.TrimEnd()) && file.IsNew(number, number)
                && (structure ??= M4Structure.Of(text)).At(offset)?.Kind == M4ArgumentKind.Text)
            {
                return new(
                    "ends the here-document that it is written into", file.Path, number, Excerpt: line.Trim());
            }

            offset += line.Length + 1;
        }

        return null;
    }

    // _ACEOF, _ASBOX, EOF: the words at which here-documents of configure end.
    private static bool EndsDocument(string line) =>
        line.Length >= 3 && line.All(c => char.IsAsciiLetterUpper(c) || c == '_')
        && (line[0] == '_' || line.Contains("EOF", StringComparison.Ordinal));

    private static string NameAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && IsNameCharacter(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
