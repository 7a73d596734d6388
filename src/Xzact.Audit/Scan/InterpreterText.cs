using System.Text.RegularExpressions;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Reads build scripts in other languages than the shell: <see cref="ProgramFlow"/> follows their data, and
/// the
/// command lines in them are read as shell text.</summary>
internal static partial class InterpreterText
{
    private const int MaxTexts = 2_000;

    private static readonly HashSet<string> s_scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        "setup.py", "build.rs", "wscript", "SConstruct", "SConscript", "Makefile.PL", "Build.PL", "extconf.rb",
            "Rakefile",
        "binding.gyp", "gulpfile.js", "Gruntfile.js", "conanfile.py",
    };

    /// <summary>Whether a build may run the file, by its name.</summary>
    public static bool IsBuildScript(string path) => s_scripts.Contains(CommandTable.NameOf(path))
        || path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pl", StringComparison.Ordinal)
        || path.EndsWith(".rb", StringComparison.Ordinal);

    /// <summary>Whether a node of such a script decodes.</summary>
    public static bool IsDecoder(string program) => program.StartsWith("call ", StringComparison.Ordinal);

    /// <summary>Adds what a script does to the graph.</summary>
    public static void Add(FlowGraph graph, string file, string text)
    {
        LineMap lines = LineMap.Of(text);
        ProgramFlow.Add(graph, file, text);
        foreach (Match command in Commands().Matches(text).Take(MaxTexts))
        {
            string[] words = [.. QuotedText.In(text, command.Index + command.Length, command.Value.EndsWith('['))
                .Select(word => word.Text)];
            if (words.Length == 0)
            {
                continue;
            }

            string script = words is [var one] ? one : string.Join(' ', words.Select(ShellText.Quote));
            ScriptFlow.Add(graph, file, script, ShellGrammar.Posix, LineMap.Fixed(lines.LineAt(command.Index)));
        }

        if (!Runs().IsMatch(text))
        {
            return;
        }

        // A command line that is kept in a variable.
        foreach ((string command, int offset) in QuotedText.All(text).Take(MaxTexts))
        {
            if (command.Contains(' ', StringComparison.Ordinal) && command.Split(' ')[0] is var program
                && (CommandTable.IsDecoder(program) || CommandTable.IsShell(program)
                    || program is "cat" or "tr" or "head" or "tail" or "dd" or "sed"))
            {
                ScriptFlow.Add(graph, file, command, ShellGrammar.Posix, LineMap.Fixed(lines.LineAt(offset)));
            }
        }
    }

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(exec|eval|execfile|instance_eval|class_eval|runInThisContext)\s*\(|\b(os\.system|os\.popen|"
        + @"subprocess\.[a-zA-Z_]+|child_process|execSync|spawnSync|Command::new|ctypes\.CDLL)\b", Plain)]
    private static partial Regex Runs();

    [GeneratedRegex(
        @"\b(os\.system|os\.popen|subprocess\.[a-zA-Z_]+|execSync|execFileSync|exec|spawnSync|spawn|system|check_call|"
        + @"check_output|Popen)\s*\(\s*\[?", Plain)]
    private static partial Regex Commands();
}
