using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Finds the line of build text that may read a file as data: it names the file, all files of its kind or of its
/// folder, a pattern that fits it, or a variable that holds its name, and something in the same command gives out what
/// a file holds. Lines that continue are read as one.
/// </summary>
internal static partial class DataReaders
{
    // A longer joined line is none that a person wrote; the rest of it is read by itself.
    private const int MaxJoined = 64 << 10;

    // A pattern that does not begin with a letter says something with so many.
    private const int MinLetters = 3;

    private static readonly SearchValues<char> s_wildcards = SearchValues.Create("*?[{");

    // Commands that give out the content of a file, and what runs it; a variable may hold such a name too.
    private static readonly HashSet<string> s_readers = new(StringComparer.OrdinalIgnoreCase)
    {
        "cat", "sed", "awk", "gawk", "head", "tail", "tr", "cut", "grep", "egrep", "fgrep", "dd", "od", "xxd", "eval",
        "sh", "bash", "ksh", "dash", "source", "exec", "perl", "python", "python3", "ruby", "m4", "sort", "uniq",
        "tac", "rev", "fold", "paste", "split", "strings", "base64", "uudecode", "xz", "xzcat", "gzip", "zcat",
        "bzip2", "openssl", "file", "read", "SHELL", "AWK", "SED", "GREP", "EGREP", "PERL", "PYTHON", "CONFIG_SHELL",
        "msgunfmt", "find", "xargs", "m4_include", "m4_esyscmd", "include", "sinclude", "tar", "install-sh",
    };

    private static readonly ConditionalWeakTable<string, IReadOnlyList<Pattern>> s_patterns = [];
    private static readonly ConditionalWeakTable<string, IReadOnlyList<MakeStatement>> s_statements = [];

    /// <summary>The first line, or null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">The build text by path.</param>
    /// <param name="mayBeIncluded">Whether make may include the file: what is asked about are comments.</param>
    /// <param name="anyUse">Whether every command counts that names the file, by an automatic variable too, and is not
    /// known to leave its content alone.</param>
    public static Evidence? First(
        string path, IReadOnlyDictionary<string, string> texts, bool mayBeIncluded = false, bool anyUse = false)
    {
        int slash = path.LastIndexOf('/');
        string name = path[(slash + 1)..];
        int dot = name.LastIndexOf('.');
        List<string> names = [name];
        names.AddRange(dot > 0 ? ["*" + name[dot..]] : []);
        names.AddRange(slash > 0 ? [path[(path.LastIndexOf('/', slash - 1) + 1)..slash] + "/*"] : []);
        string folder = path[..(slash + 1)];
        HashSet<string> variables = new(StringComparer.Ordinal);
        foreach ((string from, string text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            // A mere name is one of a file beside the text that has it.
            string[] values = from[..(from.LastIndexOf('/') + 1)] == folder ? [.. names] : ["/" + name];
            if (from != path
                && (Named(from, text, names, values, variables, mayBeIncluded) ?? Fitting(from, text, name)
                    ?? (!anyUse ? null : NotHarmless(
                        from, text, values[0] == name || (folder.Length == 0 && IsOfTop(from)) ? name : "/" + name)))
                    is Evidence found)
            {
                return found;
            }
        }

        if (anyUse && Automatic(path, name, texts) is Evidence byRule)
        {
            return byRule;
        }

        // A makefile may use what another one sets.
        string[] uses = [.. variables.SelectMany(v => (string[])[$"$({v})", $"${{{v}}}", $"${v}", $"@{v}@"])];
        return uses.Length == 0 ? null
            : texts.OrderBy(t => t.Key, StringComparer.Ordinal).Where(t => t.Key != path)
                .Select(t => Named(t.Key, t.Value, uses, [], [], mayBeIncluded)).FirstOrDefault(e => e is not null);
    }

    // By the automatic variables of the rules whose prerequisite it is.
    private static Evidence? Automatic(string path, string name, IReadOnlyDictionary<string, string> texts)
    {
        (string From, IReadOnlyList<MakeStatement> Statements)[] makefiles =
        [
            .. texts.Where(t => t.Key != path && RoleOf(t.Key) == FileRole.Make)
                .OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => (t.Key, s_statements.GetValue(t.Value, MakeReader.Read))),
        ];
        IReadOnlySet<string> variables = MakeRecipes.VariablesWith(makefiles.SelectMany(m => m.Statements), name);
        foreach ((string from, IReadOnlyList<MakeStatement> statements) in makefiles)
        {
            foreach ((MakeStatement statement, string line) in MakeRecipes.Naming(statements, name, variables))
            {
                if (Commands(line).Any(c => Names(c, name) && (Reads(c) || !HarmlessUse.Is(c, name))))
                {
                    return new("build text may read this file as data", from, statement.Line, Excerpt: statement.Text);
                }
            }
        }

        return null;
    }

