namespace Xzact.Audit.Case;

/// <summary>One reason to doubt what an archive lists, about a member or about the container.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Evidence">The fact. Its path is a stored name and not sanitised; null for the container.</param>
internal sealed record ArchiveDoubt(ArchiveDoubtKind Kind, Evidence Evidence)
{
    /// <summary>
    /// Whether a member that this is about cannot count as explained: what it leaves on disk is not certain.
    /// </summary>
    public bool Unexplains => Kind is ArchiveDoubtKind.Name or ArchiveDoubtKind.ForeignName
        or ArchiveDoubtKind.ThroughLink or ArchiveDoubtKind.Replaced or ArchiveDoubtKind.HardLink
        or ArchiveDoubtKind.LeavesTree or ArchiveDoubtKind.Headers or ArchiveDoubtKind.SpecialFile
        or ArchiveDoubtKind.LinkedBuildInput or ArchiveDoubtKind.SetId;

    /// <summary>Whether no member of the archive can count as explained: which members it has is not certain.</summary>
    public bool UnexplainsAll => Kind is ArchiveDoubtKind.Ambiguous;

    /// <summary>Whether the doubt falls away for a member that the tag tracks under exactly this name: then it is the
    /// project's own name, which was seen in review.</summary>
    public bool EndsWhereTracked => Kind is ArchiveDoubtKind.ForeignName or ArchiveDoubtKind.InvisibleName
        or ArchiveDoubtKind.LooksAlike or ArchiveDoubtKind.LeavesTree;
}
