using System.Globalization;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>What the tag's build system prints: the last line of each step that is not make's own, for whoever asks why
/// it failed.</summary>
/// <param name="progress">Told each line; may be null.</param>
/// <param name="copy">Gets each line, sanitised; may be null.</param>
internal sealed partial class RegenerationLog(IProgress<string>? progress, TextWriter? copy = null)
{
    private const string Marker = "xzact: ";
    private const int MaxLine = 200;
    private const int MaxSteps = 16;
    private const int MaxMissing = 20;

    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private string _step = "";

    /// <summary>Programs that were asked for and not found, as shells, perl and env say it: a step that goes on without
    /// them may make something lesser and still end well.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Takes one line.</summary>
    public void Add(string line)
    {
        string text = line.Trim();
        copy?.WriteLine(Sanitized(line));
        if (text.StartsWith(Marker, StringComparison.Ordinal))
        {
            _step = text[Marker.Length..];
        }
        else if (text.Length > 0 && !IsOfMake(text) && (_last.ContainsKey(_step) || _last.Count < MaxSteps))
        {
            _last[_step] = text[..Math.Min(text.Length, MaxLine)];
        }

        if (_missing.Count < MaxMissing && text.Length <= MaxLine && NotFound().Match(text) is { Success: true } match)
        {
            _missing.Add(match.Groups["name"].Value);
        }

        progress?.Report($"{_step}: {text}");
    }

    // "sh: 1: python: not found", "x.sh: line 7: python: command not found", "env: 'python': No such file",
    // "Can't exec "python": No such file", "'makeinfo' is missing on your system".
    [GeneratedRegex(
        "(^|[ :])(line )?[0-9]+: (?<name>[A-Za-z0-9_.+-]{1,40}): (command )?not found$"
        + "|: (?<name>[A-Za-z0-9_.+-]{1,40}): command not found$"
        + "|^(/usr/bin/)?env: [^A-Za-z0-9 ]{0,3}(?<name>[A-Za-z0-9_.+-]{1,40})[^A-Za-z0-9 ]{0,3}: No such file"
        + "|^Can't exec \"(?<name>[A-Za-z0-9_.+-]{1,40})\": No such file"
        + "|'(?<name>[A-Za-z0-9_.+-]{1,40})' is missing on your system",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotFound();

    private static bool IsOfMake(string text) =>
        text.StartsWith("make: ", StringComparison.Ordinal) || text.StartsWith("make[", StringComparison.Ordinal);

    // What a terminal would obey must not be in a file that people read on one.
    private static string Sanitized(string line) =>
        string.Create(line.Length, line, (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) && source[i] != '\t' ? '?' : source[i];
            }
        });

    /// <summary>The steps out of the script's notes: name, exit code and seconds, with tabs between.</summary>
    public IReadOnlyList<RegenerationStep> Steps(string notes)
    {
        List<RegenerationStep> steps = [];
        foreach (string line in notes.Split('\n').Take(MaxSteps))
        {
            if (line.Split('\t') is [var name, var exit, ..]
                && int.TryParse(exit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code))
            {
                steps.Add(new(name, code, code == 0 ? null : _last.GetValueOrDefault(name)));
            }
        }

        return steps;
    }
}
