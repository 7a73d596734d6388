using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>The lines of the tag's own build text, as parts; see <see cref="PartSources.LinesOf"/>.</summary>
internal sealed class TagLines : IPartLines
{
    /// <summary>Stands where a known part has its project.</summary>
    public const string Project = "the tag";

    private readonly Dictionary<string, List<LinePlace>> _lines = new(StringComparer.Ordinal);
    private readonly TemplateTable _templates = new();
    private readonly List<KnownPart> _parts = [];
    private readonly List<int> _counts = [];
    private readonly HashSet<string> _supplied = new(StringComparer.Ordinal);

    /// <summary>Takes the lines of files.</summary>
    /// <param name="files">Path and text.</param>
    public TagLines(IEnumerable<(string Path, string Text)> files)
    {
        Dictionary<string, List<LinePlace>> open = new(StringComparer.Ordinal);
        foreach ((string path, string text) in files)
        {
            string name = path[(path.LastIndexOf('/') + 1)..];
            int number = _parts.Count;
            _parts.Add(new(Project, path));
            int rank = 0;
            foreach (PartLine line in PartSources.LinesOf(name, text))
            {
                bool hasHole = line.Text.Contains(LineTemplate.Hole, StringComparison.Ordinal);
                Dictionary<string, List<LinePlace>> lines = hasHole ? open : _lines;
                if (!lines.TryGetValue(line.Text, out List<LinePlace>? places))
                {
                    lines.Add(line.Text, places = []);
                }

                places.Add(new(number, rank++));
                _supplied.Add(line.Text);
            }

            _counts.Add(rank);
        }

        foreach ((string line, List<LinePlace> places) in open)
        {
            if (LineTemplate.Parse(line) is LineTemplate template)
            {
                _templates.Add(template, new(places.ToArray(), Day: 0, IsCommon: false));
            }
        }
    }

    /// <summary>Whether a text is a whole line or argument of the tag.</summary>
    public bool Supplies(string text) => _supplied.Contains(text);

    /// <summary>How many lines a part has.</summary>
    public int LinesOf(int part) => _counts[part];

    public KnownPart PartAt(int part) => _parts[part];

    public void Find(string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        if (_lines.TryGetValue(line, out List<LinePlace>? places))
        {
            found.Add(new(places.ToArray(), Day: 0, IsCommon: false));
        }

        _templates.Find(line, isOfTag, found);
    }
}
