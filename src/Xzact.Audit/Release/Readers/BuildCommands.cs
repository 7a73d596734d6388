using System.Runtime.CompilerServices;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Readers;

/// <summary>The commands of a build text, in the order in which they end; read once for each text.</summary>
internal sealed class BuildCommands
{
    private const StringSplitOptions Plain = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly ConditionalWeakTable<string, BuildCommands> s_read = [];

    /// <summary>The commands, those of one group next to each other.</summary>
    public IReadOnlyList<IReadOnlyList<SimpleCommand>> Groups { get; private init; } = [];

    /// <summary>The words of the values that variables of make are given, with the variables' names. What is chosen of
    /// a list by a pattern is rarely any one file, and left out.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Words)> Assignments { get; private init; } = [];

    /// <summary>The rules of make that have recipes.</summary>
    public IReadOnlyList<MakeRule> Rules { get; private init; } = [];

    /// <summary>The functions of a script; their commands are those of its only group.</summary>
    public IReadOnlyList<ShellFunction> Functions { get; private init; } = [];

    /// <summary>Whether a script moves its arguments.</summary>
    public bool Shifts { get; private init; }

    /// <summary>The commands that look for files.</summary>
    public IReadOnlyList<SimpleCommand> Finds { get; private init; } = [];

    /// <summary>Words of the text with a sign that stands for more than one name.</summary>
    public IReadOnlyList<string> Patterns { get; private init; } = [];

    /// <summary>Words in which variables stand beside parts of a name, with what they come to, and words of joined
    /// lines.</summary>
    public IReadOnlyList<string> Pasted { get; private init; } = [];

    /// <summary>The commands of a text.</summary>
    /// <param name="text">The text; the same string is read once.</param>
    /// <param name="path">Its path.</param>
    /// <param name="role">What it is for.</param>
    public static BuildCommands Of(string text, string path, FileRole role) =>
        s_read.GetValue(text, t => role == FileRole.Make ? OfMake(t) : OfScript(t, role, HasPatterns(path, role)));

    /// <summary>Whether a star in a word stands for names: not in Perl, Python, or a list of files of RPM.</summary>
    public static bool HasPatterns(string path, FileRole role) => role
        is FileRole.Make or FileRole.Macro or FileRole.ConfigureInput or FileRole.ConfigureScript
        || (role == FileRole.Script && Path.GetExtension(path) is "" or ".sh" or ".bash" or ".in" or ".cin");

