namespace Xzact.Audit.Known.Parts;

/// <summary>Templates of lines, found by how a line begins or ends.</summary>
internal sealed class TemplateTable
{
    // So many templates may begin alike; more are not tried, and the line stays without a source.
    private const int MaxCandidates = 200;

    private readonly Dictionary<(uint Quick, int Length, bool AtEnd), List<int>> _byKey = [];
    private readonly List<(LineTemplate Template, KnownLine Line)> _all = [];
    private readonly HashSet<int> _beginnings = [];
    private readonly SortedSet<int> _endings = [];

    public int Count => _all.Count;

    public void Add(LineTemplate template, KnownLine line)
    {
        bool atEnd = template.IsKeyedByEnd;
        TemplatePiece key = template.Pieces[atEnd ? ^1 : 0];
        ICollection<int> lengths = atEnd ? _endings : _beginnings;
        lengths.Add(key.Length);
        if (!_byKey.TryGetValue((key.Quick, key.Length, atEnd), out List<int>? list))
        {
            _byKey.Add((key.Quick, key.Length, atEnd), list = []);
        }

        list.Add(_all.Count);
        _all.Add((template, line));
    }

    public void Find(string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        uint hash = 2166136261;
        for (int length = 1; length <= line.Length; length++)
        {
            hash = (hash ^ line[length - 1]) * 16777619;
            if (_beginnings.Contains(length))
            {
                Try(hash, length, atEnd: false, line, isOfTag, found);
            }
        }

        foreach (int length in _endings.TakeWhile(length => length <= line.Length))
        {
            uint quick = TemplatePiece.QuickHash(line.AsSpan(line.Length - length));
            Try(quick, length, atEnd: true, line, isOfTag, found);
        }
    }

    private void Try(
        uint quick, int length, bool atEnd, string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        if (!_byKey.TryGetValue((quick, length, atEnd), out List<int>? candidates))
        {
            return;
        }

        foreach (int candidate in candidates.Take(MaxCandidates))
        {
            if (_all[candidate].Template.Matches(line, isOfTag))
            {
                found.Add(_all[candidate].Line);
            }
        }
    }
}
