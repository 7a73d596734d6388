using System.Buffers;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Content.Transforms;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Puts the build scripts of a tree into one graph.</summary>
internal sealed class TreeFlow
{
    private static readonly SearchValues<char> s_noPath = SearchValues.Create("\uFFFD\"'\\`$ ");

    private static readonly SearchValues<char> s_noName = SearchValues.Create("*?\uFFFD");

    // Scripts that scripts write.
    private const int MaxRounds = 3;

    // Where what was taken out of an archive is used, if the script names no folder.
    private const int MaxLinesBehind = 40;
    private const int MaxValue = 1 << 12;
    private const int MaxTemplate = 1 << 18;

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly ScanTree _tree;
    private readonly ScanRequest _request;
    private readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _substituted = new(StringComparer.Ordinal);
    private readonly List<ScriptCoverage> _coverage = [];
    private readonly List<Omission> _omissions = [];
    private readonly HashSet<string> _runByBuild = new(StringComparer.Ordinal);
    private readonly HashSet<string> _testScripts = new(StringComparer.Ordinal);

    private TreeFlow(ScanTree tree, ScanRequest request)
    {
        _tree = tree;
        _request = request;
        Graph = new() { TextOf = Template, KeyOf = KeyOf };
    }

    public FlowGraph Graph { get; }

    /// <summary>What means something by itself in the scripts.</summary>
    public ScriptFacts Facts { get; } = new();

    /// <summary>What was read of each script.</summary>
    public IReadOnlyList<ScriptCoverage> Coverage => _coverage;

    /// <summary>Scripts that were not read.</summary>
    public IReadOnlyList<Omission> Omissions => _omissions;

    /// <summary>Whether a place runs only when tests do, or never in a build.</summary>
    public bool IsTestPhase(FlowPlace place) => !_runByBuild.Contains(place.File) && IsTestScript(place);

    // By custom; a script that the build runs is none, whatever its name is.
    private static bool HasTestName(string script) => script.EndsWith(".sh", Ordinal)
        && (script.EndsWith("-test.sh", Ordinal) || script.EndsWith("_test.sh", Ordinal)
            || CommandTable.NameOf(script) is ['t', 'e', 's', 't', '-' or '_', ..]);

    private bool IsTestScript(FlowPlace place) => _testScripts.Contains(place.File) || HasTestName(place.File)
        || (_tree.At(place.File) is { IsInTests: true } file && file.Role is not (FileRole.Macro
            or FileRole.ConfigureInput
            or FileRole.ConfigureScript or FileRole.CMake or FileRole.Meson or FileRole.Make));

    /// <summary>Reads all build scripts of the tree.</summary>
    public static TreeFlow Read(ScanTree tree, ScanRequest request)
    {
        TreeFlow flow = new(tree, request);
        (ScanFile File, ScriptLanguage Language, string Text)[] scripts = [.. flow.Scripts()];
        foreach ((_, _, string text) in scripts.Where(s => s.Language == ScriptLanguage.M4))
        {
            M4ShellText.Define(text, flow._definitions);
        }

        // What configure puts into makefiles is known before they are read.
        foreach ((ScanFile file, ScriptLanguage language, string text) in scripts.OrderBy(s => s.Language))
        {
            request.Cancellation.ThrowIfCancellationRequested();
            request.Progress?.Report($"reading {file.Path}");
            flow.Add(file.Path, language, text);
            flow.Facts.Add(file, language, text);
        }

        flow.AddRun();
        flow.AddWritten();
        flow.Extract();
        flow.Join();
        return flow;
    }

    /// <summary>The transforms that the scripts name.</summary>
    public TransformHints Hints() => Hints(ofTests: false) with { OfTests = Hints(ofTests: true) };

    private TransformHints Hints(bool ofTests)
    {
        List<ByteMap> maps = [];
        List<Rearrangement> cuts = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (FlowNode node in Graph.Nodes.Where(node => node.Kind == FlowKind.Command))
        {
            StoryAct act = node.Act;
            if (act is not (StoryAct.ByteMap or StoryAct.Carve) || IsTestPhase(node.Place) != ofTests
                || !seen.Add($"{node.Name} {string.Join(' ', node.Arguments)}"))
            {
                continue;
            }

            string[] operands = [.. node.Arguments.Where(a => a.Length == 0 || a[0] != '-')];
            if (act == StoryAct.ByteMap && operands is [var from, var to] && ByteMap.FromTr(from, to) is { } map)
            {
                maps.Add(map);
            }
            else if (act == StoryAct.Carve && node.Name != "head"
                && PathEvaluation.Cut(node.Name, node.Arguments) is { } cut)
            {
                cuts.Add(cut);
            }
        }

        return new(maps, cuts);
    }

    private IEnumerable<(ScanFile, ScriptLanguage, string)> Scripts()
    {
        foreach (ScanFile file in _tree.Files.Where(file => file.Language != ScriptLanguage.None))
        {
            if (file.Content.Length > _request.MaxScriptBytes)
            {
                _omissions.Add(new(file.Path, $"it has {file.Content.Length} bytes; the limit for a script is "
                    + $"{_request.MaxScriptBytes}"));
                continue;
            }

            yield return (file, file.Language, Encoding.Latin1.GetString(file.Content.Read()));
        }
    }

