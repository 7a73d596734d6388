using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Case.Chains;

/// <summary>A finding, and the link that it is of.</summary>
/// <param name="Stage">The link.</param>
/// <param name="Finding">The finding.</param>
internal sealed record ChainFinding(ChainStage Stage, Finding Finding);

/// <summary>Findings of several links that speak of the same files. It is not judged.</summary>
/// <param name="Subject">The file that most of them are about.</param>
/// <param name="Findings">In the order of the chain, most severe first.</param>
internal sealed record ChainStory(string Subject, IReadOnlyList<ChainFinding> Findings)
{
    /// <summary>Spans of the project's history that one of the files, or the release, lies in.</summary>
    public IReadOnlyList<EvidenceWindow> Windows { get; init; } = [];

    /// <summary>The links, in the order of the chain.</summary>
    public IReadOnlyList<ChainStage> Stages => [.. Findings.Select(f => f.Stage).Distinct().Order()];

    /// <summary>The weight of the worst finding.</summary>
    public Severity Worst => Findings.Max(f => f.Finding.Severity);

    /// <summary>The weight of the story as a whole, by the rules; never below <see cref="Worst"/>.</summary>
    public Severity Weight { get; init; }
}
