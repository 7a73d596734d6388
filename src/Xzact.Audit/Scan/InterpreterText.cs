using System.Buffers;
using System.Text.RegularExpressions;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Reads build scripts in other languages than the shell by their texts and calls alone: the files that they
/// name, whether they decode something, and whether they run text.</summary>
/// <remarks>It knows no variables: what a file names, decodes and runs counts as one path.</remarks>
internal static partial class InterpreterText
{
    private static readonly SearchValues<char> s_noName = SearchValues.Create(" \t$\\*<>|");

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
        FlowNode? decoder = null;
        if (Decoders().Match(text) is { Success: true } decoding)
        {
            decoder = graph.Add(FlowKind.Command, $"call {decoding.Value.TrimEnd('(')}", new(file,
                lines.LineAt(decoding.Index)));
        }

        List<FlowNode> sinks = [];
        foreach (Match run in Runs().Matches(text).Take(MaxTexts))
        {
            sinks.Add(graph.Add(
                FlowKind.ShellSink, run.Value.Trim('(', ' '), new(file, lines.LineAt(run.Index))));
        }

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

        foreach ((string path, int offset) in QuotedText.All(text).Take(MaxTexts))
        {
            if (sinks.Count > 0 && path.Contains(' ', StringComparison.Ordinal)
                && path.Split(' ')[0] is var program && (CommandTable.IsDecoder(program)
                    || CommandTable.IsShell(program)
                    || program is "cat" or "tr" or "head" or "tail" or "dd" or "sed"))
            {
                ScriptFlow.Add(graph, file, path, ShellGrammar.Posix, LineMap.Fixed(lines.LineAt(offset)));
            }

            if (path.Length is < 3 or > 200 || path.AsSpan().ContainsAny(s_noName))
            {
                continue;
            }

            FlowPlace place = new(file, lines.LineAt(offset));
            FlowNode source = graph.Named(FlowKind.File, path, place);
            source.To(decoder);
            foreach (FlowNode sink in sinks)
            {
                decoder?.To(sink);
                if (decoder is null && sink.Place.Line == place.Line)
                {
                    source.To(sink);
                }
            }
        }
    }

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(lzma|zlib|gzip|bz2|zstandard|base64|binascii|marshal)\.[a-zA-Z_0-9]+\(|\b(b64decode|a85decode|"
        + @"codecs\.decode|unhexlify|decompress|fromhex|maketrans|gunzipSync|inflateSync|brotliDecompressSync|"
        + @"decode_base64|Base64\.decode64|decode64|GzDecoder|XzDecoder)\b", Plain)]
    private static partial Regex Decoders();

    [GeneratedRegex(
        @"\b(exec|eval|execfile|instance_eval|class_eval|runInThisContext)\s*\(|\b(os\.system|os\.popen|"
        + @"subprocess\.[a-zA-Z_]+|child_process|execSync|spawnSync|Command::new|ctypes\.CDLL)\b", Plain)]
    private static partial Regex Runs();

    [GeneratedRegex(
        @"\b(os\.system|os\.popen|subprocess\.[a-zA-Z_]+|execSync|execFileSync|exec|spawnSync|spawn|system|check_call|"
        + @"check_output|Popen)\s*\(\s*\[?", Plain)]
    private static partial Regex Commands();
}
