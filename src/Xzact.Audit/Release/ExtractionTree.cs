using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>
/// What extracting leaves on disk: members are put into a tree one by one, in stored order, with folders, links and
/// overwriting as ordinary extractors have them. Where GNU tar, bsdtar, unzip and Python's modules would part ways,
/// the members concerned get a doubt.
/// </summary>
/// <param name="isZip">Whether names are those of a zip.</param>
/// <param name="maxNodes">The most files and folders, so that names of many components cannot fill the memory.</param>
internal sealed class ExtractionTree(bool isZip, long maxNodes)
{
    // Linux's limit on symbolic links in one path.
    private const int MaxFollowed = 40;

    private readonly ExtractedNode _root = new(null, "");
    private readonly Dictionary<(ExtractedNode Folder, string Name), ExtractedNode> _nodes = [];
    private readonly HashSet<string> _contested = new(StringComparer.Ordinal);

    /// <summary>Finds where a member goes; folders that it needs are made.</summary>
    /// <exception cref="ArchiveException">The tree has grown over its limit.</exception>
    public ExtractionPlace Locate(string storedName, long offset)
    {
        ExtractedName name = ExtractedName.Of(storedName, isZip);
        List<ArchiveDoubt> doubts = [.. name.Doubts.Select(d => Doubt(d.Kind, d.What, storedName, offset))];
        if (name.Components.Count == 0 || name.Components[^1] == "..")
        {
            return new(null, "", null, doubts);
        }

        ExtractedNode? folder = _root;
        for (int i = 0; i < name.Components.Count - 1 && folder is not null; i++)
        {
            folder = Enter(folder, name.Components[i], storedName, offset, doubts);
        }

        string last = name.Components[^1];
        return folder is null
            ? new(null, last, name.Components.Contains("..") ? null : string.Join('/', name.Components), doubts)
            : new(folder, last, folder.PathOf(last), doubts);
    }

    /// <summary>Notes that some extractors put a member under another name than the one that counts: what stands
    /// there, or comes there, is not certain.</summary>
    public void Contest(string otherName, long offset)
    {
        ExtractionPlace place = Locate(otherName, offset);
        if (place.Path is not { Length: > 0 } path || !_contested.Add(path) || place.Folder is null)
        {
            return;
        }

        if (_nodes.GetValueOrDefault((place.Folder, place.Name))?.Content is { } content)
        {
            Mark(content, ArchiveDoubtKind.Replaced, "for some extractors a later member has this name");
        }
    }

    /// <summary>Puts a member in its place.</summary>
    /// <returns>The member as it is on disk: a hard link has become the file that it leads to at this time.</returns>
    public ArchivedFile Extract(ExtractionPlace place, ArchivedFile file)
    {
        file.Doubts.AddRange(place.Doubts);
        if (place.Path is not null && _contested.Contains(place.Path))
        {
            file.Doubts.Add(Doubt(file, ArchiveDoubtKind.Replaced, "for some extractors another member has this name"));
        }

        bool isFolder = file.Type == ArchiveMemberType.Directory;
        if (place.Folder is null)
        {
            if (place.Name.Length == 0 && !isFolder)
            {
                file.Doubts.Add(Doubt(file, ArchiveDoubtKind.Name, "the name is empty or names a folder"));
            }

            return file;
        }

        ExtractedNode? old = _nodes.GetValueOrDefault((place.Folder, place.Name));
        ExtractedContent? content = new(file);
        if (file.Type == ArchiveMemberType.HardLink)
        {
            content = HardLinkTarget(file, old);
            if (content is null)
            {
                return file;
            }

            ArchivedFile target = content.Source;
            if (file.Mode != target.Mode)
            {
                // Python sets the permissions of each header it comes to; the last counts for all names.
                const int Serious = 0b111_001_001_001;
                bool isSerious = ((file.Mode ^ target.Mode) & Serious) != 0;
                file.Doubts.Add(Doubt(
                    file,
                    isSerious ? ArchiveDoubtKind.HardLink : ArchiveDoubtKind.LinkMode,
                    $"the hard link has the mode {Convert.ToString(file.Mode, 8)}, its target "
                        + Convert.ToString(target.Mode, 8)));
            }

            file = target with
            {
                StoredName = file.StoredName,
                ExtractedName = file.ExtractedName,
                Offset = file.Offset,
                LinkTarget = file.LinkTarget,
                Role = file.Role is FileRole.Other or FileRole.TestData && target.Role == FileRole.Script
                    ? FileRole.Script
                    : file.Role,
                Doubts = file.Doubts,
            };
        }

        if (old is null)
        {
            ExtractedNode node = Add(place.Folder, place.Name, file.Offset);
            node.Content = isFolder ? null : content;
            node.Member = file;
            content.Members.Add(file);
            return file;
        }

        if (old.IsFolder)
        {
            if (!isFolder)
            {
                file.Doubts.Add(Doubt(file, ArchiveDoubtKind.Replaced, "the archive has a folder in this place"));
                old.IsReplaced = true;
            }

            return file;
        }

        Replace(old, isFolder ? null : content, file);
        return file;
    }

    private static ArchiveDoubt Doubt(ArchiveDoubtKind kind, string what, string storedName, long offset) =>
        new(kind, new(what, storedName, Offset: offset));

    private static ArchiveDoubt Doubt(ArchivedFile file, ArchiveDoubtKind kind, string what) =>
        Doubt(kind, what, file.StoredName, file.Offset);

    private static bool IsInDoubt(ArchivedFile? file) => file?.Doubts.Exists(doubt => doubt.Unexplains) ?? false;

