using System.Text;

namespace Xzact.Audit.BuildText;

/// <summary>
/// Splits a makefile, an Automake input or a template of either into logical lines (GNU make manual, 3 "Writing
/// Makefiles"). It evaluates nothing and never fails: a line that is nothing else is
/// <see cref="MakeStatementKind.Other"/>.
/// </summary>
internal sealed class MakeReader
{
    private static readonly HashSet<string> s_directives = new(StringComparer.Ordinal)
    {
        "include", "-include", "sinclude", "load", "-load", "vpath", "undefine", "unexport",
        "ifeq", "ifneq", "ifdef", "ifndef", "if", "else", "endif",
    };

    // Words before an assignment that only say for whom it is.
    private static readonly HashSet<string> s_modifiers = new(StringComparer.Ordinal)
    {
        "export", "override", "private",
    };

    private readonly string[] _lines;
    private readonly List<MakeStatement> _statements = [];
    private char _recipePrefix = '\t';
    private int _definitions;

    private MakeReader(string text) => _lines = text.Split('\n');

    /// <summary>The logical lines of <paramref name="text"/>, in order.</summary>
    public static IReadOnlyList<MakeStatement> Read(string text)
    {
        MakeReader reader = new(text);
        for (int i = 0; i < reader._lines.Length;)
        {
            i = reader.ReadLine(i);
        }

        return reader._statements;
    }

    /// <summary>Reads the logical line that begins at <paramref name="first"/>, and returns where the next one
    /// begins.</summary>
    private int ReadLine(int first)
    {
        int next = first;
        StringBuilder joined = new();
        string line;
        bool isRecipe = _definitions == 0 && _lines[first].StartsWith(_recipePrefix);
        do
        {
            line = _lines[next++].TrimEnd('\r');
            joined.Append(joined.Length == 0 ? line : WithoutCondition(line).TrimStart());
            if (!Continues(line))
            {
                break;
            }

            // A shell joins the lines of a recipe without a space; make takes the prefix away.
            joined.Length--;
            string following = next < _lines.Length ? _lines[next] : "";
            bool isPasted = isRecipe && joined.Length > 0 && !char.IsWhiteSpace(joined[^1])
                && following.AsSpan(following.StartsWith(_recipePrefix) ? 1 : 0) is { IsEmpty: false } rest
                && !char.IsWhiteSpace(rest[0]);
            joined.Append(isPasted ? "" : " ");
        }
        while (next < _lines.Length);

        Classify(joined.ToString(), first + 1, next);
        return next;
    }

    private static bool Continues(string line) => (line.Length - line.AsSpan().TrimEnd('\\').Length) % 2 == 1;

    private void Classify(string raw, int line, int end)
    {
        // A conditional of Automake: configure leaves nothing there, or a comment sign.
        string whole = WithoutCondition(raw);
        if (_definitions == 0 && whole.Length > 0 && whole[0] == _recipePrefix)
        {
            string recipe = whole[1..].Trim();
            if (recipe.Length > 0 && (recipe[0] != '#' || end > line))
            {
                Add(MakeStatementKind.Recipe, recipe);
            }

            return;
        }

        string text = WithoutComment(whole).Trim();
        if (text.Length == 0)
        {
            return;
        }

        string[] words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "define" || (_definitions > 0 && words[0] == "endef"))
        {
            _definitions += words[0] == "define" ? 1 : -1;
            return;
        }

        if (_definitions > 0)
        {
            Add(MakeStatementKind.Defined, text);
        }
        else if (s_directives.Contains(words[0]) && !text.AsSpan(words[0].Length).TrimStart().StartsWith("="))
        {
            Add(MakeStatementKind.Directive, text, words[0], value: words.ElementAtOrDefault(1) ?? "");
        }
        else
        {
            ClassifyRuleOrAssignment(text, Add);
        }

        void Add(
            MakeStatementKind kind, string text, string name = "", string operatorSign = "", string? value = null) =>
            _statements.Add(new(kind, line, end, text, name, operatorSign, value ?? text));
    }

    private delegate void Adder(
        MakeStatementKind kind, string text, string name = "", string operatorSign = "", string? value = null);

    private void ClassifyRuleOrAssignment(string text, Adder add)
    {
        if (Assignment(text) is (string name, string sign, string value))
        {
            if (name == ".RECIPEPREFIX")
            {
                _recipePrefix = value.Length > 0 ? value[0] : '\t';
            }

            add(MakeStatementKind.Assignment, text, name, sign, value);
            return;
        }

        int colon = Outside(text, ":");
        if (colon < 0)
        {
            add(MakeStatementKind.Other, text);
            return;
        }

        string rest = text[colon..].TrimStart(':', ' ', '\t');
        int semicolon = Outside(rest, ";");
        if (semicolon >= 0 && rest[(semicolon + 1)..].Trim() is { Length: > 0 } recipe)
        {
            add(MakeStatementKind.Recipe, text, value: recipe);
        }
        else if (Assignment(rest) is (string own, string ownSign, string ownValue))
        {
            add(MakeStatementKind.Assignment, text, own, ownSign, ownValue);
        }
        else
        {
            add(MakeStatementKind.Rule, text);
        }
    }

    private static (string Name, string Sign, string Value)? Assignment(string text)
    {
        int equals = Outside(text, "=");
        if (equals < 0)
        {
            return null;
        }

        int sign = equals;
        while (sign > 0 && text[sign - 1] is ':' or '?' or '+' or '!')
        {
            sign--;
        }

        string[] words = text[..sign].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        words = [.. words.SkipWhile(s_modifiers.Contains)];
        // "a: b = c" gives a variable to a target; what stands before the colon is no part of the name.
        return words is [string name] && Outside(name, ":") < 0
            ? (name, text[sign..(equals + 1)], text[(equals + 1)..].Trim())
            : null;
    }

    /// <summary>Where the first of <paramref name="signs"/> stands outside of every expansion; -1 if nowhere.</summary>
    private static int Outside(string text, string signs)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '(' or '{' && ((i > 0 && text[i - 1] == '$') || depth > 0))
            {
                depth++;
            }
            else if (c is ')' or '}' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0 && signs.Contains(c, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutComment(string line)
    {
        for (int i = line.IndexOf('#', StringComparison.Ordinal); i >= 0; i = line.IndexOf('#', i + 1))
        {
            if (i == 0 || line[i - 1] != '\\')
            {
                return line[..i];
            }
        }

        return line;
    }

    // @NAME_TRUE@, @NAME_FALSE@ and @am__fastdepCC_TRUE@ stand at the begin of a line, a continued one too.
    private static string WithoutCondition(string line)
    {
        while (line.StartsWith('@') && line.IndexOf('@', 1) is > 0 and int end
            && (line.AsSpan(1, end - 1).EndsWith("_TRUE") || line.AsSpan(1, end - 1).EndsWith("_FALSE")))
        {
            line = line[(end + 1)..];
        }

        return line;
    }
}