    // A command that names it and is not known to leave its content alone.
    private static Evidence? NotHarmless(string from, string text, string name)
    {
        if (!text.Contains(name, StringComparison.Ordinal))
        {
            return null;
        }

        FileRole role = RoleOf(from);
        if (role is FileRole.CMake or FileRole.Meson)
        {
            string[] lines = text.Split('\n');
            int at = 0;
            for (int i = 0; i < lines.Length; at += lines[i++].Length + 1)
            {
                int inside = IsComment(lines[i].Trim()) ? -1 : lines[i].IndexOf(name, StringComparison.Ordinal);
                if (inside >= 0 && IsItself(lines[i], name) && !HarmlessUse.IsCall(text, at + inside))
                {
                    return new("build text may read this file as data", from, i + 1, Excerpt: lines[i].Trim());
                }
            }

            return null;
        }

        IEnumerable<(int Number, string Line)> commands = role == FileRole.Make
            ? s_statements.GetValue(text, MakeReader.Read)
                .Where(s => s.Kind is MakeStatementKind.Recipe or MakeStatementKind.Defined)
                .Select(s => (s.Line, s.Value))
            : Lines(text).Where(l => !IsComment(l.Line) && !Assignment().IsMatch(l.Line))
                .Select(l => (l.Number, l.Line));
        foreach ((int number, string line) in commands.Where(c => c.Line.Contains(name, StringComparison.Ordinal)))
        {
            string? command = Commands(line).FirstOrDefault(c => IsItself(c, name) && !HarmlessUse.Is(c, name));
            if (command is not null)
            {
                return new("build text may read this file as data", from, number, Excerpt: command);
            }
        }

        return null;
    }

