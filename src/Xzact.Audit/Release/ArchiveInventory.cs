using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release;

/// <summary>Everything that one pass over an archive collects.</summary>
/// <param name="Format">The archive's format.</param>
/// <param name="Files">Files, links and devices in stored order, as extraction leaves them; folders are left out
/// unless they are in doubt.</param>
/// <param name="Observations">Facts about the container.</param>
/// <param name="Doubts">Doubts about the container itself; those about members are with the members.</param>
/// <param name="CommitComment">The commit id that archives made by git carry, or null.</param>
/// <param name="KnownMalicious">The first file that a published indicator names; reading stopped there.</param>
internal sealed record ArchiveInventory(
    string Format, IReadOnlyList<ArchivedFile> Files, IReadOnlyList<Evidence> Observations,
    IReadOnlyList<ArchiveDoubt> Doubts, string? CommitComment,
    (ArchivedFile File, Indicator Indicator)? KnownMalicious)
{
    private const int BufferSize = 128 * 1024;
    private const int HeadSize = 512;

    // Names of more components than this on average are no release's; each costs some 200 bytes of memory.
    private const long NodesPerMember = 8;

    /// <summary>Reads the archive once: digests of every file, content of build text.</summary>
    /// <param name="stream">The archive, at its start.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="request">Limits, indicators, progress, cancellation.</param>
    /// <param name="format">The hash of the repository's object ids.</param>
    /// <param name="wanted">Extracted names whose content is needed although they are no build text.</param>
    /// <param name="useful">Paths, with their sizes, whose content may prove something; where a limit forbids it,
    /// nothing is missing but the proof.</param>
    /// <exception cref="ArchiveException">The archive is damaged, over a limit or no archive.</exception>
    public static ArchiveInventory Read(
        Stream stream, string name, ReleaseRequest request, GitObjectFormat format, Func<string, bool> wanted,
        Func<string, long, bool> useful)
    {
        List<ArchivedFile> files = [];
        long textBudget = request.MaxTotalTextBytes;
        byte[] buffer = new byte[BufferSize];
        (ArchivedFile, Indicator)? malicious = null;
        using ArchiveReader reader = ArchiveReader.Open(stream, name, request.Limits);
        ExtractionTree tree = new(
            reader.Format.Container == ArchiveContainer.Zip, request.Limits.MaxMembers * NodesPerMember);
        ObservedDoubts observed = new(reader);
        List<ArchivedFile> folders = [];
        while (malicious is null && reader.TryRead(out ArchiveMember? member))
        {
            request.Cancellation.ThrowIfCancellationRequested();
            ExtractionPlace place = tree.Locate(member.Name, member.Offset);
            string path = place.Path ?? member.Name;
            ArchivedFile stored = member.Type == ArchiveMemberType.File
                ? ReadContent(member, path, request, format, wanted(path), useful(path, member.Size), buffer,
                    ref textBudget)
                : WithoutContent(member, path, format);
            ArchivedFile file = tree.Extract(place, stored with { ExtractedName = place.Path });
            observed.AddTo(file);
            foreach (string other in member.OtherNames)
            {
                tree.Contest(other, member.Offset);
            }

            if (file.Type == ArchiveMemberType.Directory)
            {
                folders.Add(file);
                continue;
            }

            files.Add(file);
            if (Match(request.Indicators, file) is Indicator indicator)
            {
                malicious = (file, indicator);
            }

            request.Progress?.Report(new(files.Count, member.Offset));
        }

        files.AddRange(folders.Where(folder => folder.Doubts.Exists(doubt => doubt.Unexplains)));
        Evidence[] observations =
        [
            .. reader.Observations.Select(o => new Evidence(o.Text, o.MemberName, Offset: o.Offset)),
        ];
        return new(
            reader.Format.ToString(), files, observations, observed.OfContainer(), reader.GlobalComment, malicious);
    }

    private static ArchivedFile ReadContent(
        ArchiveMember member, string path, ReleaseRequest request, GitObjectFormat format, bool isWanted,
        bool isUseful, byte[] buffer, ref long textBudget)
    {
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash blob = GitBlobHash.Start(member.Size, format);
        using Stream content = member.OpenContent();
        bool executable = (member.Mode & 0b001_001_001) != 0;
        MemoryStream? kept = null;
        string? whyNot = null;
        FileRole role = FileRole.Other;
        string? claim = null;
        bool isObjectCode = false;
        bool first = true;
        for (int read; (read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            ReadOnlySpan<byte> part = buffer.AsSpan(0, read);
            if (first)
            {
                first = false;
                role = FileRoles.Of(path, executable, part[..Math.Min(read, HeadSize)]);
                isObjectCode = ObjectCode.Is(part);
                claim = GeneratedClaim.Of(part[..Math.Min(read, HeadSize)]);
                bool keep = isWanted || isUseful || role.IsBuildText();
                whyNot = !keep ? null
                    : member.Size > request.MaxTextBytes
                        ? $"its {member.Size} bytes exceed the limit of {request.MaxTextBytes} for one text"
                    : member.Size > textBudget
                        ? $"build text exceeds the limit of {request.MaxTotalTextBytes} bytes in all"
                    : null;
                kept = keep && whyNot is null ? new MemoryStream((int)member.Size) : null;
                whyNot = isWanted || role.IsBuildText() ? whyNot : null;
                textBudget -= kept is null ? 0 : member.Size;
            }

            sha256.AppendData(part);
            blob.AppendData(part);
            kept?.Write(part);
        }

        if (first)
        {
            role = FileRoles.Of(path, executable, default);
            kept = new MemoryStream();
        }

        return new(member.Name, member.Type)
        {
            Mode = member.Mode,
            Size = member.Size,
            Offset = member.Offset,
            Sha256 = Convert.ToHexStringLower(sha256.GetHashAndReset()),
            BlobId = GitBlobHash.Finish(blob),
            Role = role,
            Claim = claim,
            IsObjectCode = isObjectCode,
            ModifiedAt = member.ModifiedAt,
            Content = kept?.ToArray(),
            WhyNotKept = whyNot,
        };
    }

    private static ArchivedFile WithoutContent(
        ArchiveMember member, string path, GitObjectFormat format) =>
        new(member.Name, member.Type)
        {
            Mode = member.Mode,
            Offset = member.Offset,
            LinkTarget = member.LinkTarget,
            BlobId = member is { Type: ArchiveMemberType.SymbolicLink, LinkTarget: string target }
                ? GitBlobHash.Compute(GitPath.Encode(target), format)
                : null,
            Role = FileRoles.Of(path, executable: false, default),
        };

    private static Indicator? Match(IndicatorList indicators, ArchivedFile file) =>
        (file.Sha256 is string sha256 ? indicators.Find(IndicatorKind.FileSha256, sha256) : null)
        ?? (file.BlobId is string id ? indicators.Find(IndicatorKind.GitBlob, id) : null);
}