    private void Add(string path, ScriptLanguage language, string text)
    {
        (int commands, int unresolved) = (Graph.Commands, Graph.UnresolvedCommands);
        bool wasIncomplete = Graph.IsIncomplete;
        double parsed = 1;
        switch (language)
        {
            case ScriptLanguage.Shell or ScriptLanguage.Bash:
                parsed = Shell(path, new(text, LineMap.Of(text)),
                    language == ScriptLanguage.Bash ? ShellGrammar.Extended : ShellGrammar.Posix);
                break;
            case ScriptLanguage.M4:
                parsed = Shell(path, M4ShellText.Of(text, _definitions));
                Substitutions(text);
                break;
            case ScriptLanguage.Make:
                (BuildScript build, BuildScript tests) = MakeShellText.Of(text, _substituted);
                parsed = Shell(path, build);
                if (tests.Text.Length > 0)
                {
                    // A name of its own keeps what tests do apart from what the build does.
                    _testScripts.Add(path + " (tests)");
                    Shell(path + " (tests)", tests);
                }

                break;
            case ScriptLanguage.CMake:
                parsed = Shell(path, CMakeShellText.Of(text));
                break;
            case ScriptLanguage.Meson:
                parsed = Shell(path, MesonShellText.Of(text));
                break;
            case ScriptLanguage.Package:
                parsed = Shell(path, PackageShellText.Of(path, text));
                break;
            default:
                InterpreterText.Add(Graph, path, text);
                break;
        }

        if (Graph.IsIncomplete && !wasIncomplete)
        {
            _omissions.Add(new(path, "it holds, or writes, more commands than the limit"));
            Graph.IsIncomplete = false;
        }

        _coverage.Add(new(path, language.ToString().ToLowerInvariant(), parsed, Graph.Commands - commands,
            Graph.UnresolvedCommands - unresolved));
    }

    private double Shell(string path, BuildScript script, ShellGrammar grammar = ShellGrammar.Posix) =>
        script.Text.Length == 0 ? 1 : ScriptFlow.Add(Graph, path, script.Text, grammar, script.Lines).Coverage;

    // A file of the tree is one however scripts spell its name; two of one name in two folders are two.
    private string KeyOf(string name, string script)
    {
        // A pattern of make is filled in anew in each makefile.
        if (name.Contains('%', Ordinal) || (IsLeftByTest(name, script) && !Graph.IsNamed(name)))
        {
            return $"{script}\0{name}";
        }

        return !name.AsSpan().ContainsAny(s_noName) && _tree.Find(name, script) is [var file] ? file.Path : name;
    }

    // Many tests write a file of the same short name, each in a folder of its own.
    private bool IsLeftByTest(string name, string script) => !name.Contains('/', Ordinal)
        && _tree.At(script) is { IsInTests: true } && _tree.Find(name, script).Count == 0;

    // What scripts fill in and then run is small.
    private string? Template(string name, string script) =>
        _tree.Find(name, script) is [{ Content.Length: > 0 and <= MaxTemplate } file]
            ? Encoding.Latin1.GetString(file.Content.Read()) : null;

    // Constants that configure substitutes: AC_SUBST([NAME], [value]), or NAME=value and AC_SUBST([NAME]).
    private void Substitutions(string text)
    {
        long budget = text.Length * 8L;
        for (int at = text.IndexOf("AC_SUBST", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("AC_SUBST", at + 1, StringComparison.Ordinal))
        {
            if (M4Reader.CallAt(text, at, text.Length, ref budget) is not { Arguments: [var name, ..] arguments })
            {
                continue;
            }

            string variable = text[name];
            string? value = arguments.Count > 1 ? text[arguments[1]].Trim('\'', '"') : Assigned(text, variable);
            if (value is { Length: > 0 and < MaxValue } && !value.Contains('`', StringComparison.Ordinal))
            {
                _substituted.TryAdd(variable, value);
            }
        }
    }

    // What is assigned at the beginning of a line: in quotes, or one word.
    private static string? Assigned(string text, string variable)
    {
        for (int at = text.IndexOf(variable + "=", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(variable + "=", at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]))
            {
                continue;
            }

            int begin = at + variable.Length + 1;
            char quote = begin < text.Length ? text[begin] : '\n';
            int end = quote is '\'' or '"' ? text.IndexOf(quote, begin + 1)
                : text.AsSpan(begin).IndexOfAny(" \t\r\n;") + begin;
            if (end > begin)
            {
                return quote is '\'' or '"' ? text[(begin + 1)..end] : text[begin..end];
            }
        }

        return null;
    }

