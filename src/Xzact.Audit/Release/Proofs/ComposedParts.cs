using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Proofs;

/// <summary>The parts that a file is made of, as they are found, and the account that they give.</summary>
internal sealed class ComposedParts
{
    private readonly SortedDictionary<string, int> _sources = new(StringComparer.Ordinal);
    private readonly List<KnownUnit> _units = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The ranges that no part covers.</summary>
    public List<Carrier> Carriers { get; } = [];

    /// <summary>How many parts were found.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a part of this text stands there for the first time: no tool writes one twice.</summary>
    public bool IsNew(string text) => _texts.Add(text);

    /// <summary>Takes a part that an upstream project published. Always true.</summary>
    public bool Add(KnownUnit unit)
    {
        _units.Add(unit);
        return Add($"of {unit.Part.Project}");
    }

    /// <summary>Takes a part of another source, as the reason names it: "of the tag". Always true.</summary>
    public bool Add(string source)
    {
        Count++;
        _sources[source] = _sources.GetValueOrDefault(source) + 1;
        return true;
    }

    /// <summary>The account: how many parts of each source, and what was published after the tag.</summary>
    /// <param name="parts">What the parts are, in the plural.</param>
    /// <param name="subject">The file.</param>
    /// <param name="context">The release.</param>
    public Account ToAccount(string parts, ProofSubject subject, ProofContext context)
    {
        DateOnly released = DateOnly.FromDateTime(context.Tag.Tag.CommitDate.UtcDateTime);
        IEnumerable<string> sources = _sources.OrderByDescending(s => s.Value).Select(s => $"{s.Value} {s.Key}");
        return new(AccountKind.ComposedOfKnownParts, $"{Count} {parts}: {string.Join(", ", sources)}")
        {
            Carriers = [.. Carriers.OrderBy(carrier => carrier.Offset)],
            Proof =
            [
                .. _units.Where(unit => unit.FirstCommit > released).Select(unit => new Evidence(
                    $"{unit.Part.Name} of {unit.Part.Project} was first committed on {unit.FirstCommit:yyyy-MM-dd}, "
                    + "after the tag", subject.Path)),
            ],
        };
    }
}
