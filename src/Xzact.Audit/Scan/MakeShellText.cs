using System.Text;
using Xzact.Audit.BuildText;

namespace Xzact.Audit.Scan;

/// <summary>Takes the shell text out of makefiles and Automake's inputs: recipes with make's variables put in, and what
/// <c>$(shell …)</c> runs.</summary>
internal sealed class MakeShellText
{
    private const int MaxDepth = 10;
    private const int MaxLength = 1 << 16;

    private static readonly string[] s_testTargets =
        ["check", "test", "installcheck", "distcheck", "dist", "maintainer", "coverage", "bench", "fuzz", "clean",
         "distclean", "mostlyclean", "tests", "uninstall", "update", "upload", "release"];

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _substituted;
    private readonly ShellTextBuilder _build = new();
    private readonly ShellTextBuilder _tests = new();

    private MakeShellText(IReadOnlyDictionary<string, string> substituted) => _substituted = substituted;

    /// <summary>The shell text that a build runs, and that of targets which are no part of a build.</summary>
    /// <param name="text">The makefile.</param>
    /// <param name="substituted">What configure puts in for names, where that is known.</param>
    public static (BuildScript Build, BuildScript Tests) Of(string text, IReadOnlyDictionary<string,
        string> substituted)
    {
        MakeShellText reader = new(substituted);
        IReadOnlyList<MakeStatement> statements = MakeReader.Read(text);
        reader.Define(text);
        foreach (MakeStatement statement in statements.Where(s => s.Kind == MakeStatementKind.Assignment))
        {
            reader.Assign(statement);
        }

        reader.Read(statements);
        return (reader._build.Build(), reader._tests.Build());
    }