    // Files that do not look like scripts, and that scripts run all the same.
    private void AddRun()
    {
        HashSet<string> read = [.. _coverage.Select(c => c.Path)];
        foreach (FlowNode sink in Graph.Nodes.Where(node => node.Kind == FlowKind.ShellSink
            && node.Arguments.Count > 0).ToArray())
        {
            string name = sink.Arguments.FirstOrDefault(a => a.Length > 0 && a[0] != '-') ?? "";
            if (name.Contains(WordValues.Unknown, Ordinal))
            {
                continue;
            }

            foreach (ScanFile file in _tree.Find(PathText.Canonical(name), sink.Place.File)
                .Where(file => file.Content.Length <= _request.MaxScriptBytes && !read.Contains(file.Path)
                    && !(file.Role is FileRole.Source or FileRole.Documentation && sink.Name == name)))
            {
                byte[] bytes = file.Content.Read();
                if (read.Add(file.Path) && !bytes.Contains((byte)0))
                {
                    Add(file.Path, CommandTable.IsInterpreter(sink.Name)
                        ? ScriptLanguage.Interpreter : ScriptLanguage.Shell,
                        Encoding.Latin1.GetString(bytes));
                }
            }
        }
    }

    // What an archive may have given: files that scripts use, that are not in the tree, and that nothing writes.
    private void Extract()
    {
        if (Graph.Extractions.Count == 0)
        {
            return;
        }

        bool[] written = new bool[Graph.Nodes.Count];
        foreach (FlowNode node in Graph.Nodes)
        {
            foreach (FlowNode next in node.Next)
            {
                written[next.Index] = true;
            }
        }

        FlowNode[] given = [.. Graph.Nodes.Where(node => node.Kind == FlowKind.File && node.Next.Count > 0
            && !written[node.Index])];
        ILookup<string, FlowNode> byScript = given.ToLookup(node => node.Place.File, StringComparer.Ordinal);
        foreach ((FlowNode program, string? folder) in Graph.Extractions)
        {
            IEnumerable<FlowNode> files = folder is { Length: > 0 }
                ? given.Where(node => node.Name.StartsWith(folder + "/", Ordinal))
                : byScript[program.Place.File].Where(node => node.Place.Line >= program.Place.Line
                    && node.Place.Line - program.Place.Line <= MaxLinesBehind);
            foreach (FlowNode file in files.Where(node => _tree.Find(node.Name, node.Place.File).Count == 0))
            {
                program.To(file);
            }
        }
    }

    // Scripts that scripts write, and then run, are read as well.
    private void AddWritten()
    {
        HashSet<string> read = new(StringComparer.Ordinal);
        for (int round = 0; round < MaxRounds; round++)
        {
            HashSet<string> run = [.. Graph.Nodes.Where(node => node.Kind == FlowKind.File
                && node.Next.Any(next => next.Kind == FlowKind.ShellSink || next.Name == "make")).Select(node =>
                    node.Name)];
            (string Path, WrittenText Text)[] found = [.. Graph.Written
                .Where(pair => pair.Key.Length > 0 && !pair.Key.AsSpan().ContainsAny(s_noPath)
                    && (run.Contains(pair.Key) || CommandTable.IsBuildFile(pair.Key)) && read.Add(pair.Key))
                .Select(pair => (pair.Key, pair.Value))];
            if (found.Length == 0)
            {
                return;
            }

            foreach ((string path, WrittenText written) in found)
            {
                string text = written.ToString();
                string name = $"{path} (written by {written.Place.File}:{written.Place.Line})";
                ScriptLanguage language = ScriptLanguages.Of(path, isExecutable: true, Encoding.UTF8.GetBytes(text));
                Add(name, language == ScriptLanguage.None ? ScriptLanguage.Shell
                    : language, text.Replace(WordValues.Unknown, '?'));
                if (IsTestPhase(written.Place))
                {
                    _testScripts.Add(name);
                }
            }
        }
    }

    // Variables of scripts that run in one another, and of configure and the makefiles that it fills in.
    private void Join()
    {
        string[] makefiles = [.. _coverage.Where(c => c.Language == "make").Select(c => c.Path)];
        string[] inputs = [.. _coverage.Where(c => c.Language == "m4"
            || CommandTable.NameOf(c.Path) is "configure").Select(c => c.Path)];
        foreach (string from in inputs.Take(64))
        {
            foreach (string to in makefiles.Concat(inputs).Take(256).Where(to => to != from))
            {
                Graph.Share(from, to);
            }
        }

        foreach (FlowNode sink in Graph.Nodes.Where(node => node.Kind == FlowKind.ShellSink).ToArray())
        {
            foreach (ScanFile script in sink.Arguments.Take(2).Where(name =>
                !name.Contains(WordValues.Unknown, Ordinal))
                .SelectMany(name => _tree.Find(PathText.Canonical(name), sink.Place.File))
                .Where(script => script.Path != sink.Place.File))
            {
                if (sink.Name is "." or "source")
                {
                    Graph.Share(script.Path, sink.Place.File);
                    Graph.Share(sink.Place.File, script.Path);
                }

                if (!IsTestScript(sink.Place))
                {
                    _runByBuild.Add(script.Path);
                }
            }
        }
    }
}
