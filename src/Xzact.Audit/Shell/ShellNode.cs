namespace Xzact.Audit.Shell;

/// <summary>A node of a script's tree.</summary>
/// <remarks>
/// The trees hold text as one character a byte (ISO 8859-1): a script is bytes, which need not be UTF-8, and offsets
/// are offsets of bytes. Quoting stays in the tree: whether a character was quoted decides what it means.
/// </remarks>
/// <param name="offset">Where it starts in the file, in bytes.</param>
internal abstract class ShellNode(int offset)
{
    /// <summary>Where it starts in the file, in bytes.</summary>
    public int Offset { get; } = offset;
}