    // The texts of "define", which "call" and references put in.
    private void Define(string text)
    {
        for (int at = text.IndexOf("\ndefine ", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("\ndefine ", at + 1, StringComparison.Ordinal))
        {
            int line = text.IndexOf('\n', at + 1);
            int end = line < 0 ? -1 : text.IndexOf("\nendef", line, StringComparison.Ordinal);
            if (end < 0)
            {
                return;
            }

            string name = text[(at + 8)..line].Trim(' ', '=', ':', '\t', '\r');
            _variables[name] = string.Join(" ; ", text[line..end]
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private void Assign(MakeStatement statement)
    {
        string value = statement.Value;
        _variables[statement.Name] = statement.Operator == "+="
            && _variables.TryGetValue(statement.Name, out string? known)
            && known.Length + value.Length < MaxLength ? $"{known} {value}" : value;
        if (statement.Operator == "!=")
        {
            _variables[statement.Name] = $"$(shell {value})";
        }
    }

    private void Read(IReadOnlyList<MakeStatement> statements)
    {
        string target = "";
        string[] needs = [];
        foreach (MakeStatement statement in statements)
        {
            switch (statement.Kind)
            {
                case MakeStatementKind.Rule:
                    (target, needs) = Parts(statement.Text);
                    break;
                case MakeStatementKind.Recipe:
                    if (!ReferenceEquals(statement.Text, statement.Value) && statement.Text != statement.Value)
                    {
                        (target, needs) = Parts(statement.Text.Split(';')[0]);
                    }

                    Add(statement.Value, target, needs, statement.Line);
                    break;
                case MakeStatementKind.Assignment or MakeStatementKind.Directive or MakeStatementKind.Other
                    or MakeStatementKind.Defined:
                    foreach (string command in Shells(statement.Value))
                    {
                        Add($"{(statement.Name.Length > 0 ? statement.Name : "make_text")}=`{command}`", "", [],
                            statement.Line);
                    }

                    if (statement.Kind == MakeStatementKind.Assignment && IsCompiled(statement.Name))
                    {
                        Add($"cc {statement.Value}", "", [], statement.Line);
                    }

                    if (statement is { Kind: MakeStatementKind.Directive, Name: "include" or "-include" or "sinclude" })
                    {
                        Add($". {Expand(statement.Value, "", [], 0)}", "", [], statement.Line);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    // What Automake and customary makefiles compile and link.
    private static bool IsCompiled(string name) => !name.StartsWith("check_", StringComparison.Ordinal)
        && (name.EndsWith("_SOURCES", StringComparison.Ordinal) || name.EndsWith("_LIBADD", StringComparison.Ordinal)
            || name.EndsWith("_LDADD", StringComparison.Ordinal) || name.EndsWith("_OBJECTS", StringComparison.Ordinal)
            || name is "OBJS" or "SRCS" or "OBJECTS" or "SOURCES" or "SRC" or "OBJ");

    private void Add(string command, string target, string[] needs, int line)
    {
        bool isTest = Array.Exists(s_testTargets, test => target.StartsWith(test, StringComparison.Ordinal)
            || target.EndsWith("-" + test, StringComparison.Ordinal));
        ShellTextBuilder output = isTest ? _tests : _build;
        string expanded = Expand(command, target, needs, 0);

        // Each line of a recipe is a script of its own; in one script they meet in files all the same.
        output.Append(expanded.TrimStart('@', '-', '+', ' ').Replace('\n', ' '), line);
        output.EndLine();
    }

    private (string Target, string[] Needs) Parts(string rule)
    {
        int colon = rule.IndexOf(':', StringComparison.Ordinal);
        while (colon > 0 && Depth(rule, colon) > 0)
        {
            colon = rule.IndexOf(':', colon + 1);
        }

        if (colon < 0)
        {
            return ("", []);
        }

        string target = Expand(rule[..colon], "", [], 0).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault("");
        return (target, Expand(rule[(colon + 1)..].TrimStart(':'), "", [], 0)
            .Split([' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static int Depth(string text, int end)
    {
        int depth = 0;
        foreach (char c in text.AsSpan(0, end))
        {
            depth += c switch { '(' or '{' => 1, ')' or '}' => -1, _ => 0 };
        }

        return depth;
    }

    private IEnumerable<string> Shells(string value)
    {
        for (int at = value.IndexOf("$(shell ", StringComparison.Ordinal); at >= 0;
            at = value.IndexOf("$(shell ", at, StringComparison.Ordinal))
        {
            // What stands inside of it is a part of its command.
            int end = Close(value, at + 2, '(', ')');
            yield return value[(at + 8)..Math.Max(at + 8, end)];
            at = Math.Max(at + 8, end);
        }
    }

    // The index of what closes the parenthesis before start; the end of the text if nothing does.
    private static int Close(string text, int start, char open, char close)
    {
        int depth = 1;
        for (int i = start; i < text.Length; i++)
        {
            depth += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    private string Expand(string text, string target, string[] needs, int depth)
    {
        if (depth > MaxDepth || !text.AsSpan().ContainsAny('$', '@'))
        {
            return text;
        }

        StringBuilder result = new();
        for (int i = 0; i < text.Length && result.Length < MaxLength; i++)
        {
            char c = text[i];
            if (c == '@' && text.IndexOf('@', i + 1) is > 0 and int at && at > i + 1
                && !text.AsSpan(i + 1, at - i - 1).ContainsAnyExcept(M4Reader.NameCharacters))
            {
                string name = text[(i + 1)..at];
                result.Append(_substituted.GetValueOrDefault(name,
                    IsPattern(text, i, at) ? text[i..(at + 1)] : $"${{{name}}}"));
                i = at;
                continue;
            }

            if (c != '$' || i + 1 == text.Length)
            {
                result.Append(c);
                continue;
            }

            char next = text[++i];
            if (next is '(' or '{')
            {
                int end = Close(text, i + 1, next, next == '(' ? ')' : '}');
                result.Append(Reference(text[(i + 1)..end], target, needs, depth));
                i = end;
            }
            else
            {
                result.Append(next switch
                {
                    '$' => "$",
                    '@' => target,
                    '<' => needs.FirstOrDefault(""),
                    '^' or '+' or '?' => string.Join(' ', needs),
                    '*' => target.Contains('.', StringComparison.Ordinal) ? target[..target.LastIndexOf('.')] : target,
                    _ => Variable(next.ToString(), target, needs, depth),
                });
            }
        }

        return result.ToString();
    }

    // "s|@NAME@|value|" fills in a template of its own.
    private static bool IsPattern(string text, int begin, int end) => begin > 1 && end + 1 < text.Length
        && text[begin - 2] == 's' && text[begin - 1] == text[end + 1] && !char.IsAsciiLetterOrDigit(text[begin - 1]);

    private string Reference(string inner, string target, string[] needs, int depth)
    {
        int space = inner.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0)
        {
            string rest = inner[(space + 1)..];
            return inner[..space] switch
            {
                "shell" => $"`{Expand(rest, target, needs, depth + 1)}`",
                "wildcard" or "abspath" or "realpath" or "strip" or "sort" or "notdir" or "dir" or "basename" =>
                    Expand(rest, target, needs, depth + 1),
                "addprefix" or "addsuffix" or "patsubst" or "subst" or "filter" or "filter-out" or "firstword"
                    or "lastword" => Expand(rest.Split(',')[^1], target, needs, depth + 1),
                "call" => Expand(Called(rest), target, needs, depth + 1),
                _ => "",
            };
        }

        string name = inner.Split(':')[0];
        return name switch
        {
            "@" or "@D" or "@F" => target,
            "<" or "<D" or "<F" => needs.FirstOrDefault(""),
            "^" => string.Join(' ', needs),
            _ => Variable(name, target, needs, depth),
        };
    }

    private string Called(string rest)
    {
        string[] parts = rest.Split(',');
        string body = _variables.GetValueOrDefault(parts[0].Trim(), "");
        for (int i = 1; i < parts.Length; i++)
        {
            body = body.Replace($"$({i})", parts[i], StringComparison.Ordinal);
        }

        return body;
    }

    private string Variable(string name, string target, string[] needs, int depth) =>
        depth < MaxDepth && _variables.TryGetValue(name, out string? value) && value != $"@{name}@"
            ? Expand(value, target, needs, depth + 1)
        : _substituted.TryGetValue(name, out string? text) ? text
        : name.StartsWith("AM_V_", StringComparison.Ordinal) || name is "Q" or "V" or "AT" ? ""
        : $"${{{new string([.. name.Select(c => M4Reader.IsName(c) ? c : '_')])}}}";
}
