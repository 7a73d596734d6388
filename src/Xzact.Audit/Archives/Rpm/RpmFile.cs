namespace Xzact.Audit.Archives.Rpm;

/// <summary>One file as the header lists it.</summary>
/// <param name="Name">Its path; a source package has plain names.</param>
/// <param name="Size">Bytes, or null if the header does not say.</param>
/// <param name="Mode">Type and permissions, or null if the header does not say.</param>
/// <param name="Digest">The digest of its content in hexadecimal; empty if there is none.</param>
/// <param name="LinkTarget">What a symbolic link leads to; empty for others.</param>
/// <param name="Flags">RPM's flags of the file.</param>
internal sealed record RpmFile(string Name, ulong? Size, int? Mode, string Digest, string LinkTarget, ulong Flags)
{
    private const ulong SpecFile = 1 << 5;
    private const ulong Ghost = 1 << 6;

    /// <summary>Whether it is the package's recipe.</summary>
    public bool IsSpec => (Flags & SpecFile) != 0;

    /// <summary>Whether the payload lacks it on purpose.</summary>
    public bool IsGhost => (Flags & Ghost) != 0;
}
