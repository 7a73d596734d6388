namespace Xzact.Audit.Case;

/// <summary>What the lines of a file were compared with.</summary>
public enum ResidualBasis
{
    /// <summary>Lines of known parts, of the tag and of the tool's frame. Lines that are left over change no finding,
    /// for known lines in another order may do something else.</summary>
    KnownParts,

    /// <summary>The file that the tag's own build system made here.</summary>
    Regenerated,
}
