using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>
/// The lines that a tool writes around what it expands: shapes with holes, which hold names and messages but nothing
/// that acts. One shape a line of text; <c>{}</c> is a hole, and a line that begins with <c>~</c> is a wrapper around
/// a line of a part, which stands for its <c>{}</c>.
/// </summary>
internal sealed class ToolFrame
{
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly TemplateTable _templates = new();
    private readonly List<(string Before, string After)> _wrappers = [];

    private ToolFrame(string shapes)
    {
        foreach (string line in shapes.Split('\n').Where(line => line.Length > 0))
        {
            if (line[0] == '~')
            {
                string[] around = line[1..].Split("{}", 2);
                _wrappers.Add((around[0], around[1]));
                continue;
            }

            string shape = CanonicalText.Line(line.Replace("{}", "\u0001", StringComparison.Ordinal));
            if (!shape.Contains(LineTemplate.Hole, StringComparison.Ordinal))
            {
                _exact.Add(shape);
            }
            else if (LineTemplate.Parse(shape) is LineTemplate template)
            {
                _templates.Add(template, new(ReadOnlyMemory<LinePlace>.Empty, Day: 0, IsCommon: false));
            }
            else
            {
                throw new ArgumentException($"'{line}' has too little fixed text.", nameof(shapes));
            }
        }
    }

    /// <summary>The frame that Autoconf and m4sh write.</summary>
    public static ToolFrame Autoconf { get; } = new(EmbeddedText.Read("Release/Composition/autoconf-frame.txt"));

    /// <summary>The frame that Automake writes.</summary>
    public static ToolFrame Automake { get; } = new(EmbeddedText.Read("Release/Composition/automake-frame.txt"));

    /// <summary>No frame: every line must be of a part.</summary>
    public static ToolFrame None { get; } = new("");

    /// <summary>Reads shapes.</summary>
    /// <exception cref="ArgumentException">A shape has too little fixed text.</exception>
    public static ToolFrame Parse(string shapes) => new(shapes);

    /// <summary>Whether a canonical line is of the frame.</summary>
    public bool Holds(string line, Func<string, bool> isOfTag)
    {
        if (_exact.Contains(line))
        {
            return true;
        }

        List<KnownLine> found = [];
        _templates.Find(line, isOfTag, found);
        return found.Count > 0;
    }

    /// <summary>A line, and what it holds if it is a wrapper.</summary>
    public IEnumerable<string> Unwrapped(string line)
    {
        yield return line;
        foreach ((string before, string after) in _wrappers)
        {
            if (line.Length > before.Length + after.Length + 3 && line.StartsWith(before, StringComparison.Ordinal)
                && line.EndsWith(after, StringComparison.Ordinal))
            {
                yield return line[before.Length..^after.Length];
            }
        }
    }
}
