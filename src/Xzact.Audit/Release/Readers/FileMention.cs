using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Whether a word of build text means a file: by its name, by a pattern that fits it, by a variable that has its name,
/// or by an automatic variable of make in a recipe that the file is a prerequisite of. Variables in variables are
/// followed to a bounded depth.
/// </summary>
internal sealed partial class FileMention
{
    private readonly string _name;
    private readonly string _folder;
    private readonly string _inFolder;
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<MakeRule, bool> _needs = new(ReferenceEqualityComparer.Instance);

    /// <param name="path">The file.</param>
    /// <param name="given">What variables of make are given.</param>
    public FileMention(string path, MakeVariables given)
    {
        int slash = path.LastIndexOf('/');
        _name = path[(slash + 1)..];
        _folder = path[..(slash + 1)];
        _inFolder = slash < 0 ? "" : path[(path.LastIndexOf('/', Math.Max(slash - 1, 0)) + 1)..(slash + 1)];
        _inFolder = _inFolder.TrimStart('/');
        given.Find(this, _variables, _programs);
    }

    /// <summary>Its path.</summary>
    public string Path => _folder + _name;

    /// <summary>The last part of its path.</summary>
    public string Name => _name;

    /// <summary>Whether a name is that of a text of the release; of none if that is not known.</summary>
    public Func<string, bool> IsText { get; init; } = _ => false;

    /// <summary>Whether its name is one of source text, which is there to be compiled.</summary>
    public bool IsSource => FileRoles.Of(_name, executable: false, default) == FileRole.Source;

    /// <summary>Whether a text may mention the file at all; a quick answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="commands">Its commands.</param>
    /// <param name="isWord">Whether the name stands in some text.</param>
    /// <param name="isBeside">Whether a mere name means it.</param>
    public bool MayBeIn(string text, BuildCommands commands, bool isWord, bool isBeside) =>
        (isWord && text.Contains(_name, StringComparison.Ordinal))
        || commands.Patterns.Any(Fits)
        || commands.Pasted.Any(HasName)
        || commands.Finds.Any(IsFoundBy)
        || (commands.Rules.Count > 0 && (_variables.Any(v => text.Contains(v, StringComparison.Ordinal))
            || commands.Rules.Any(rule => Needs(rule, isBeside))));

    /// <summary>Whether a mere name in the text at a path means this file.</summary>
    /// <param name="from">The text's path.</param>
    public bool IsBeside(string from) => from[..(from.LastIndexOf('/') + 1)] == _folder
        || (_folder.Length == 0
            && FileRoles.Of(from, executable: false, default) is FileRole.Macro or FileRole.ConfigureInput);

    /// <summary>Whether a word means the file.</summary>
    /// <param name="word">The word.</param>
    /// <param name="rule">The rule of the recipe; null if it is none.</param>
    /// <param name="isBeside">Whether a mere name means it.</param>
    /// <param name="local">Variables of the shell that have it.</param>
    /// <param name="hasPatterns">Whether a star stands for names.</param>
    public bool Is(
        string word, MakeRule? rule, bool isBeside, HashSet<string> local, bool hasPatterns = true) =>
        IsNamed(word, isBeside) || (hasPatterns && Fits(word))
        || HasVariable(word, local) || HasVariable(word, _variables)
        || (rule is not null && IsAutomatic(word) && Needs(rule, isBeside));

    /// <summary>Whether a word, where a program stands, is the file: a variable whose value begins otherwise is
    /// not.</summary>
    /// <param name="word">The word.</param>
    /// <param name="rule">The rule of the recipe; null if it is none.</param>
    /// <param name="isBeside">Whether a mere name means it.</param>
    /// <param name="local">Variables of the shell that begin with it.</param>
    public bool IsProgram(string word, MakeRule? rule, bool isBeside, HashSet<string> local) =>
        IsNamed(word, isBeside) || (word.Contains('/', StringComparison.Ordinal) && Fits(word))
        || HasVariable(word, local) || HasVariable(word, _programs)
        || (rule is not null && IsAutomatic(word) && Needs(rule, isBeside));

    /// <summary>Whether a word has one of the variables.</summary>
    public static bool HasVariable(string word, HashSet<string> variables) => variables.Count > 0
        && word.AsSpan().ContainsAny('$', '@') && VariablesOf(word).Any(variables.Contains);

