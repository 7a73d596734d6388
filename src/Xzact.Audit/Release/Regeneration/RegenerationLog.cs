using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>What the tag's build system prints: the last line of each step, for whoever asks why it failed.</summary>
internal sealed class RegenerationLog(IProgress<string>? progress)
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
        if (text.StartsWith(Marker, StringComparison.Ordinal))
        {
            _step = text[Marker.Length..];
        }
        else if (text.Length > 0 && (_last.ContainsKey(_step) || _last.Count < MaxSteps))
        {
            _last[_step] = text[..Math.Min(text.Length, MaxLine)];
        }

        progress?.Report($"{_step}: {text}");
    }

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
