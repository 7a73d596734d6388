using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Archives;

/// <summary>Observes what is odd about members: their names, their links, and what they are together.</summary>
/// <remarks>Keeps 128 bits of a hash for each name instead of the name, so that long names cost no memory.</remarks>
internal sealed class MemberInspector(ArchiveContext context)
{
    private readonly HashSet<UInt128> _names = [];
    private readonly HashSet<UInt128> _foldedNames = [];
    private readonly HashSet<UInt128> _links = [];
    private readonly HashSet<UInt128> _withMarks = [];
    private readonly HashSet<UInt128> _withoutMarks = [];

    public void Inspect(ArchiveMember member, bool isUtf8)
    {
        InspectName(member, isUtf8);
        string path = Normalise(member.Name);
        UInt128[] hashes = Hashes(path);
        InspectRepetition(member, hashes[^1], Hashes(path.ToUpperInvariant())[^1]);
        InspectAccents(member, path);
        InspectLink(member, path, hashes);
        switch (member.Type)
        {
            case ArchiveMemberType.CharacterDevice or ArchiveMemberType.BlockDevice or ArchiveMemberType.Fifo:
                Observe(ArchiveObservationKind.DeviceNode, member, $"{Shown(member)} is a device node or named pipe");
                break;
            case ArchiveMemberType.Other:
                Observe(ArchiveObservationKind.UnusualType, member, $"{Shown(member)} is of an unusual type");
                break;
            case ArchiveMemberType.File when (member.Mode & UnixMode.SetIdMask) != 0:
                Observe(
                    ArchiveObservationKind.SetIdBit,
                    member,
                    $"{Shown(member)} has a set-user-ID or set-group-ID bit");
                break;
        }
    }

    /// <summary>The path that extracting gives: without empty and <c>.</c> components.</summary>
    internal static string Normalise(string name) =>
        string.Join('/', name.Split('/').Where(component => component.Length > 0 && component != "."));

    private static string Shown(ArchiveMember member) => NameText.Quote(member.Name);

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/')
        || path.StartsWith('\\')
        || (path.Length >= 2 && path[1] == ':' && char.IsAsciiLetter(path[0]));

    /// <summary>Hashes of a path's leading folders and, last, of the path itself: each of the one before and a
    /// component, so that a path of many components costs no more than its length.</summary>
    private static UInt128[] Hashes(string path)
    {
        string[] components = path.Split('/');
        var hashes = new UInt128[components.Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < components.Length; i++)
        {
            // The first hash is over zeros and a component; all have the same length before the component.
            SHA256.HashData([.. hash, .. GitPath.Encode(components[i])], hash);
            hashes[i] = new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[sizeof(ulong)..]));
        }

        return hashes;
    }

    private void InspectName(ArchiveMember member, bool isUtf8)
    {
        string name = member.Name;
        if (!isUtf8)
        {
            Observe(ArchiveObservationKind.NotUtf8, member, $"the name or link of {Shown(member)} is not UTF-8");
        }

        if (NameText.HasHostile(name) || (member.LinkTarget is { } target && NameText.HasHostile(target)))
        {
            Observe(
                ArchiveObservationKind.ControlCharacter,
                member,
                $"the name or link of {Shown(member)} holds control or invisible characters");
        }

        if (IsAbsolute(name))
        {
            Observe(ArchiveObservationKind.AbsoluteName, member, $"{Shown(member)} is an absolute path");
        }

        // Backslash counts as a separator here, because it is one where some will extract.
        if (name.Split('/', '\\').Contains(".."))
        {
            Observe(ArchiveObservationKind.ParentTraversal, member, $"{Shown(member)} has a '..' component");
        }

        if (name.Contains('\\'))
        {
            Observe(ArchiveObservationKind.Backslash, member, $"{Shown(member)} holds a backslash");
        }

        if (member.Type != ArchiveMemberType.Directory && Normalise(name).Length == 0)
        {
            Observe(ArchiveObservationKind.EmptyName, member, $"{Shown(member)} names no file");
        }
    }

    private void InspectRepetition(ArchiveMember member, UInt128 hash, UInt128 foldedHash)
    {
        bool isNew = _names.Add(hash);
        bool isNewFolded = _foldedNames.Add(foldedHash);
        if (!isNew)
        {
            Observe(ArchiveObservationKind.DuplicateName, member, $"{Shown(member)} is there more than once");
        }
        else if (!isNewFolded)
        {
            Observe(
                ArchiveObservationKind.CaseCollision,
                member,
                $"{Shown(member)} differs from another name only in case");
        }
    }

    /// <summary>Looks for one name in both forms of Unicode: an accented letter, and a letter with a mark behind it.
    /// The tables of Unicode are not there where globalization is invariant, so any letter with a mark may be any
    /// accented letter; that names too many rather than too few.</summary>
    private void InspectAccents(ArchiveMember member, string path)
    {
        if (Ascii.IsValid(path))
        {
            return;
        }

        bool hasMarks = false;
        StringBuilder skeleton = new(path.Length);
        foreach (Rune rune in path.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark && skeleton.Length > 0)
            {
                hasMarks = true;
                skeleton[^1] = '\0';
                continue;
            }

            skeleton.Append(rune.IsAscii ? (char)rune.Value : '\0');
        }

        UInt128 hash = Hashes(skeleton.ToString())[^1];
        if ((hasMarks ? _withoutMarks : _withMarks).Contains(hash))
        {
            Observe(
                ArchiveObservationKind.CaseCollision,
                member,
                $"{Shown(member)} may differ from another name only in how accents are written");
        }

        (hasMarks ? _withMarks : _withoutMarks).Add(hash);
    }

    private void InspectLink(ArchiveMember member, string path, UInt128[] hashes)
    {
        if (Array.Exists(hashes[..^1], _links.Contains))
        {
            Observe(
                ArchiveObservationKind.MemberUnderLink,
                member,
                $"{Shown(member)} leads through a symbolic link of the archive");
        }

        if (member.LinkTarget is not { } target)
        {
            return;
        }

        // A hard link's target counts from the root of the archive, a symbolic link's from its own folder.
        int lastSlash = path.LastIndexOf('/');
        string folder = member.Type == ArchiveMemberType.SymbolicLink && lastSlash >= 0 ? path[..lastSlash] : "";
        if (IsAbsolute(target) || Climbs(folder, target))
        {
            Observe(
                ArchiveObservationKind.LinkLeavesTree,
                member,
                $"{Shown(member)} links to {NameText.Quote(target)}, which may lie outside the archive");
        }

        if (member.Type == ArchiveMemberType.SymbolicLink)
        {
            _links.Add(hashes[^1]);
        }
    }

    /// <summary>Whether a target climbs above the root, or climbs after it has gone down, which other links can turn
    /// into a way out.</summary>
    private static bool Climbs(string folder, string target)
    {
        int depth = folder.Length == 0 ? 0 : folder.Split('/').Length;
        bool hasDescended = false;
        foreach (string component in target.Split('/', '\\'))
        {
            if (component == "..")
            {
                if (hasDescended || --depth < 0)
                {
                    return true;
                }
            }
            else if (component is not ("" or "."))
            {
                hasDescended = true;
                depth++;
            }
        }

        return false;
    }

    private void Observe(ArchiveObservationKind kind, ArchiveMember member, string text) =>
        context.Observe(kind, member.Name, member.Offset, text);
}
