using System.Buffers;

namespace Xzact.Audit.Release.Readers;

/// <summary>One command of build text, or one call with its arguments; quotes are removed from its words.</summary>
internal sealed class SimpleCommand
{
    // What stands in front of a command and leaves it a command.
    private static readonly HashSet<string> s_prefixes = new(StringComparer.Ordinal)
    {
        "then", "do", "else", "if", "elif", "while", "until", "!", "exec", "env", "command", "time", "eval", "nohup",
        "{", "}", "done", "Q", "V", "AM_V_at", "AM_V_GEN", "shell", "missing", "MISSING", "m4_esyscmd", "m4_esyscmd_s",
        "esyscmd", "m4_syscmd", "syscmd", "AMDEPBACKSLASH",
    };

    // These have options and numbers of their own in front of the command.
    private static readonly HashSet<string> s_runners = new(StringComparer.Ordinal)
    {
        "env", "timeout", "nice", "ionice", "nohup", "setsid", "stdbuf", "fakeroot", "time", "chronic", "faketime",
    };

    // Variables and patterns begin with one of these.
    private static readonly SearchValues<char> s_open = SearchValues.Create("$@*?[{");

    private Facts? _facts;
    private List<SimpleCommand>? _documents;

    /// <summary>The words, without redirections.</summary>
    public List<string> Words { get; } = [];

    /// <summary>What is read from: the operands of <c>&lt;</c>.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>What is written to: the operands of <c>&gt;</c>.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>What is expanded in here-documents that it reads: each stands for a line, and is a command that does
    /// nothing.</summary>
    public IReadOnlyList<SimpleCommand> Documents => _documents ?? [];

    /// <summary>Adds a line of a here-document.</summary>
    public void AddDocument(SimpleCommand line) => (_documents ??= []).Add(line);

    /// <summary>Whether it stands for a line of a here-document.</summary>
    public bool IsText { get; init; }

    /// <summary>Line of the text, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Whether it is a call: the first word is directly followed by its arguments in parentheses.</summary>
    public bool IsCall { get; init; }

    /// <summary>Whether it is the pattern of a <c>case</c>.</summary>
    public bool IsPattern { get; set; }

    /// <summary>The command in whose words this one is substituted or called; null at the top.</summary>
    public SimpleCommand? Parent { get; init; }

    /// <summary>The command whose output it reads, or null.</summary>
    public SimpleCommand? Before { get; init; }

    /// <summary>Whether its output goes into another command.</summary>
    public bool IsPiped { get; set; }

    /// <summary>How many commands ended before the loop, branch or group began that this one closes; -1 if
    /// none.</summary>
    public int Opened { get; set; } = -1;

    /// <summary>The recipe's rule in a makefile; null elsewhere.</summary>
    public MakeRule? Rule { get; set; }

    /// <summary>The variable of make that the command's output goes to, by <c>!=</c> or <c>$(shell)</c>; null if
    /// none.</summary>
    public string? AssignedTo { get; set; }

    /// <summary>Where the program stands among the words: behind prefixes and assignments for its
    /// environment.</summary>
    public int ProgramAt => Counted.ProgramAt;

    /// <summary>The program's name without folder and signs of a variable; empty if there is none.</summary>
    public string Program => Counted.Program;

    /// <summary>The variables in its words and operands.</summary>
    public IReadOnlyList<string> Variables => Counted.Variables;

    /// <summary>The patterns in its words and operands.</summary>
    public IReadOnlyList<FilePattern> Patterns => Counted.Patterns;

    /// <summary>Whether an automatic variable of make stands in it.</summary>
    public bool HasAutomatic => Counted.HasAutomatic;

    /// <summary>Its words have been changed.</summary>
    public void Changed() => _facts = null;

    // Asked for every file of a release, by several threads; the words are complete long before.
    private Facts Counted => _facts is { } facts && facts.Words == Words.Count + Reads.Count ? facts : _facts = Count();

    private Facts Count()
    {
        int at = 0;
        string program = "";
        bool isRun = false;
        for (; at < Words.Count; at++)
        {
            program = Plain(Words[at]);
            if (isRun && (Words[at][0] == '-' || char.IsAsciiDigit(Words[at][0])))
            {
                continue;
            }

            isRun = s_runners.Contains(program);
            bool isDefined = Words[at].EndsWith("()", StringComparison.Ordinal) && at + 1 < Words.Count
                && Words[at + 1] == "{";
            if (!isRun && !isDefined && !s_prefixes.Contains(Words[at]) && !s_prefixes.Contains(program)
                && !program.StartsWith("AM_V_", StringComparison.Ordinal) && !IsAssignment(Words[at])
                && !IsAssignment(program))
            {
                break;
            }
        }

        string[] open = [.. Words.Concat(Reads).Where(word => word.AsSpan().ContainsAny(s_open))];
        return new(
            Words.Count + Reads.Count, at, at < Words.Count ? program : "",
            open.Length == 0 ? [] : [.. open.SelectMany(FileMention.VariablesOf).Distinct(StringComparer.Ordinal)],
            open.Length == 0 ? [] : [.. open.SelectMany(FilePattern.Of)], Array.Exists(open, FileMention.IsAutomatic));
    }

    /// <summary>What follows the program.</summary>
    public IEnumerable<string> Arguments => Words.Skip(ProgramAt + 1);

    /// <summary>The variable that a word gives a value, or null.</summary>
    public static string? Assigned(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals <= 0 ? "" : word[..equals].TrimStart('@').TrimEnd(':', '+', '?');
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name : null;
    }

    /// <summary>Whether a word gives a variable a value.</summary>
    public static bool IsAssignment(string word) => Assigned(word) is not null;

    /// <summary>A program's name: <c>$(MSGFMT)</c>, <c>@MSGFMT@</c> and <c>../bin/msgfmt</c> without what is
    /// around it.</summary>
    public static string Plain(string word)
    {
        // $(AM_V_at)touch says whether make prints the command.
        int close = word.IndexOf(')', StringComparison.Ordinal);
        bool isQuiet = close > 0 && close + 1 < word.Length
            && (word.StartsWith("$(AM_V_", StringComparison.Ordinal) || word[..close] is "$(Q" or "$(V"
                || word[..close].EndsWith("_verbose", StringComparison.Ordinal));
        word = isQuiet ? word[(close + 1)..] : word;
        string bare = word.TrimStart('@', '-', '+', '$', '(', '{').TrimEnd('@', ')', '}');
        int slash = bare.LastIndexOf('/');
        return bare[(slash + 1)..];
    }

    private sealed record Facts(
        int Words, int ProgramAt, string Program, string[] Variables, FilePattern[] Patterns, bool HasAutomatic);
}

/// <summary>The rule that a recipe belongs to.</summary>
/// <param name="Targets">Its targets.</param>
/// <param name="Needs">Its prerequisites, those behind a bar too.</param>
internal sealed record MakeRule(IReadOnlyList<string> Targets, IReadOnlyList<string> Needs)
{
    /// <summary>Its prerequisites, those behind a bar too.</summary>
    public IReadOnlyList<string> Needs { get; private set; } = Needs;

    /// <summary>Adds to each prerequisite what its variables come to.</summary>
    public void Expand(PastedWords pasted) => Needs = pasted.Expanded(Needs);
}