    // ChangeLog.old and ChangeLog.$i are other files.
    private static bool IsItself(string line, string name)
    {
        for (int at = line.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool goesOn = end < line.Length && (IsNamePart(line[end])
                || (line[end] == '.' && end + 1 < line.Length
                    && (char.IsAsciiLetterOrDigit(line[end + 1]) || line[end + 1] is '$' or '*')));
            if (!goesOn && (at == 0 || name[0] == '/' || !IsNamePart(line[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    // What configure does is done at the top, wherever the macro lies.
    private static bool IsOfTop(string from) => RoleOf(from) is FileRole.Macro or FileRole.ConfigureInput;

    private static FileRole RoleOf(string path) => FileRoles.Of(path, executable: false, default);

    // Adds the variables that are given one of the values.
    private static Evidence? Named(
        string from, string text, IReadOnlyList<string> names, IReadOnlyList<string> values,
        HashSet<string> variables, bool mayBeIncluded)
    {
        if (!names.Any(n => text.Contains(n, StringComparison.Ordinal)))
        {
            return null;
        }

        foreach ((int number, string line, IReadOnlyList<string> parts) in Lines(text))
        {
            if (!names.Any(n => line.Contains(n, StringComparison.Ordinal)))
            {
                continue;
            }

            for (int i = 0; i < parts.Count; i++)
            {
                if (IsReader(parts[i], names, mayBeIncluded))
                {
                    return new("build text may read this file as data", from, number + i, Excerpt: parts[i]);
                }
            }

            foreach (string command in Commands(line).Where(c => values.Any(value => Names(c, value))))
            {
                if (Assignment().Match(command) is { Success: true } set)
                {
                    variables.Add(set.Groups["name"].Value);
                }
            }

            bool isList = Assignment().IsMatch(line) && !line.Contains("$(shell", StringComparison.Ordinal)
                && !line.Contains('`', StringComparison.Ordinal);
            if (parts.Count > 1 && !isList
                && Commands(line).FirstOrDefault(c => IsReader(c, names, mayBeIncluded)) is string joined)
            {
                return new("build text may read this file as data", from, number, Excerpt: joined);
            }
        }

        return null;
    }

    private static bool IsReader(string line, IReadOnlyList<string> names, bool mayBeIncluded) =>
        names.Any(n => Names(line, n)) && !IsComment(line) && !(mayBeIncluded && Include().IsMatch(line))
        && Reads(line);

    private static bool IsComment(string line) =>
        line.StartsWith('#') || line.StartsWith("dnl ", StringComparison.Ordinal);

    private static Evidence? Fitting(string from, string text, string name) =>
        s_patterns.GetValue(text, FindPatterns).FirstOrDefault(pattern => Fits(name, pattern.Text)) is { } found
            ? new("build text may read this file as data", from, found.Number, Excerpt: found.Command)
            : null;

    // Words with a wildcard, and with a letter that says something, in commands that read.
    private static List<Pattern> FindPatterns(string text)
    {
        List<Pattern> found = [];
        foreach ((int number, string line, _) in IsPattern(text) ? Lines(text) : [])
        {
            if (!IsPattern(line) || Assignment().IsMatch(line) || IsComment(line))
            {
                continue;
            }

            foreach (string command in Commands(line).Where(c => IsPattern(c) && Reads(c)))
            {
                string plain = Choice().Replace(Class().Replace(command, "?"), "${before}*");
                foreach (Match match in Wildcard().Matches(plain))
                {
                    string pattern = match.Groups["name"].Value;
                    bool begins = char.IsAsciiLetter(pattern[0]) && ReferenceEquals(plain, command);
                    bool isWildcard = pattern.AsSpan().ContainsAny('*', '?')
                        && (begins || (char.IsAsciiLetter(pattern.TrimStart('*', '?').FirstOrDefault())
                            && pattern.Count(char.IsAsciiLetter) >= MinLetters));
                    if (isWildcard)
                    {
                        found.Add(new(number, command, pattern));
                    }
                }
            }
        }

        return found;
    }

    private static bool IsPattern(string text) => text.AsSpan().ContainsAny(s_wildcards);

    private static bool Fits(string name, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    // Number of the first line, all of it, and the lines that make it up; comments are left out.
    private static IEnumerable<(int Number, string Line, IReadOnlyList<string> Parts)> Lines(string text)
    {
        List<string> parts = [];
        int begin = 1;
        int number = 0;
        int length = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = BuildTextLine.WithoutRemarks(raw.Trim());
            bool continues = line.EndsWith('\\') || line.EndsWith('|');
            parts.Add(line.TrimEnd('\\'));
            length += line.Length;
            if (!continues || length > MaxJoined)
            {
                yield return (begin, parts.Count == 1 ? parts[0] : string.Join(' ', parts), parts);
                (parts, begin, length) = ([], number + 1, 0);
            }
        }

        if (parts.Count > 0)
        {
            yield return (begin, string.Join(' ', parts), parts);
        }
    }

    // Pipelines stay together.
    private static IEnumerable<string> Commands(string line) =>
        line.Split([";", "&&", "||"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // As a whole word: ChangeLog-2014 is another file than ChangeLog.
    private static bool Names(string line, string name)
    {
        for (int at = line.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool isWhole = name[^1] is '*' or ')' or '}' or '@' || end == line.Length || !IsNamePart(line[end]);
            if (isWhole && (at == 0 || name[0] is '*' or '$' or '@' or '/' || !IsNamePart(line[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static bool Reads(string line) =>
        line.Contains('<', StringComparison.Ordinal) || line.Contains('`', StringComparison.Ordinal)
        || line.Contains("$(shell", StringComparison.Ordinal) || line.StartsWith(". ", StringComparison.Ordinal)
        || line.Contains(" . ", StringComparison.Ordinal) || line.StartsWith("for ", StringComparison.Ordinal)
        || line.Contains(" for ", StringComparison.Ordinal)
        || Words(line).Any(s_readers.Contains);

    // A folder is no command: m4/x.m4 does not run m4. Nor is a part of a name: {xz,lzma}-*.pdf.
    private static IEnumerable<string> Words(string line) => Folder().Replace(Alternatives().Replace(line, "-"), "/")
        .Split(
        [' ', '\t', '$', '(', ')', '{', '}', '|', ';', '&', '"', '\'', '@', '/', '=', '[', ']', ','],
        StringSplitOptions.RemoveEmptyEntries);

    private sealed record Pattern(int Number, string Command, string Text);

    [GeneratedRegex(
        @"(?<!\$)\{[A-Za-z0-9,]{1,200}\}-(?=[*A-Za-z0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alternatives();

    // [C]hangeLog is C?angeLog, {Change,}Log is *Log.
    [GeneratedRegex(@"\[[A-Za-z0-9-]{1,8}\]", RegexOptions.NonBacktracking)]
    private static partial Regex Class();

    [GeneratedRegex(
        @"(?<before>^|[^$])\{[A-Za-z0-9_.-]{0,100},[A-Za-z0-9_.,-]{0,100}\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Choice();

    // Nothing but the directive and one name.
    [GeneratedRegex(@"^-?include [A-Za-z0-9_./$()-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Include();

    [GeneratedRegex("[A-Za-z0-9_.-]+/", RegexOptions.NonBacktracking)]
    private static partial Regex Folder();

    // Of make and of the shell.
    [GeneratedRegex(
        "^(export |local |readonly )?(?<name>[A-Za-z_][A-Za-z0-9_]{2,})[ \t]*(:|::|[+?])?=",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    // The last part of a path.
    [GeneratedRegex(
        "(^|[ \t/()'\"`])(?<name>[A-Za-z0-9_.*?+-]{2,100})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Wildcard();
}
