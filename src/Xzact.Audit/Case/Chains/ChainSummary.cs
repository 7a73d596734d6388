namespace Xzact.Audit.Case.Chains;

/// <summary>A package of the machine that is of the release in question.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Its version, as it is listed.</param>
/// <param name="Place">Where it is listed.</param>
internal sealed record InstalledRelease(string Name, string Version, Evidence Place);

/// <summary>The whole chain: every link, and what joins them.</summary>
/// <param name="Links">All links, in the order of the chain.</param>
/// <param name="Stories">Findings of several links about the same files, the worst first.</param>
internal sealed record ChainSummary(IReadOnlyList<ChainLink> Links, IReadOnlyList<ChainStory> Stories)
{
    /// <summary>The release in question, as <c>demo 1.0</c>; null if no archive was given or its name says
    /// nothing.</summary>
    public string? Release { get; init; }

    /// <summary>Packages of the machine that are of this release.</summary>
    public IReadOnlyList<InstalledRelease> Installed { get; init; } = [];

    /// <summary>The link of a stage.</summary>
    public ChainLink Of(ChainStage stage) => Links[(int)stage];

    /// <summary>The links that were looked into, in part or whole.</summary>
    public IEnumerable<ChainLink> Given => Links.Where(link => link.State != LinkState.NotGiven);
}