    /// <summary>Every name of a content is in doubt once; extractors that open a file which is there and write into it
    /// change all of them.</summary>
    private static void Mark(ExtractedContent content, ArchiveDoubtKind kind, string what)
    {
        if (!content.IsMarked)
        {
            content.IsMarked = true;
            content.Members.ForEach(member => member.Doubts.Add(Doubt(member, kind, what)));
        }
    }

    private void Replace(ExtractedNode old, ExtractedContent? content, ArchivedFile file)
    {
        ExtractedContent before = old.Content!;
        bool isCertain = !before.IsMarked && !old.IsReplaced && !IsInDoubt(old.Member) && !IsInDoubt(before.Source);
        if (content is not null && isCertain && (before == content || before.Source.IsAlike(file)))
        {
            file.Doubts.Add(Doubt(
                file, ArchiveDoubtKind.Repeated, "the archive holds this member twice, with the same content"));
            before.Members.Add(file);
            return;
        }

        if (before.Source.LinkTarget is not null
            && Follow(old) is { Content: { Source.Type: ArchiveMemberType.File } through })
        {
            Mark(through, ArchiveDoubtKind.Replaced, "a later member may be written to this file through a link");
        }

        Mark(before, ArchiveDoubtKind.Replaced, "a later member extracts to the same place");
        file.Doubts.Add(Doubt(
            file, ArchiveDoubtKind.Replaced, $"an earlier member, {before.Source.Description}, goes to this place"));
        old.Content = content;
        old.Member = file;
        old.IsReplaced = true;
        content?.Members.Add(file);
    }

    private ExtractedContent? HardLinkTarget(ArchivedFile link, ExtractedNode? old)
    {
        ExtractedName name = ExtractedName.Of(link.LinkTarget ?? "", isZip);
        List<ArchiveDoubt> doubts = [];
        ExtractedNode? node = _root;
        foreach (string component in name.Components)
        {
            node = node switch
            {
                null => null,
                _ when component == ".." => node.Parent,
                { Content.Source.Type: ArchiveMemberType.SymbolicLink } => null,
                _ => _nodes.GetValueOrDefault((node, component)),
            };
        }

        string? why = node switch
        {
            _ when name.Doubts.Count > 0 => $"the hard link's target is odd: {name.Doubts[0].What}",
            null => "the hard link's target is not in the archive before it, or lies behind a link",
            _ when node == old => "the hard link leads to itself",
            { IsFolder: true } => "the hard link leads to a folder",
            { Content.Source.Type: not ArchiveMemberType.File } => "the hard link leads to something that is no file",
            { IsReplaced: true } or { Content.IsMarked: true } =>
                "the hard link leads to a name that the archive holds more than once",
            _ when IsInDoubt(node.Member) || IsInDoubt(node.Content?.Source) =>
                "the hard link leads to a member that is not certain itself",
            _ => null,
        };
        if (why is not null)
        {
            link.Doubts.Add(Doubt(link, ArchiveDoubtKind.HardLink, why));
        }

        if (node != old && node?.Content is { Source.Type: ArchiveMemberType.File } found)
        {
            return found;
        }

        // Extractors take away what is there before they try, and fail, to make the link.
        if (old?.Content is { } before)
        {
            Mark(before, ArchiveDoubtKind.HardLink, "a later hard link takes this name and leads to no file");
        }

        return null;
    }

    /// <summary>The folder <paramref name="name"/> in a folder; null if the path goes nowhere for certain.</summary>
    private ExtractedNode? Enter(
        ExtractedNode folder, string name, string storedName, long offset, List<ArchiveDoubt> doubts)
    {
        if (name == "..")
        {
            return folder.Parent;
        }

        ExtractedNode? child = _nodes.GetValueOrDefault((folder, name));
        if (child is null)
        {
            return Add(folder, name, offset);
        }

        if (child.Content is not { } content)
        {
            if (child.IsReplaced)
            {
                const string What = "its path leads through a folder in whose place the archive has something else";
                doubts.Add(Doubt(ArchiveDoubtKind.ThroughLink, What, storedName, offset));
            }

            return child;
        }

        string what = content.Source.LinkTarget is null || content.Source.Type != ArchiveMemberType.SymbolicLink
            ? "its path leads through a member that is no folder"
            : "its path leads through a symbolic link of the archive";
        doubts.Add(Doubt(ArchiveDoubtKind.ThroughLink, what, storedName, offset));
        Mark(content, ArchiveDoubtKind.ThroughLink, "the paths of other members lead through this one");
        return Follow(child) is { IsFolder: true } target ? target : null;
    }

    /// <summary>What a symbolic link leads to in the tree; the node itself if it is none, null if nothing is there.
    /// </summary>
    private ExtractedNode? Follow(ExtractedNode start)
    {
        int followed = 0;
        return Resolve(start, ref followed);
    }

    private ExtractedNode? Resolve(ExtractedNode node, ref int followed)
    {
        if (node.Content?.Source is not { Type: ArchiveMemberType.SymbolicLink, LinkTarget: string target })
        {
            return node;
        }

        if (++followed > MaxFollowed || target.StartsWith('/'))
        {
            return null;
        }

        ExtractedNode? at = node.Parent;
        foreach (string component in ExtractedName.Of(target, isZip).Components)
        {
            ExtractedNode? next = at is null ? null
                : component == ".." ? at.Parent
                : _nodes.GetValueOrDefault((at, component));
            at = next is null ? null : Resolve(next, ref followed);
        }

        return at;
    }

    private ExtractedNode Add(ExtractedNode folder, string name, long offset)
    {
        if (_nodes.Count >= maxNodes)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit, $"the members make more than {maxNodes} files and folders", offset);
        }

        ExtractedNode node = new(folder, name);
        _nodes.Add((folder, name), node);
        return node;
    }
}
