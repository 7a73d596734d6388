using Xzact.Audit.Archives.Cpio;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>Reads a package of RPM: lead, signature, header, and the files of its payload one by one (RPM manual, "V4
/// Package format"). What the header states about payload and files is compared with what is there.</summary>
internal sealed class RpmPackageReader : ContainerReader
{
    private readonly ArchiveContext _context;
    private readonly RpmPayload _payload;
    private readonly CpioReader _cpio;
    private readonly Dictionary<string, RpmFile> _missing = new(StringComparer.Ordinal);
    private readonly ulong _algorithm;
    private readonly long _listOffset;
    private RpmDigest? _digest;
    private HashedStream? _content;
    private MemberContent? _access;
    private bool _ended;

    /// <summary>Opens a package.</summary>
    /// <param name="file">The file at its start; it can seek and stays the caller's.</param>
    /// <param name="limits">The bounds of reading.</param>
    /// <exception cref="ArchiveException">It is none, damaged, or of a form that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public RpmPackageReader(Stream file, ArchiveLimits limits)
    {
        _context = new ArchiveContext(limits);
        ArchiveInput input = new(file, _context);
        RpmLead lead = RpmLead.Read(input, _context);
        RpmHeader signature = new RpmHeaderReader(input, _context, isSignature: true).Read();
        SkipPadding(input);
        Header = new RpmHeaderReader(input, _context, isSignature: false).Read();
        CompareLead(lead);
        RpmSignature.Observe(signature, _context);
        RpmSignature.CheckHeader(signature, Header, _context);
        Files = RpmFileList.Read(Header, _context);
        _algorithm = Header.Number(RpmTag.FileDigestAlgorithm) ?? RpmDigest.Md5;
        _listOffset = Header.OffsetOf(Header.Has(RpmTag.BaseNames) ? RpmTag.BaseNames : RpmTag.OldFileNames);
        ListFiles();
        _payload = new RpmPayload(file, input.Offset, signature, Header, _context);
        _cpio = new CpioReader(_payload.Container, _context);
    }

    /// <summary>What describes the package.</summary>
    public RpmHeader Header { get; }

    /// <summary>The files that the header lists.</summary>
    public IReadOnlyList<RpmFile> Files { get; }

    /// <summary>The payload's format; that of lzma, which no archive has here, counts as plain.</summary>
    public ArchiveFormat Format => new(ArchiveContainer.Cpio, _payload.Compression);

    /// <summary>The payload's compression in RPM's words.</summary>
    public string CompressionName => _payload.CompressionName;

    /// <summary>What was observed so far; complete once <see cref="ReadNext"/> has returned null.</summary>
    public IReadOnlyList<ArchiveObservation> Observations => _context.Observations;

    /// <summary>Whether the header says that the package is one of sources.</summary>
    public bool IsSource => Header.Has(RpmTag.SourcePackage) || !Header.Has(RpmTag.SourceRpm);

    public override ArchiveMember? ReadNext()
    {
        FinishMember();
        if (_ended)
        {
            return null;
        }

        if (_cpio.ReadNext() is not { } member)
        {
            _ended = true;
            Finish();
            return null;
        }

        RpmFile? listed = Compare(member);
        if (member.Type != ArchiveMemberType.File)
        {
            return member;
        }

        _digest = listed is { Digest.Length: > 0 }
            ? RpmDigest.Start(
                _algorithm, NameText.Quote(member.Name), listed.Digest, _context, _listOffset, member.Name)
            : null;
        _content = new HashedStream(member.OpenContent(), _digest is null ? [] : [_digest.Hash]);
        _access = new MemberContent(_content);
        return new ArchiveMember(_access.Open)
        {
            Name = member.Name,
            Type = member.Type,
            Mode = member.Mode,
            Size = member.Size,
            ModifiedAt = member.ModifiedAt,
            Offset = member.Offset,
        };
    }

    public override void Dispose()
    {
        _access?.End();
        _digest?.Dispose();
        _cpio.Dispose();
        _payload.Dispose();
    }

    private static string Folded(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private void SkipPadding(ArchiveInput input)
    {
        // Counted from the signature's start, which is itself on such a boundary.
        long offset = input.Offset;
        byte[] padding = new byte[-offset & (RpmLayout.SignatureAlignment - 1)];
        int read = input.ReadFull(padding, 0, padding.Length);
        if (padding.AsSpan(0, read).ContainsAnyExcept((byte)0))
        {
            _context.Observe(
                ArchiveObservationKind.NonZeroPadding, null, offset,
                $"the {padding.Length} bytes that fill the signature are not all zero", ArchiveOffsetBase.File);
        }
    }

    private void CompareLead(RpmLead lead)
    {
        if (lead.IsSource != IsSource)
        {
            _context.Observe(
                ArchiveObservationKind.TypesDiffer, null, RpmLayout.LeadTypeOffset,
                $"to its lead the package is one of {(lead.IsSource ? "sources" : "programs")}, to its header not",
                ArchiveOffsetBase.File);
        }

        // The lead has room for 65 bytes; whether the epoch is in the name depends on RPM's version.
        string name = Header.Text(RpmTag.Name) ?? "";
        string rest = $"{Header.Text(RpmTag.Version)}-{Header.Text(RpmTag.Release)}";
        string epoch = Header.Number(RpmTag.Epoch) is { } number ? $"{number}:" : "";
        if (!IsName($"{name}-{rest}") && !IsName($"{name}-{epoch}{rest}"))
        {
            _context.Observe(
                ArchiveObservationKind.Comment, null, RpmLayout.LeadNameOffset,
                $"the lead calls the package {NameText.Quote(lead.Name)}, the header "
                + NameText.Quote($"{name}-{rest}"),
                ArchiveOffsetBase.File);
        }

        bool IsName(string full) => lead.Name == full
            || (lead.Name.Length >= RpmLayout.LeadNameLength - 1
                && full.StartsWith(lead.Name, StringComparison.Ordinal));
    }

    private void ListFiles()
    {
        foreach (RpmFile file in Files)
        {
            if (!_missing.TryAdd(Folded(file.Name), file))
            {
                _context.Observe(
                    ArchiveObservationKind.NamesDiffer, file.Name, _listOffset,
                    $"the header lists {NameText.Quote(file.Name)} more than once", ArchiveOffsetBase.File);
            }
        }
    }

    private RpmFile? Compare(ArchiveMember member)
    {
        if (!_missing.Remove(Folded(member.Name), out RpmFile? listed))
        {
            _context.Observe(
                ArchiveObservationKind.NamesDiffer, member.Name, member.Offset,
                $"the payload has {NameText.Quote(member.Name)}, which the header does not list, or not so often");
            return null;
        }

        ArchiveMemberType? type = listed.Mode is { } mode ? UnixMode.TypeOf(mode) : null;
        if ((type is not null && type != member.Type)
            || (listed.Mode is { } m && (m & UnixMode.PermissionMask) != member.Mode)
            || (member.LinkTarget is { } target && target != listed.LinkTarget))
        {
            _context.Observe(
                ArchiveObservationKind.TypesDiffer, member.Name, member.Offset,
                $"{NameText.Quote(member.Name)} has another type, mode or link target in the payload than in the "
                + "header");
        }

        if (member.Type == ArchiveMemberType.File && listed.Size is { } size && size != (ulong)member.Size)
        {
            _context.Observe(
                ArchiveObservationKind.SizesDiffer, member.Name, member.Offset,
                $"{NameText.Quote(member.Name)} has {member.Size} bytes, the header says {size}");
        }

        return listed;
    }

    private void FinishMember()
    {
        if (_content is null)
        {
            return;
        }

        _access!.End();
        _content.Drain();
        _digest?.Verify(_context);
        _digest?.Dispose();
        (_content, _access, _digest) = (null, null, null);
    }

    private void Finish()
    {
        _payload.Finish();
        foreach (RpmFile file in _missing.Values.Where(file => !file.IsGhost))
        {
            _context.Observe(
                ArchiveObservationKind.NamesDiffer, file.Name, _listOffset,
                $"the header lists {NameText.Quote(file.Name)}, which the payload does not have",
                ArchiveOffsetBase.File);
        }
    }
}
