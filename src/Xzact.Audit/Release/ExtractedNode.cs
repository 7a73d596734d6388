using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>A name in the tree that extraction makes.</summary>
internal sealed class ExtractedNode(ExtractedNode? parent, string name)
{
    /// <summary>The folder that holds it; null for the root.</summary>
    public ExtractedNode? Parent => parent;

    /// <summary>What the name leads to; null for a folder.</summary>
    public ExtractedContent? Content { get; set; }

    /// <summary>The member that gave the name its content last; null for a folder that no link or file was.</summary>
    public ArchivedFile? Member { get; set; }

    /// <summary>Whether a later member took the place of an earlier one.</summary>
    public bool IsReplaced { get; set; }

    public bool IsFolder => Content is null;

    /// <summary>The path from the root to a name in this folder.</summary>
    public string PathOf(string child)
    {
        Stack<string> parts = new([child]);
        for (ExtractedNode node = this; node.Parent is not null; node = node.Parent)
        {
            parts.Push(node.Name);
        }

        return string.Join('/', parts);
    }

    private string Name => name;
}

/// <summary>What one or, with hard links, several names lead to: an inode.</summary>
/// <param name="source">The member that brought it.</param>
internal sealed class ExtractedContent(ArchivedFile source)
{
    public ArchivedFile Source => source;

    /// <summary>The members that gave it a name.</summary>
    public List<ArchivedFile> Members { get; } = [];

    /// <summary>Whether those members have their doubt already.</summary>
    public bool IsMarked { get; set; }
}

/// <summary>Where a member goes.</summary>
/// <param name="Folder">The folder; null if the path leads nowhere that is certain.</param>
/// <param name="Name">Its name there; empty if the member names no file.</param>
/// <param name="Path">The path from the root of the extraction; null if it leads out of it.</param>
/// <param name="Doubts">Why this is not certain.</param>
internal sealed record ExtractionPlace(
    ExtractedNode? Folder, string Name, string? Path, IReadOnlyList<ArchiveDoubt> Doubts);
