namespace Xzact.Audit.Known.Parts;

/// <summary>
/// Gathers the units and lines of many versions of many files. Lines of one part from different versions are merged
/// into one order: a new line stands behind the line that it follows in its version.
/// </summary>
internal sealed class PartsCollection
{
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    /// <summary>Day and part by digest, in hexadecimal.</summary>
    public Dictionary<string, (int Day, string Part)> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>The first day of each line.</summary>
    public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>The parts by name.</summary>
    public IEnumerable<(string Name, string Project, IReadOnlyList<string> Lines)> Parts =>
        _parts.Select(pair => (pair.Key, pair.Value.Project, (IReadOnlyList<string>)pair.Value.Lines));

    /// <summary>Adds a version of a file; versions are given oldest first.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="day">The day of its first commit, in days since 1970-01-01.</param>
    public void Add(string project, string name, string text, int day)
    {
        if (PartSources.IsMacro(name) && MacroFile.Read(text) is MacroFile file)
        {
            foreach (MacroUnit unit in file.Units)
            {
                AddMacroText(
                    project, name, unit.Name, CanonicalText.Statement(text.AsSpan(unit.Start, unit.Length)), day);
            }

            foreach (MacroGap gap in MacroGap.Of(text, file.Units))
            {
                AddMacroText(project, name, gap.Before ?? gap.Behind ?? name, gap.In(text), day);
            }
        }

        if (ScriptFile.IsScript(name))
        {
            AddScript(project, name, text, day);
        }

        Dictionary<string, int> positions = new(StringComparer.Ordinal);
        foreach ((string part, string line) in PartSources.LinesOf(name, text))
        {
            if (!Lines.TryGetValue(line, out int first) || day < first)
            {
                Lines[line] = day;
            }

            Part known = PartOf(part, project, day);
            positions[part] = known.Place(line, positions.GetValueOrDefault(part, -1));
        }
    }

    private void AddScript(string project, string name, string text, int day)
    {
        IReadOnlyList<MacroUnit> units = ScriptFile.Read(text);
        foreach (MacroUnit unit in units)
        {
            string part = unit.Name == "script" ? name : unit.Name;
            AddUnit(project, part, ScriptFile.Exact(text.AsSpan(unit.Start, unit.Length)), day);
            AddUnit(project, part, ScriptFile.Canonical(text.AsSpan(unit.Start, unit.Length)), day);
        }

        foreach (MacroGap gap in MacroGap.Of(text, units))
        {
            AddUnit(project, name, gap.LineFeeds(), day);
        }
    }

    // As it stands, as aclocal copies it, and with places for versions where the file is a template.
    private void AddMacroText(string project, string file, string part, string text, int day)
    {
        string collected = CanonicalText.Collected(text);
        AddUnit(project, part, text, day);
        AddUnit(project, part, collected, day);
        if (PartSources.IsStamped(file))
        {
            AddUnit(project, part, CanonicalText.Stamped(text), day);
            AddUnit(project, part, CanonicalText.Stamped(collected), day);
        }
    }

    private void AddUnit(string project, string name, string text, int day)
    {
        string digest = Convert.ToHexStringLower(CanonicalText.Digest(text, KnownPartsFormat.UnitDigest));
        if (text.Length >= KnownPartsIndex.MinUnit
            && (!Units.TryGetValue(digest, out (int Day, string) known) || day < known.Day))
        {
            PartOf(name, project, day);
            Units[digest] = (day, name);
        }
    }

    // What a project copied from another it had later.
    private Part PartOf(string name, string project, int day)
    {
        if (!_parts.TryGetValue(name, out Part? part))
        {
            part = new();
            _parts.Add(name, part);
        }

        if (day < part.Day)
        {
            (part.Project, part.Day) = (project, day);
        }

        return part;
    }

    private sealed class Part
    {
        private const int Reach = 400;

        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public string Project { get; set; } = "";

        public int Day { get; set; } = int.MaxValue;

        public List<string> Lines { get; } = [];

        // Where the line stands, which may be in front of the line before it if it is there twice.
        public int Place(string line, int after)
        {
            if (_known.Add(line))
            {
                Lines.Insert(after + 1, line);
                return after + 1;
            }

            // A long way back is another place for an order than a few lines.
            int at = Lines.IndexOf(line, after + 1, Math.Min(Reach, Lines.Count - after - 1));
            return at >= 0 ? at : after;
        }
    }
}