    /// <summary>The names that may be variables in a word: $(A), ${A}, @A@, $A, and A of $A.b.</summary>
    public static IEnumerable<string> VariablesOf(string word)
    {
        for (int at = word.AsSpan().IndexOfAny('$', '@'); at >= 0 && at + 1 < word.Length;)
        {
            int start = at + 1;
            start += word[start] is '(' or '{' ? 1 : 0;
            int end = start;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] is '_' or '.' or '-'))
            {
                end++;
            }

            // "$@" and "$*" are all arguments.
            end += end == start && end < word.Length && word[at] == '$' && word[end] is '@' or '*' ? 1 : 0;

            if (end > start)
            {
                yield return word[start..end];
                int part = word.AsSpan(start, end - start).IndexOfAny('.', '-');
                if (start == at + 1 && part > 0)
                {
                    yield return word.Substring(start, part);
                }
            }

            int next = word.AsSpan(at + 1).IndexOfAny('$', '@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>Whether an automatic variable of make stands in a word.</summary>
    public static bool IsAutomatic(string word) =>
        word.Contains('$', StringComparison.Ordinal) && Automatic().IsMatch(word);

    /// <summary>Whether <c>find</c> finds it: below a folder that is named, and by a name that says something or by
    /// none.</summary>
    /// <param name="find">The command.</param>
    public bool IsFoundBy(SimpleCommand find)
    {
        string[] words = [.. find.Arguments];
        int name = Array.FindIndex(words, word => word is "-name" or "-iname");
        if (name >= 0 && name + 1 < words.Length)
        {
            return Holds(words[name + 1], _name) || Fits(words[name + 1]);
        }

        return words.TakeWhile(word => word[0] != '-').Any(word => word.Any(char.IsAsciiLetter)
            && _folder.Length > 0 && ("/" + _folder).Contains("/" + Below(word) + "/", StringComparison.Ordinal));
    }

    // $(srcdir)/data is data.
    private static string Below(string folder)
    {
        string plain = folder.TrimEnd('/');
        int variable = plain.LastIndexOfAny([')', '}', '$']);
        return plain[(variable + 1)..].TrimStart('.', '/') is { Length: > 0 } last ? last : "\0";
    }

    /// <summary>Whether a command may mean the file at all; a quick answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="local">Variables of the shell that have it, or what it holds.</param>
    public bool MayBeIn(SimpleCommand command, params ReadOnlySpan<HashSet<string>> local)
    {
        foreach (HashSet<string> names in local)
        {
            if (names.Count > 0 && names.Overlaps(command.Variables))
            {
                return true;
            }
        }

        return (command.HasAutomatic && command.Rule is not null)
            || command.Words.Exists(HasName) || command.Reads.Exists(HasName)
            || (_variables.Count > 0 && command.Variables.Any(_variables.Contains))
            || command.Patterns.Any(pattern => pattern.Fits(_name, _inFolder));
    }

    private bool HasName(string word) => word.Contains(_name, StringComparison.Ordinal);

    /// <summary>Whether the name stands in a word as a whole: ChangeLog.old and ChangeLog.$i are other files.</summary>
    public static bool Holds(string word, string name)
    {
        for (int at = word.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = word.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool goesOn = end < word.Length && (IsNamePart(word[end])
                || (word[end] == '.' && end + 1 < word.Length
                    && (char.IsAsciiLetterOrDigit(word[end + 1]) || word[end + 1] is '$' or '*')));
            if (!goesOn && (at == 0 || name[0] == '/' || !IsNamePart(word[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word has the file's name; its folder too, unless a mere name means it.</summary>
    public bool IsNamed(string word, bool isBeside) => word.Length >= _name.Length
        && word.Contains(_name, StringComparison.Ordinal) && Holds(word, isBeside ? _name : "/" + _name);

    /// <summary>Whether a prerequisite is a pattern of make.</summary>
    public static bool IsPatternOfMake(string word) => word.Contains('%', StringComparison.Ordinal);

    /// <summary>What tells the file from others that are not named: where it lies, its ending, its variables, and the
    /// patterns that fit it.</summary>
    /// <param name="patterns">Patterns, make's too.</param>
    public string KeyAmong(IReadOnlyList<string> patterns)
    {
        StringBuilder key = new();
        key.Append(_folder).Append('\n').Append(System.IO.Path.GetExtension(_name)).Append('\n')
            .AppendJoin(' ', _variables.Order(StringComparer.Ordinal)).Append('\n')
            .AppendJoin(' ', _programs.Order(StringComparer.Ordinal)).Append('\n');
        for (int i = 0; i < patterns.Count; i++)
        {
            if (Fits(patterns[i]) || FitsPattern(patterns[i]))
            {
                key.Append(i).Append(' ');
            }
        }

        return key.ToString();
    }

    /// <summary>Whether a pattern in the word fits the file, and says something.</summary>
    public bool Fits(string word) => FilePattern.Of(word).Any(pattern => pattern.Fits(_name, _inFolder));

    private bool Needs(MakeRule rule, bool isBeside)
    {
        if (!_needs.TryGetValue(rule, out bool needs))
        {
            int dot = _name.LastIndexOf('.');
            string ending = dot > 0 ? _name[dot..] : "\0";

            // A suffix rule has no prerequisite of its own: .po.gmo, or .po alone.
            needs = (rule.Needs.Count == 0 && rule.Targets.Any(target =>
                    target == ending || target.StartsWith(ending + ".", StringComparison.Ordinal)))
                || rule.Needs.Any(word => IsNamed(word.TrimEnd(','), isBeside) || Fits(word) || FitsPattern(word)
                    || HasVariable(word, _variables))
                || (rule.Needs.Any(need => need == "%") && rule.Targets.Any(t => t.Length > 1
                    && t.Contains('%', StringComparison.Ordinal) && !t.StartsWith("%.o", StringComparison.Ordinal)));
            _needs.Add(rule, needs);
        }

        return needs;
    }

    private bool FitsPattern(string word)
    {
        string last = word[(word.LastIndexOf('/') + 1)..];
        int percent = last.IndexOf('%', StringComparison.Ordinal);
        return percent >= 0 && last.Length > 1 && _name.Length > last.Length - 1
            && _name.StartsWith(last[..percent], StringComparison.Ordinal)
            && _name.EndsWith(last[(percent + 1)..], StringComparison.Ordinal);
    }

    /// <summary>Whether a name goes on with a character: ChangeLog-2014 is another file than ChangeLog.</summary>
    public static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    // $<, $^, $+, $?, $|, $*, $(<F).
    [GeneratedRegex(
        @"\$([<^+?*|]|[(][<^+?*|][DF]?[)]|[{][<^+?*|][DF]?[}])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Automatic();
}
