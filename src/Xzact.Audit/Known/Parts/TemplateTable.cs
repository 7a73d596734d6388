using System.Collections;

namespace Xzact.Audit.Known.Parts;

/// <summary>Templates of lines, found by how a line begins or ends.</summary>
internal sealed class TemplateTable
{
    // So many templates may begin alike; more are not tried, and the line stays without a source.
    private const int MaxCandidates = 200;

    // By hash and length of the fixed text; a number as key, for most characters of most lines ask.
    private readonly Dictionary<ulong, List<int>> _byBeginning = [];
    private readonly Dictionary<ulong, List<int>> _byEnding = [];
    private readonly List<(LineTemplate Template, KnownLine Line)> _all = [];
    private readonly BitArray _beginnings = new(0);
    private readonly SortedSet<int> _endings = [];

    public int Count => _all.Count;

    public void Add(LineTemplate template, KnownLine line)
    {
        bool atEnd = template.IsKeyedByEnd;
        TemplatePiece key = template.Pieces[atEnd ? ^1 : 0];
        Dictionary<ulong, List<int>> byKey = atEnd ? _byEnding : _byBeginning;
        if (atEnd)
        {
            _endings.Add(key.Length);
        }
        else
        {
            _beginnings.Length = Math.Max(_beginnings.Length, key.Length + 1);
            _beginnings[key.Length] = true;
        }

        if (!byKey.TryGetValue(Key(key.Quick, key.Length), out List<int>? list))
        {
            byKey.Add(Key(key.Quick, key.Length), list = []);
        }

        list.Add(_all.Count);
        _all.Add((template, line));
    }

    public void Find(string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        uint hash = 2166136261;
        int longest = Math.Min(line.Length, _beginnings.Length - 1);
        for (int length = 1; length <= longest; length++)
        {
            hash = (hash ^ line[length - 1]) * 16777619;
            if (_beginnings[length] && _byBeginning.TryGetValue(Key(hash, length), out List<int>? candidates))
            {
                Try(candidates, line, isOfTag, found);
            }
        }

        foreach (int length in _endings.TakeWhile(length => length <= line.Length))
        {
            uint quick = TemplatePiece.QuickHash(line.AsSpan(line.Length - length));
            if (_byEnding.TryGetValue(Key(quick, length), out List<int>? candidates))
            {
                Try(candidates, line, isOfTag, found);
            }
        }
    }

    private static ulong Key(uint quick, int length) => ((ulong)quick << 32) | (uint)length;

    private void Try(List<int> candidates, string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        foreach (int candidate in candidates.Take(MaxCandidates))
        {
            if (_all[candidate].Template.Matches(line, isOfTag))
            {
                found.Add(_all[candidate].Line);
            }
        }
    }
}
