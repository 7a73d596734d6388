using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>
/// Splits a generated text into the expansions it is made of: each line belongs to a known part, to the tag, to the
/// frame of the tool, or to nothing. A line belongs to a part only with others of that part, in the part's order: a
/// known line alone and out of its place proves nothing.
/// </summary>
internal sealed class LineAttribution
{
    // So far apart lines of one macro may stand, in lines: what it calls is expanded between them.
    private const int MaxGap = 600;

    // So many lines of a part in order are no chance; parts with fewer lines need all of theirs.
    private const int MinChain = 3;

    private readonly KnownPartsIndex _known;
    private readonly TagLines _tag;
    private readonly ToolFrame _frame;
    private readonly LineSource[] _sources;
    private readonly Candidate[][] _candidates;

    private LineAttribution(string text, KnownPartsIndex known, TagLines tag, ToolFrame frame)
    {
        (_known, _tag, _frame) = (known, tag, frame);
        Lines = [.. text.Split('\n').Select(line => CanonicalText.Line(line))];
        _sources = new LineSource[Lines.Count];
        _candidates = new Candidate[Lines.Count][];
    }

    /// <summary>The lines in canonical form.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What each line was attributed to.</summary>
    public IReadOnlyList<LineSource> Sources => _sources;

    /// <summary>The lines that belong to nothing, from 1.</summary>
    public IEnumerable<int> Residual =>
        Enumerable.Range(1, Lines.Count).Where(i => _sources[i - 1] == LineSource.None);

    /// <summary>The parts that lines were attributed to, with how many.</summary>
    public Dictionary<KnownPart, int> Parts { get; } = [];

    /// <summary>Splits a text.</summary>
    public static LineAttribution Of(string text, KnownPartsIndex known, TagLines tag, ToolFrame frame)
    {
        LineAttribution attribution = new(text, known, tag, frame);
        attribution.Collect();
        attribution.Chain();
        attribution.Join();
        return attribution;
    }

    private void Collect()
    {
        string[] texts = [.. Lines.Distinct(StringComparer.Ordinal)];
        Dictionary<string, (Candidate[] Candidates, LineSource Source)> looked = new(StringComparer.Ordinal);
        foreach ((string text, var found) in texts.Zip(InOrder.Map(texts, Look)))
        {
            looked.Add(text, found);
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            (_candidates[i], _sources[i]) = looked[Lines[i]];
        }
    }

    private (Candidate[] Candidates, LineSource Source) Look(string line) => line.Length == 0
        ? ([], LineSource.Blank)
        : (CandidatesOf(line), _frame.Holds(line, _tag.Supplies) ? LineSource.Frame : LineSource.None);

    private Candidate[] CandidatesOf(string line)
    {
        List<Candidate> result = [];
        List<KnownLine> found = [];
        foreach (string form in _frame.Unwrapped(line))
        {
            found.Clear();
            _tag.Find(form, _tag.Supplies, found);
            result.AddRange(found.SelectMany(f => f.Places.ToArray())
                .Select(place => new Candidate(true, place.Part, place.Rank)));
            found.Clear();
            _known.Find(form, _tag.Supplies, found);
            foreach (KnownLine known in found)
            {
                result.AddRange(known.Places.ToArray().Select(place => new Candidate(false, place.Part, place.Rank)));
                if (known.IsCommon)
                {
                    result.Add(new(false, -1, 0));
                }
            }
        }

        return [.. result.Distinct()];
    }

    // Forward and backward, the number of lines of the same part that stand before and behind in order.
    private void Chain()
    {
        int[][] behind = new int[Lines.Count][];
        Walk(Enumerable.Range(0, Lines.Count).Reverse(), -1, (i, lengths) => behind[i] = lengths);
        Walk(Enumerable.Range(0, Lines.Count), 1, (i, before) =>
        {
            int best = -1;
            for (int k = 0; k < before.Length; k++)
            {
                Candidate candidate = _candidates[i][k];
                int length = before[k] + behind[i][k] - 1;
                int lines = candidate.Part < 0 ? 0
                    : candidate.IsTag ? _tag.LinesOf(candidate.Part) : _known.LinesOf(candidate.Part);
                int needed = Math.Min(MinChain, lines);
                if (candidate.Part >= 0 && length >= needed
                    && (best < 0 || length > before[best] + behind[i][best] - 1))
                {
                    best = k;
                }
            }

            if (best >= 0 && _sources[i] == LineSource.None)
            {
                Candidate chosen = _candidates[i][best];
                _sources[i] = chosen.IsTag ? LineSource.Tag : LineSource.Known;
                KnownPart part = chosen.IsTag ? _tag.PartAt(chosen.Part) : _known.PartAt(chosen.Part);
                Parts[part] = Parts.GetValueOrDefault(part) + 1;
            }
        });
    }

    private void Walk(IEnumerable<int> order, int direction, Action<int, int[]> visit)
    {
        Dictionary<(bool, int), (int Line, int Rank, int Length)> last = [];
        foreach (int i in order)
        {
            Candidate[] candidates = _candidates[i];
            int[] lengths = new int[candidates.Length];
            for (int k = 0; k < candidates.Length; k++)
            {
                Candidate c = candidates[k];
                bool follows = last.TryGetValue((c.IsTag, c.Part), out var before)
                    && (c.IsTag || Math.Abs(i - before.Line) <= MaxGap) && (c.Rank - before.Rank) * direction > 0;
                lengths[k] = follows ? before.Length + 1 : 1;
            }

            for (int k = 0; k < candidates.Length; k++)
            {
                last[(candidates[k].IsTag, candidates[k].Part)] = (i, candidates[k].Rank, lengths[k]);
            }

            visit(i, lengths);
        }
    }

    // A line that stands in too many parts to tell belongs to its neighbours, if both are attributed.
    private void Join()
    {
        for (int i = 0; i < Lines.Count; i++)
        {
            if (_sources[i] == LineSource.None && _candidates[i].Any(c => c.Part < 0)
                && Neighbour(i, -1) is LineSource.Known or LineSource.Tag or LineSource.Frame
                && Neighbour(i, 1) is LineSource.Known or LineSource.Tag or LineSource.Frame)
            {
                _sources[i] = LineSource.Known;
            }
        }
    }

    private LineSource Neighbour(int line, int step)
    {
        for (int i = line + step; i >= 0 && i < Lines.Count; i += step)
        {
            bool isSkipped = _sources[i] == LineSource.Blank
                || (step > 0 && _sources[i] == LineSource.None && _candidates[i].Any(c => c.Part < 0));
            if (!isSkipped)
            {
                return _sources[i];
            }
        }

        return LineSource.None;
    }

    private readonly record struct Candidate(bool IsTag, int Part, int Rank);
}
