using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>What the tag's build system prints: the last line of each step that is not make's own, for whoever asks why
/// it failed.</summary>
/// <param name="progress">Told each line; may be null.</param>
/// <param name="copy">Gets each line, sanitised; may be null.</param>
internal sealed class RegenerationLog(IProgress<string>? progress, TextWriter? copy = null)
{
    private const string Marker = "xzact: ";
    private const int MaxLine = 200;
    private const int MaxSteps = 16;

    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private string _step = "";

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

        progress?.Report($"{_step}: {text}");
    }

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
