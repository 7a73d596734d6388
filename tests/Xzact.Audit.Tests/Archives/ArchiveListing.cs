using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

/// <summary>What a test compares of one member.</summary>
internal sealed record ListedMember(
    string Name, ArchiveMemberType Type, int Mode, long Size, string? LinkTarget, string Sha256, long Offset,
    DateTimeOffset ModifiedAt);

/// <summary>A whole archive, read to its end.</summary>
internal sealed record ArchiveListing(
    ArchiveFormat Format,
    IReadOnlyList<ListedMember> Members,
    IReadOnlyList<ArchiveObservation> Observations,
    string? GlobalComment)
{
    public IEnumerable<ArchiveObservationKind> Kinds => Observations.Select(o => o.Kind);

    public static ArchiveListing Read(byte[] archive, ArchiveLimits? limits = null) =>
        Read(ArchiveReader.Open(new MemoryStream(archive, false), "test", limits ?? ArchiveLimits.Default));

    public static ArchiveListing Read(string path)
    {
        using ArchiveReader reader = ArchiveReader.Open(path, ArchiveLimits.Default);
        return Read(reader);
    }

    public static ArchiveListing Read(ArchiveReader reader)
    {
        List<ListedMember> members = [];
        while (reader.TryRead(out ArchiveMember? member))
        {
            using var content = new MemoryStream();
            member.OpenContent().CopyTo(content);
            if (member.Type == ArchiveMemberType.File)
            {
                Assert.Equal(member.Size, content.Length);
            }

            members.Add(new ListedMember(
                member.Name,
                member.Type,
                member.Mode,
                member.Size,
                member.LinkTarget,
                Convert.ToHexStringLower(SHA256.HashData(content.ToArray())),
                member.Offset,
                member.ModifiedAt));
        }

        return new ArchiveListing(reader.Format, members, [.. reader.Observations], reader.GlobalComment);
    }

    public static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads an archive that must fail, and returns how.</summary>
    public static ArchiveException Fails(byte[] archive, ArchiveLimits? limits = null) =>
        Assert.Throws<ArchiveException>(() => Read(archive, limits));
}
