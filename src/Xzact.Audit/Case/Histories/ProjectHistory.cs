namespace Xzact.Audit.Case.Histories;

/// <summary>What a project's history and mail show of its structure: who could do what when, and which checks changed.
/// Facts without names; rules judge them.</summary>
internal sealed record ProjectHistory
{
    /// <summary>Time of the first commit; the epoch if there is none.</summary>
    public DateTimeOffset First { get; init; }

    /// <summary>Time of the last commit or tag.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>Commits that were read, merges included.</summary>
    public int Commits { get; init; }

    /// <summary>Everybody who wrote a change, in the order of their numbers.</summary>
    public IReadOnlyList<Contributor> Contributors { get; init; } = [];

    /// <summary>The bus factor of each year with changes, in order.</summary>
    public IReadOnlyList<BusFactor> BusFactors { get; init; } = [];

    /// <summary>The releases, in the order of time.</summary>
    public IReadOnlyList<ReleaseEvent> Releases { get; init; } = [];

    /// <summary>Changes to checks, in the order of time.</summary>
    public IReadOnlyList<CheckEvent> Checks { get; init; } = [];

    /// <summary>Opaque files that came or changed, in the order of time.</summary>
    public IReadOnlyList<OpaqueEvent> Opaque { get; init; } = [];

    /// <summary>Threads in which somebody asks for a change of power or an upgrade, in the order of time.</summary>
    public IReadOnlyList<MailThread> Threads { get; init; } = [];

    /// <summary>Mails that were read; null if no mailbox was given.</summary>
    public int? Mails { get; init; }

    /// <summary>The windows that rules opened, in the order of time; empty before rules ran.</summary>
    public IReadOnlyList<EvidenceWindow> Windows { get; init; } = [];

    /// <summary>The windows that cover a moment.</summary>
    public IEnumerable<EvidenceWindow> WindowsAt(DateTimeOffset time) => Windows.Where(w => w.Covers(time));

    /// <summary>A contributor by number.</summary>
    public Contributor Of(int number) => Contributors[number - 1];
}
