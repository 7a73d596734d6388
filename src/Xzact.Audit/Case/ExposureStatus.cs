namespace Xzact.Audit.Case;

/// <summary>Whether an advisory is true of a package or file.</summary>
public enum ExposureStatus
{
    /// <summary>It lies in what the advisory calls affected.</summary>
    Affected,

    /// <summary>It cannot be told, and the reason says why. Never counted as good.</summary>
    Unknown,

    /// <summary>The advisory is about it, and its version is none of those.</summary>
    NotAffected,
}

/// <summary>What harmful code did in a build that has an affected version.</summary>
public enum ExposureEffect
{
    /// <summary>The advisory does not say.</summary>
    NotStated,

    /// <summary>It could act in that build.</summary>
    Active,

    /// <summary>It was in the source or the package, and could not act in that build.</summary>
    Inert,

    /// <summary>The distribution says that it never shipped an affected version.</summary>
    NeverShipped,
}
