namespace Xzact.Audit.Release;

/// <summary>How one file refers to another.</summary>
internal enum BuildReferenceKind
{
    /// <summary>A tool reads or runs files of this name by itself.</summary>
    Convention,

    /// <summary>It lies in a folder that aclocal searches.</summary>
    MacroFolder,

    /// <summary>A macro that it defines is expanded.</summary>
    MacroUse,

    /// <summary>Build text names it.</summary>
    Named,

    /// <summary>It is only listed for distribution; that alone does not reach the build.</summary>
    DistributionList,
}

/// <summary>A reference seen in build text.</summary>
/// <param name="Kind">How.</param>
/// <param name="From">The file that refers; null for a convention.</param>
/// <param name="Line">Its line, from 1; 0 for a convention.</param>
/// <param name="Text">The line.</param>
internal sealed record BuildReference(BuildReferenceKind Kind, string? From, int Line, string Text);
