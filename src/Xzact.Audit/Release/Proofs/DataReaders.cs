using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Finds the line of build text that may read a file as data: it names the file, all files of its kind or of its
/// folder, a pattern that fits it, or a variable that holds its name, and something in the same command gives out what
/// a file holds. Lines that continue are read as one.
/// </summary>
internal static partial class DataReaders
{
    /// <summary>What is said of a reader, whatever language it is in.</summary>
    public const string MayRead = "build text may read this file as data";

    // A longer joined line is none that a person wrote; the rest of it is read by itself.
    private const int MaxJoined = 64 << 10;

    // A file that one text writes and another one reads; a longer chain is none that a person wrote.
    private const int MaxTexts = 4;

    // Scripts and functions that are asked what they do with a file.
    private const int MaxCalls = 64;

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

    /// <summary>The first line, or null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">The build text by path.</param>
    /// <param name="mayBeIncluded">Whether make may include the file: what is asked about are comments.</param>
    /// <param name="anyUse">Whether every command counts that names the file, by an automatic variable too, and is not
    /// known to leave its content alone.</param>
    public static Evidence? First(
        string path, IReadOnlyDictionary<string, string> texts, bool mayBeIncluded = false, bool anyUse = false)
    {
        if (anyUse)
        {
            return Uses(path, texts).FirstOrDefault()?.Reads;
        }

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
                && (Named(from, text, names, values, variables, mayBeIncluded) ?? Fitting(from, text, name))
                    is Evidence found)
            {
                return found;
            }
        }

        // A makefile may use what another one sets.
        string[] uses = [.. variables.SelectMany(v => (string[])[$"$({v})", $"${{{v}}}", $"${v}", $"@{v}@"])];
        return uses.Length == 0 ? null
            : texts.OrderBy(t => t.Key, StringComparer.Ordinal).Where(t => t.Key != path)
                .Select(t => Named(t.Key, t.Value, uses, [], [], mayBeIncluded)).FirstOrDefault(e => e is not null);
    }

    /// <summary>Whether a program is one that gives out what a file holds.</summary>
    public static bool IsReader(string program) => s_readers.Contains(program);

    /// <summary>What reads a file and what runs what was read, of each text that mentions it: every use counts that is
    /// not known to leave the content alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">The build text by path.</param>
    public static IEnumerable<FileUse> Uses(string path, IReadOnlyDictionary<string, string> texts)
    {
        ReaderTexts readers = ReaderTexts.Of(texts);
        FileMention mention = readers.MentionOf(path);
        return readers.Uses(path, mention, () => Uses(path, readers, mention));
    }

    private static IEnumerable<FileUse> Uses(string path, ReaderTexts readers, FileMention mention)
    {
        bool isWord = readers.HasName(mention.Name);
        List<(Evidence Reads, CallArguments Call)> calls = [];
        Dictionary<string, (string From, Evidence Reads)> written = new(StringComparer.Ordinal);
        foreach ((string from, string text, FileRole role, BuildCommands? commands) in
            readers.All.Where(t => t.Path != path && (isWord || t.Commands is not null)))
        {
            (Evidence? reads, Evidence? runs) = (null, null);
            if (role == FileRole.CMake)
            {
                (reads, runs) = text.Contains(mention.Name, StringComparison.Ordinal)
                    ? CMakeFlow.Of(from, text, mention) : (null, null);
            }
            else if (role == FileRole.Meson)
            {
                reads = CalledWith(from, text, mention.Name);
            }
            else if (mention.MayBeIn(text, commands!, isWord, mention.IsBeside(from)))
            {
                ContentFlow flow = ContentFlow.Of(from, commands!, role, mention, []);
                (reads, runs) = (flow.Reads, flow.Runs);
                foreach (string name in reads is not null && runs is null ? flow.Written : [])
                {
                    written.TryAdd(name, (from, reads!));
                }

                calls.AddRange(reads is not null && runs is null ? flow.Calls.Select(call => (reads!, call)) : []);
            }

            if (reads is not null)
            {
                yield return new(reads, null, runs);
            }
        }

        foreach (FileUse use in Called(readers, mention, calls, written))
        {
            yield return use;
        }

        if (RunsElsewhere(readers, mention, written) is { } found)
        {
            yield return found;
        }
    }

    // What scripts and functions do with what they are given; of others nothing is known.
    private static IEnumerable<FileUse> Called(
        ReaderTexts readers, FileMention mention, List<(Evidence Reads, CallArguments Call)> calls,
        Dictionary<string, (string From, Evidence Reads)> written)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        for (int i = 0; i < calls.Count && i < MaxCalls; i++)
        {
            (Evidence reads, CallArguments call) = calls[i];
            if (!asked.Add(
                $"{call.Callee} {call.IsFed} {string.Join(' ', call.Files)},{string.Join(' ', call.Values)}"))
            {
                continue;
            }

            bool isKnown = false;
            foreach ((string from, FileRole role, BuildCommands commands) in readers.Callees(call.Callee))
            {
                isKnown = true;
                ContentFlow flow = ContentFlow.Of(from, commands, role, mention, [], call);
                if (flow.Runs is not null)
                {
                    yield return new(reads, null, flow.Runs);
                }

                calls.AddRange(flow.Calls.Select(inner => (reads, inner)));
                foreach (string name in flow.Written)
                {
                    written.TryAdd(name, (from, reads));
                }
            }

            if (!isKnown)
            {
                yield return new(reads, call.By, null);
            }
        }
    }

    // What one text writes into a file another one may run, or write into a third.
    private static FileUse? RunsElsewhere(
        ReaderTexts readers, FileMention mention, Dictionary<string, (string From, Evidence Reads)> written)
    {
        for (int round = 0, before = 0; round < MaxTexts && written.Count > before; round++)
        {
            before = written.Count;
            foreach ((string from, string text, FileRole role, BuildCommands? commands) in
                readers.All.Where(t => t.Commands is not null))
            {
                string[] names =
                [
                    .. written.Where(w => w.Value.From != from && readers.HasName(w.Key)
                        && text.Contains(w.Key, StringComparison.Ordinal)).Select(w => w.Key),
                ];
                ContentFlow? flow = names.Length == 0 ? null
                    : ContentFlow.Of(from, commands!, role, mention, names);
                if (flow?.Runs is { } runs)
                {
                    return new(written[names[0]].Reads, null, runs);
                }

                foreach (string name in flow?.Written ?? [])
                {
                    written.TryAdd(name, (from, written[names[0]].Reads));
                }
            }
        }

        return null;
    }

    private static Evidence? CalledWith(string from, string text, string name)
    {
        string[] lines = text.Contains(name, StringComparison.Ordinal) ? text.Split('\n') : [];
        int at = 0;
        for (int i = 0; i < lines.Length; at += lines[i++].Length + 1)
        {
            int inside = IsComment(lines[i].Trim()) ? -1 : lines[i].IndexOf(name, StringComparison.Ordinal);
            if (inside >= 0 && FileMention.Holds(lines[i], name) && !HarmlessUse.IsCall(text, at + inside))
            {
                return Reader(from, i + 1, lines[i].Trim());
            }
        }

        return null;
    }

    private static Evidence Reader(string from, int line, string excerpt) =>
        new(MayRead, from, line, Excerpt: excerpt);

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
                    return Reader(from, number + i, parts[i]);
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
                return Reader(from, number, joined);
            }
        }

        return null;
    }

    private static bool IsReader(string line, IReadOnlyList<string> names, bool mayBeIncluded) =>
        names.Any(n => Names(line, n)) && !IsComment(line) && !(mayBeIncluded && Include().IsMatch(line))
        && Reads(line);

    /// <summary>Whether a line is a comment of make, of the shell or of m4.</summary>
    internal static bool IsComment(string line) =>
        line.StartsWith('#') || line.StartsWith("dnl ", StringComparison.Ordinal);

    private static Evidence? Fitting(string from, string text, string name) =>
        s_patterns.GetValue(text, FindPatterns).FirstOrDefault(pattern => Fits(name, pattern.Text)) is { } found
            ? Reader(from, found.Number, found.Command)
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
    private static IEnumerable<(int Number, string Line, IReadOnlyList<string> Parts)> Lines(
        string text, bool pastes = false)
    {
        List<string> parts = [];
        int begin = 1;
        int number = 0;
        int length = 0;
        bool mayBePasted = false;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = BuildTextLine.WithoutRemarks(raw.Trim());
            bool continues = line.EndsWith('\\') || line.EndsWith('|');

            // A shell joins them without a space.
            string part = line.TrimEnd('\\');
            if (pastes && mayBePasted && raw.Length > 0 && !char.IsWhiteSpace(raw[0]) && raw[0] != '#')
            {
                (parts[^1], part) = ("", parts[^1] + part);
            }

            mayBePasted = line.EndsWith('\\') && part.Length > 0 && !char.IsWhiteSpace(part[^1]);
            parts.Add(part);
            length += line.Length;
            if (!continues || length > MaxJoined)
            {
                yield return (begin, parts.Count == 1 ? parts[0] : string.Join(' ', parts).TrimStart(), parts);
                (parts, begin, length) = ([], number + 1, 0);
            }
        }

        if (parts.Count > 0)
        {
            yield return (begin, string.Join(' ', parts), parts);
        }
    }

    /// <summary>Lines that continue are one, as a shell joins them; with the number of the first.</summary>
    internal static IEnumerable<(int Number, string Line)> LogicalLines(string text) =>
        Lines(text, pastes: true).Select(l => (l.Number, l.Line));

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
            bool isWhole = name[^1] is '*' or ')' or '}' or '@' || end == line.Length
                || !FileMention.IsNamePart(line[end]);
            if (isWhole && (at == 0 || name[0] is '*' or '$' or '@' or '/' || !FileMention.IsNamePart(line[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

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
