namespace Xzact.Audit.Archives.Tar;

/// <summary>Reads tar: v7, ustar, GNU and pax.</summary>
internal sealed class TarReader(ContainerStream container, ArchiveContext context) : ContainerReader
{
    private readonly TarExtensions _extensions = new(container, context);
    private readonly MemberInspector _inspector = new(context);
    private byte[]? _firstBlock;
    private TarContent? _content;
    private MemberContent? _access;
    private string? _name;
    private long _size;
    private bool _ended;

    /// <summary>Starts reading; the first block decides whether it is a tar at all.</summary>
    /// <exception cref="ArchiveException">It is none, or its first bytes cannot be read.</exception>
    public static TarReader Open(ContainerStream container, ArchiveContext context)
    {
        var reader = new TarReader(container, context);
        byte[] block = new byte[TarLayout.BlockLength];
        int read = container.ReadFull(block, 0, block.Length);
        if (read < block.Length || (block.AsSpan().ContainsAnyExcept((byte)0) && !TarHeader.IsHeader(block)))
        {
            string what = read == 0 ? "it is empty" : FirstBytes.Describe(block.AsSpan(0, read));
            throw new ArchiveException(
                ArchiveErrorReason.NotAnArchive,
                $"not an archive of a known format: {what}; known are tar, tar.gz, "
                    + "tar.bz2, tar.xz, tar.lz, tar.zst and zip", 0);
        }

        if (ContainerSignatures.Find(block) is { } other)
        {
            context.Observe(
                ArchiveObservationKind.SecondFormat,
                null,
                0,
                $"the tar begins with the signature of {other}; some readers take it for that");
        }

        reader._firstBlock = block;
        return reader;
    }

    public override ArchiveMember? ReadNext()
    {
        FinishMember();
        while (!_ended && TryReadBlock(out byte[] block, out long offset))
        {
            context.CountHeader(offset);
            TarHeader header = TarHeader.Parse(block, offset);
            ObserveFields(header);

            if (!_extensions.TryRead(header))
            {
                return Begin(header);
            }
        }

        return null;
    }

    public override void Dispose()
    {
        _access?.End();
        _content?.Dispose();
    }

    private static ArchiveMemberType TypeOf(byte type, bool hasTrailingSlash) => type switch
    {
        TarLayout.TypeFile or TarLayout.TypeFileV7 or TarLayout.TypeContiguous =>
            // v7 had no type for directories.
            hasTrailingSlash ? ArchiveMemberType.Directory : ArchiveMemberType.File,
        TarLayout.TypeHardLink => ArchiveMemberType.HardLink,
        TarLayout.TypeSymbolicLink => ArchiveMemberType.SymbolicLink,
        TarLayout.TypeCharacterDevice => ArchiveMemberType.CharacterDevice,
        TarLayout.TypeBlockDevice => ArchiveMemberType.BlockDevice,
        TarLayout.TypeDirectory => ArchiveMemberType.Directory,
        TarLayout.TypeFifo => ArchiveMemberType.Fifo,
        _ => ArchiveMemberType.Other,
    };

    /// <summary>Why readers may make something else of a member than its type says; null if they agree.</summary>
    private string? WhyTypeDiffers(TarHeader header, string name, bool isLink)
    {
        // GNU tar and libarchive take a file of such a name for a folder, Python does so in v7 headers alone, and
        // there by the name in the header itself.
        bool isOldFolder = header.Type == TarLayout.TypeFileV7 && header.Name.AsSpan().EndsWith("/"u8);
        return name.EndsWith('/') && header.Type != TarLayout.TypeDirectory && !isOldFolder
            ? "the name ends in a slash like a folder's, but the type is none of a folder"
            : !isLink && _extensions.HasLink
                ? "an extension header gives a link target to what is no link"
            : null;
    }

    private void ObserveFields(TarHeader header)
    {
        string name = TextDecoding.Decode(header.Name, out _);
        foreach (string hidden in header.HiddenBytes().Concat(TarFieldGrammar.NoNumbers(header)))
        {
            context.Observe(ArchiveObservationKind.NonZeroPadding, name, header.Offset, hidden);
        }

        if (TarFieldGrammar.WhySparse(header) is { } why)
        {
            context.Observe(ArchiveObservationKind.VendorExtension, name, header.Offset, why);
        }
    }