    // Variables of the shell live as long as a recipe does.
    private static BuildCommands OfMake(string text)
    {
        List<IReadOnlyList<SimpleCommand>> groups = [];
        List<(string, IReadOnlyList<string>)> assignments = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        MakeRule? rule = null;
        foreach (MakeStatement statement in MakeReader.Read(text))
        {
            bool isInline = statement.Kind == MakeStatementKind.Recipe && statement.Value != statement.Text;
            if (statement.Kind == MakeStatementKind.Rule || isInline)
            {
                rule = RuleOf(isInline ? statement.Text[..^statement.Value.Length].TrimEnd(' ', ';') : statement.Text);
            }

            bool isShell = statement.Operator == "!=";
            bool isCode = statement.Kind == MakeStatementKind.Assignment && !isShell
                && statement.Value.AsSpan().ContainsAny(';', '|', '&');
            if (statement.Kind == MakeStatementKind.Assignment && !isCode)
            {
                if (!statement.Value.StartsWith("$(filter", StringComparison.Ordinal))
                {
                    assignments.Add((statement.Name, statement.Value.Split([' ', '\t', ','])));
                }

                if (!isShell && !statement.Value.Contains("$(", StringComparison.Ordinal)
                    && !statement.Value.Contains('`', StringComparison.Ordinal))
                {
                    continue;
                }
            }
            else if (statement.Kind == MakeStatementKind.Rule)
            {
                continue;
            }

            CommandReader reader = new(isMacroText: false, isRecipe: true, isShell: false, known);
            bool isRecipe = statement.Kind is MakeStatementKind.Recipe or MakeStatementKind.Defined;
            string line = statement.Kind == MakeStatementKind.Directive ? statement.Text : statement.Value;
            line = isRecipe ? line.TrimStart('@', '-', '+', ' ', '\t') : line;
            bool isOfShell = isRecipe || isShell || isCode;
            reader.Read(isOfShell ? ForShell(line) : line, statement.Line);
            foreach (SimpleCommand command in reader.Commands)
            {
                command.Rule = isRecipe ? rule : null;
                command.AssignedTo = isShell
                    || (statement.Kind == MakeStatementKind.Assignment && !isCode && command.Parent is not null)
                    ? statement.Name : null;
            }

            // The value itself is a list of names; what is substituted in it is not.
            groups.Add(statement.Kind == MakeStatementKind.Assignment && !isShell && !isCode
                ? [.. reader.Commands.Where(c => c.Parent is not null)] : reader.Commands);
        }

        PastedWords pasted = new(
            assignments.Where(a => a.Item2.Count == 1).Select(a => (a.Item1, a.Item2[0])),
            PastedWords.LoopsIn(groups.SelectMany(g => g)));
        pasted.Expand(groups);
        MakeRule[] rules =
        [
            .. groups.Where(g => g.Count > 0).Select(g => g[0].Rule).OfType<MakeRule>()
                .Distinct(ReferenceEqualityComparer.Instance).Cast<MakeRule>(),
        ];
        foreach (MakeRule own in rules)
        {
            own.Expand(pasted);
        }

        return new()
        {
            Groups = groups,
            Finds = FindsIn(groups),
            Assignments = [.. assignments.Select(a => (a.Item1, pasted.Expanded(a.Item2)))],
            Patterns = PatternsOf(groups),
            Pasted = [.. pasted.Found, .. PastedWords.JoinedIn(text)],
            Rules = rules,
        };
    }

    // s,x$$|y,z, has the end of a line and a bar, and not the variable $|.
    private static string ForShell(string line) => line.Replace("$$|", "|", StringComparison.Ordinal)
        .Replace("$$", "$", StringComparison.Ordinal);

    private static BuildCommands OfScript(string text, FileRole role, bool isShell)
    {
        bool isMacroText = role is FileRole.Macro or FileRole.ConfigureInput;
        CommandReader reader = new(isMacroText, isRecipe: false, isShell, new(StringComparer.Ordinal));
        foreach ((int number, string line) in DataReaders.LogicalLines(
            isMacroText ? ConfiguredFiles.WithoutOutputs(text) : text))
        {
            if (!DataReaders.IsComment(line))
            {
                reader.Read(line, number);
            }
        }

        IReadOnlyList<SimpleCommand>[] groups = [reader.Commands];
        PastedWords pasted = isShell
            ? new(PastedWords.AssignedIn(reader.Commands), PastedWords.LoopsIn(reader.Commands)) : new([]);
        pasted.Expand(groups);
        return new()
        {
            Groups = groups,
            Shifts = isShell && reader.Commands.Any(c => c.Program == "shift"),
            Finds = isShell ? FindsIn(groups) : [],
            Functions = isShell ? ShellFunction.In(reader.Commands) : [],
            Patterns = isShell ? PatternsOf(groups) : [],
            Pasted = [.. pasted.Found, .. isShell ? PastedWords.JoinedIn(text) : []],
        };
    }

    private static SimpleCommand[] FindsIn(IEnumerable<IReadOnlyList<SimpleCommand>> groups) =>
        [.. groups.SelectMany(g => g).Where(c => c.Program == "find" && !c.IsCall)];

    private static string[] PatternsOf(IEnumerable<IReadOnlyList<SimpleCommand>> groups) =>
    [
        .. groups.SelectMany(g => g).Where(c => !c.IsPattern).SelectMany(c => c.Words.Concat(c.Reads))
            .Where(word => FilePattern.Of(word).Count > 0).Distinct(),
    ];

    private static MakeRule RuleOf(string rule)
    {
        string[] sides = rule.Split(':', Plain);
        return new(
            Words(sides.FirstOrDefault() ?? ""), [.. sides.Skip(1).SelectMany(Words).Where(word => word != "|")]);
    }

    private static string[] Words(string text) => text.Split([' ', '\t'], Plain);
}
