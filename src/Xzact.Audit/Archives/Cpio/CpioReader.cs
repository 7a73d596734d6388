namespace Xzact.Audit.Archives.Cpio;

/// <summary>Reads cpio in its new portable forms, 070701 and 070702.</summary>
internal sealed class CpioReader(ContainerStream container, ArchiveContext context) : ContainerReader
{
    private readonly MemberInspector _inspector = new(context);
    private readonly HashSet<(uint Inode, uint Major, uint Minor)> _linked = [];
    private CpioHeader? _header;
    private CpioContent? _content;
    private MemberContent? _access;
    private string _name = "";
    private bool _ended;

    public override ArchiveMember? ReadNext()
    {
        FinishMember();
        if (_ended)
        {
            return null;
        }

        long offset = container.Offset;
        context.CountHeader(offset);
        CpioHeader header = CpioHeader.Parse(ReadBytes(CpioLayout.HeaderLength, "a cpio header"), offset);
        string name = ReadName(header, out bool isUtf8);
        return name == CpioLayout.EndName ? End(header) : Begin(header, name, isUtf8);
    }

    public override void Dispose()
    {
        _access?.End();
        _content?.Dispose();
    }

    private byte[] ReadBytes(long count, string what)
    {
        byte[] bytes = new byte[count];
        int read = container.ReadFull(bytes, 0, bytes.Length);
        return read == bytes.Length ? bytes : throw new ArchiveException(
            ArchiveErrorReason.Truncated,
            $"the archive ends inside {what}, {bytes.Length - read} bytes too soon and before {CpioLayout.EndName}",
            container.Offset);
    }

    /// <summary>Reads the name up to its zero byte; what the stated length has behind that is observed.</summary>
    private string ReadName(CpioHeader header, out bool isUtf8)
    {
        context.CheckNameLength(header.NameLength, header.Offset);
        byte[] stored = ReadBytes(header.NameLength, "the name of a cpio entry");
        int end = stored.AsSpan().IndexOf((byte)0);
        if (end < 0)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt, "the name of a cpio entry does not end in a zero byte", header.Offset);
        }

        string name = TextDecoding.Decode(stored.AsSpan(0, end), out isUtf8);
        if (stored.AsSpan(end).ContainsAnyExcept((byte)0))
        {
            Observe(
                ArchiveObservationKind.NonZeroPadding, name, header.Offset,
                $"{stored.Length - end - 1} bytes stand behind the zero byte that ends the name");
        }

        SkipPadding(CpioLayout.HeaderLength + header.NameLength, name);
        return name;
    }

    private ArchiveMember Begin(CpioHeader header, string name, bool isUtf8)
    {
        (_header, _name) = (header, name);
        ArchiveMemberType type = UnixMode.TypeOf(header.Mode) ?? ArchiveMemberType.Other;
        bool isFile = type is ArchiveMemberType.File;
        ObserveFields(header, type);
        context.CheckMemberSize(_name, header.Size, header.Offset);

        string? target = null;
        bool isLinkUtf8 = true;
        if (type == ArchiveMemberType.SymbolicLink)
        {
            context.CheckNameLength(header.Size, header.Offset);
            target = TextDecoding.Decode(ReadBytes(header.Size, "the target of a link"), out isLinkUtf8);
        }

        _content = new CpioContent(container, _name, target is null ? header.Size : 0);
        _access = new MemberContent(isFile ? _content : Stream.Null);
        ArchiveMember member = new(_access.Open)
        {
            Name = _name,
            Type = type,
            Mode = header.Mode & UnixMode.PermissionMask,
            Size = isFile ? header.Size : 0,
            LinkTarget = target,
            ModifiedAt = header.ModifiedAt,
            Offset = header.Offset,
        };
        _inspector.Inspect(member, isUtf8 && isLinkUtf8);
        return member;
    }

    private void ObserveFields(CpioHeader header, ArchiveMemberType type)
    {
        const int ModeBits = 0xFFFF;
        bool isDevice = type is ArchiveMemberType.CharacterDevice or ArchiveMemberType.BlockDevice;
        bool hasContent = type is ArchiveMemberType.File or ArchiveMemberType.SymbolicLink or ArchiveMemberType.Other;
        string? hidden = (header.Mode & ~ModeBits) != 0 ? "bits above the 16 of a mode"
            : header.HasSpecialNumbers && !isDevice ? "the numbers of a device on what is none"
            : header.Checksum != 0 && !header.HasChecksum ? "a checksum in the form of header that has none"
            : null;
        if (hidden is not null)
        {
            Observe(ArchiveObservationKind.NonZeroPadding, _name, header.Offset, hidden);
        }

        if (!hasContent && header.Size != 0)
        {
            Observe(
                ArchiveObservationKind.SizeOnNonFile, _name, header.Offset,
                $"a size of {header.Size} bytes on something without content; readers differ in what they skip");
        }

        // The content of linked entries stands with the last of them; here each keeps its own.
        if (type == ArchiveMemberType.File && header.Links > 1 && (!_linked.Add(header.Identity) || header.Size == 0))
        {
            Observe(
                ArchiveObservationKind.VendorExtension, _name, header.Offset,
                $"{NameText.Quote(_name)} is one of {header.Links} links to a file; its content is that of the last");
        }
    }

    private void FinishMember()
    {
        if (_content is null || _header is not { } header)
        {
            return;
        }

        _access!.End();
        bool isSummed = header.HasChecksum && UnixMode.TypeOf(header.Mode) == ArchiveMemberType.File;
        _content.Finish(isSummed);
        if (isSummed && _content.Sum != header.Checksum)
        {
            Observe(
                ArchiveObservationKind.DigestMismatch, _name, header.Offset,
                $"the bytes of {NameText.Quote(_name)} have the sum {_content.Sum:x8}, the header says "
                + $"{header.Checksum:x8}");
        }

        SkipPadding(header.Size, _name);
        (_content, _access, _header) = (null, null, null);
    }

    private void SkipPadding(long length, string name)
    {
        long offset = container.Offset;
        if (container.Skip(-length & (CpioLayout.Alignment - 1), "the padding of a cpio entry") is > 0 and long nonZero)
        {
            Observe(
                ArchiveObservationKind.NonZeroPadding, name, offset,
                $"{nonZero} bytes that are not zero where the format fills with zeros");
        }
    }

    /// <summary>All readers stop at the last entry, so what it holds and what follows is seen by none.</summary>
    private ArchiveMember? End(CpioHeader header)
    {
        _ended = true;
        if (!header.IsPlainEnd)
        {
            Observe(
                ArchiveObservationKind.NonZeroPadding, null, header.Offset,
                $"fields of {CpioLayout.EndName}, which has none, are not zero");
        }

        (_, long nonZero, long first) = container.Drain();
        if (nonZero > 0)
        {
            Observe(
                ArchiveObservationKind.DataAfterEndOfArchive, null, first,
                $"{nonZero} bytes that are not zero follow {CpioLayout.EndName}");
        }

        return null;
    }

    private void Observe(ArchiveObservationKind kind, string? name, long offset, string text) =>
        context.Observe(kind, name, offset, text);
}