    private ArchiveMember Begin(TarHeader header)
    {
        if (header.Type is TarLayout.TypeGnuSparse or TarLayout.TypeGnuMultiVolume)
        {
            string what = header.Type == TarLayout.TypeGnuSparse ? "sparse files" : "archives of several volumes";
            throw new ArchiveException(ArchiveErrorReason.Unsupported, $"{what} in tar are not read", header.Offset);
        }

        TarMemberFields fields = _extensions.Apply(header);
        string name = TextDecoding.Decode(fields.Name, out bool isUtf8);
        if (header.HasUnusedPrefix)
        {
            context.Observe(
                ArchiveObservationKind.NamesDiffer,
                name,
                header.Offset,
                "bytes stand where other forms of the header have a prefix of the name; some readers use them");
        }

        ArchiveMemberType type = TypeOf(header.Type, name.EndsWith('/'));
        bool isLink = type is ArchiveMemberType.HardLink or ArchiveMemberType.SymbolicLink;
        if (WhyTypeDiffers(header, name, isLink) is { } why)
        {
            context.Observe(ArchiveObservationKind.TypesDiffer, name, header.Offset, why);
        }

        if (!isLink && header.LinkName.Length > 0)
        {
            context.Observe(
                ArchiveObservationKind.NonZeroPadding,
                name,
                header.Offset,
                $"{header.LinkName.Length} bytes in the link name of something that is no link");
        }
        bool isLinkUtf8 = true;
        string? target = isLink
            ? TextDecoding.Decode(fields.LinkName, out isLinkUtf8)
            : null;

        // POSIX: links, devices, directories and pipes have no data, whatever their size field says. What is of
        // an unknown type has. If a writer disagrees, the next block is no header, and that is an error.
        bool hasContent = type is ArchiveMemberType.File or ArchiveMemberType.Other;
        if (!hasContent && fields.Size != 0)
        {
            context.Observe(
                ArchiveObservationKind.SizeOnNonFile,
                name,
                header.Offset,
                $"a size of {fields.Size} bytes on something without content; readers differ in what they skip");
        }

        _size = hasContent ? fields.Size : 0;
        _name = name;
        context.CheckMemberSize(name, _size, header.Offset);
        _content = new TarContent(container, name, _size);
        _access = new MemberContent(_content);
        var member = new ArchiveMember(_access.Open)
        {
            Name = name,
            Type = type,
            Mode = header.Mode,
            Size = type == ArchiveMemberType.File ? _size : 0,
            LinkTarget = target,
            ModifiedAt = fields.ModifiedAt,
            Offset = header.Offset,
            OtherNames = [.. fields.OtherNames.Select(other => TextDecoding.Decode(other, out _))],
        };
        _inspector.Inspect(member, isUtf8 && isLinkUtf8);
        return member;
    }

    private void FinishMember()
    {
        if (_content is null)
        {
            return;
        }

        _access!.End();
        _content.SkipRest();
        TarPadding.Skip(container, context, _size, _name);
        (_content, _access) = (null, null);
    }

    /// <summary>Reads the next block that is no end mark; at the end it accounts for what follows.</summary>
    private bool TryReadBlock(out byte[] block, out long offset)
    {
        int read;
        if (_firstBlock is not null)
        {
            (block, offset, read, _firstBlock) = (_firstBlock, 0, TarLayout.BlockLength, null);
        }
        else
        {
            block = new byte[TarLayout.BlockLength];
            offset = container.Offset;
            read = container.ReadFull(block, 0, block.Length);
        }

        if (read == block.Length && block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return true;
        }

        if (read is > 0 and < TarLayout.BlockLength)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Truncated,
                $"the archive ends inside a header, after {read} bytes",
                container.Offset);
        }

        _ended = true;
        if (_extensions.ArePending)
        {
            context.Observe(
                ArchiveObservationKind.StrayExtension,
                null,
                _extensions.FirstPending,
                "extension headers at the end of the archive belong to no member");
        }

        _extensions.ObserveUnknown();
        FinishArchive(read == 0, offset);
        return false;
    }

    /// <summary>Two blocks of zeros end an archive. All readers stop at them, so what follows is seen by none.
    /// </summary>
    private void FinishArchive(bool endedWithoutMark, long offset)
    {
        (long count, long nonZero, long firstNonZero) = container.Drain();
        if (endedWithoutMark || count < TarLayout.BlockLength)
        {
            context.Observe(
                ArchiveObservationKind.MissingEndOfArchive,
                null,
                offset,
                $"the archive stops {(endedWithoutMark ? "without" : "after one of")} its two end-of-archive blocks");
        }

        if (nonZero > 0)
        {
            context.Observe(
                ArchiveObservationKind.DataAfterEndOfArchive,
                null,
                firstNonZero,
                $"{nonZero} bytes that are not zero follow the end of the archive");
        }
    }
}
