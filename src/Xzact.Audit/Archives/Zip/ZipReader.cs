using System.Diagnostics.CodeAnalysis;

namespace Xzact.Audit.Archives.Zip;

/// <summary>Reads zip in the order of its central directory, which is what counts for all readers, and compares it
/// with what the local headers say.</summary>
internal sealed class ZipReader : ContainerReader
{
    private readonly ZipFile _file;
    private readonly ArchiveContext _context;
    private readonly MemberInspector _inspector;
    private readonly ZipDirectory _directory;
    private readonly ArchiveInput _entries;
    private readonly ZipExtents _extents = new();
    private readonly ZipExtraTally _extras = new();
    private readonly byte[] _scratch = new byte[16384];
    private ZipContent? _content;
    private MemberContent? _access;
    private long _unpacked;
    private long _count;
    private bool _ended;

    /// <exception cref="ArchiveException">The zip has no directory, or cannot be read from its end.</exception>
    public ZipReader(ZipFile? file, ArchiveContext context)
    {
        _file = file ?? throw new ArchiveException(
            ArchiveErrorReason.Unsupported, "a zip is read from its end, which this stream cannot seek to", 0);
        _context = context;
        _inspector = new MemberInspector(context);
        _directory = ZipDirectory.Locate(file, context);
        _entries = file.Open(_directory.Start, _directory.End - _directory.Start);
        context.ReadComment(_directory.Comment, file.Length - _directory.Comment.Length);
    }

    /// <summary>Whether a file is a zip: by its first bytes, or, if those make no tar either, by its end, for a zip
    /// may stand behind other data.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start, [NotNullWhen(true)] ZipFile? file)
    {
        if (start.StartsWith(ZipLayout.LocalMagic) || start.StartsWith(ZipLayout.EndMagic))
        {
            return true;
        }

        if (file is null || Tar.TarHeader.IsHeader(start))
        {
            return false;
        }

        long position = file.StreamPosition;
        try
        {
            return ZipDirectory.FindEnd(file, null) >= 0;
        }
        finally
        {
            file.StreamPosition = position;
        }
    }

    public override ArchiveMember? ReadNext()
    {
        FinishMember();
        if (_entries.Offset >= _directory.End)
        {
            Finish();
            return null;
        }

        _context.CountHeader(_entries.Offset);
        _count++;
        ZipEntry entry = ZipEntry.Read(_entries, _context);
        string name = ZipMetadata.Name(entry, out bool isUtf8);
        CheckSupport(entry, name);
        _context.CheckMemberSize(name, entry.Size, entry.Offset);
        if (entry.LocalOffset > _directory.Start)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                $"the local header of {NameText.Quote(name)} should lie at {entry.LocalOffset}, behind the directory",
                entry.Offset);
        }

        long localOffset = _directory.Base + entry.LocalOffset;
        ZipLocalHeader local = ZipLocalHeader.Read(_file, localOffset, entry);
        if (entry.CompressedSize > _directory.Start - local.DataOffset)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                $"the data of {NameText.Quote(name)} reaches into the directory",
                localOffset);
        }

        ObserveHeaders(entry, local, name, localOffset);
        return Begin(entry, local, name, localOffset, isUtf8);
    }

    public override void Dispose()
    {
        _access?.End();
        _content?.Dispose();
    }

    private static void CheckSupport(ZipEntry entry, string name)
    {
        const int Encryption =
            ZipLayout.FlagEncrypted | ZipLayout.FlagStrongEncryption | ZipLayout.FlagMaskedHeaders;
        string? what = entry switch
        {
            _ when (entry.Flags & Encryption) != 0 => "is encrypted",
            _ when (entry.Flags & ZipLayout.FlagPatch) != 0 => "is a patch",
            { Method: not (ZipLayout.MethodStored or ZipLayout.MethodDeflate) } =>
                $"is compressed by method {entry.Method}; 0 (stored) and 8 (deflate) are read",
            _ => null,
        };
        if (what is not null)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, $"member {NameText.Quote(name)} {what}", entry.Offset);
        }
    }

    private ArchiveMember Begin(ZipEntry entry, ZipLocalHeader local, string name, long localOffset, bool isUtf8)
    {
        _content = new ZipContent(_file, local.DataOffset, entry, name, CountUnpacked, _context);
        (ArchiveMemberType type, int mode) = ZipMetadata.TypeAndMode(entry, name);
        string? target = null;
        if (type == ArchiveMemberType.SymbolicLink)
        {
            target = ReadLink(entry, ref isUtf8);
        }
        else if (type != ArchiveMemberType.File && entry.Size != 0)
        {
            _context.Observe(
                ArchiveObservationKind.SizeOnNonFile,
                name,
                localOffset,
                $"a size of {entry.Size} bytes on something without content");
        }

        bool isFile = type == ArchiveMemberType.File;
        _access = new MemberContent(isFile ? _content : Stream.Null);
        var member = new ArchiveMember(_access.Open)
        {
            Name = name,
            Type = type,
            Mode = mode,
            Size = isFile ? entry.Size : 0,
            LinkTarget = target,
            ModifiedAt = ModifiedAt(entry, name),
            Offset = localOffset,
            OtherNames = OtherNames(entry, local, name),
        };
        _inspector.Inspect(member, isUtf8);
        return member;
    }

    /// <summary>Every name that the headers and their Unicode path fields give and that does not count.</summary>
    private static string[] OtherNames(ZipEntry entry, ZipLocalHeader local, string name) =>
    [
        .. new[]
            {
                ZipMetadata.Decode(entry.RawName), ZipMetadata.Decode(local.Name),
                ZipMetadata.OldName(entry),
            }
            .Concat(ZipUnicodePath.All(entry.Extra, entry.RawName).Select(path => path.Path))
            .Concat(ZipUnicodePath.All(local.Extra, local.Name).Select(path => path.Path))
            .Where(other => other.Length > 0 && other != name)
            .Distinct(),
    ];

    /// <summary>A symbolic link's target is its content.</summary>
    private string ReadLink(ZipEntry entry, ref bool isUtf8)
    {
        _context.CheckNameLength(entry.Size, entry.Offset);
        byte[] target = new byte[entry.Size];
        _content!.ReadFull(target, 0, target.Length);
        string decoded = TextDecoding.Decode(target, out bool isTargetUtf8);
        isUtf8 &= isTargetUtf8;
        return decoded;
    }

    private DateTimeOffset ModifiedAt(ZipEntry entry, string name)
    {
        if (ZipMetadata.ModifiedAt(entry) is { } time)
        {
            return time;
        }

        _context.Observe(
            ArchiveObservationKind.InvalidTime,
            name,
            entry.Offset,
            "the modification time is no date; read as 1980-01-01");
        return new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private void ObserveHeaders(ZipEntry entry, ZipLocalHeader local, string name, long localOffset)
    {
        long end = local.DataOffset + entry.CompressedSize;
        if ((entry.Flags & ZipLayout.FlagDescriptor) != 0)
        {
            int length = ZipDescriptor.Match(_file, end, entry);
            end += length;
            if (length == 0)
            {
                Observe(
                    ArchiveObservationKind.DataDescriptorDiffers,
                    end,
                    "the data descriptor does not fit the directory");
            }
        }

        _extents.Add(localOffset, end);
        _extras.Add(entry.Extra, name, entry.Offset, _context);
        _extras.Add(local.Extra, name, localOffset, _context);
        if (entry.Extra.HasUnusedZip64(entry.Size, entry.CompressedSize, entry.LocalOffset)
            || local.Extra.HasUnusedZip64(entry.Size, entry.CompressedSize, entry.LocalOffset))
        {
            Observe(ArchiveObservationKind.ExtraFieldBytes, entry.Offset, "bytes that are no size in a zip64 field");
        }

        if (local.Differences.Count > 0)
        {
            Observe(
                ArchiveObservationKind.LocalHeaderDiffers,
                localOffset,
                $"the local header differs from the directory in: {string.Join(", ", local.Differences)}");
        }

        string?[] odd =
        [
            ZipUnicodePath.WhyOdd(entry.Extra, entry.RawName), ZipUnicodePath.WhyOdd(local.Extra, local.Name),
            ZipMetadata.WhyNameDiffers(entry),
        ];
        if (Array.Find(odd, why => why is not null) is { } whyOdd)
        {
            Observe(ArchiveObservationKind.NamesDiffer, entry.Offset, whyOdd);
        }

        if (ZipMetadata.WhyTypeDiffers(entry, name) is { } whyType)
        {
            Observe(ArchiveObservationKind.TypesDiffer, entry.Offset, whyType);
        }

        if (entry.Comment.Length > 0)
        {
            Observe(ArchiveObservationKind.Comment, entry.Offset, $"a comment of {entry.Comment.Length} bytes");
        }

        void Observe(ArchiveObservationKind kind, long offset, string text) =>
            _context.Observe(kind, name, offset, text);
    }

    private void CountUnpacked(int count)
    {
        _unpacked += count;
        _context.CheckUnpacked(_unpacked, _file.Length, _entries.Offset);
        _context.CheckTime(_entries.Offset, ArchiveOffsetBase.File);
    }

    private void FinishMember()
    {
        if (_content is null)
        {
            return;
        }

        _access!.End();
        while (_content.Read(_scratch, 0, _scratch.Length) > 0)
        {
            // Read to its end, because that is where size and CRC-32 are verified.
        }

        _content.Dispose();
        (_content, _access) = (null, null);
    }

    private void Finish()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        long expected = _directory.IsCount16 ? _count & ZipLayout.Saturated16 : _count;
        if (_directory.Count != expected)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                $"the directory lists {_count} members, its end record says {_directory.Count}",
                _directory.End);
        }

        if (_directory.Count != _count)
        {
            _context.Observe(
                ArchiveObservationKind.AmbiguousEnd,
                null,
                _directory.EndRecords,
                $"the end record counts {_directory.Count} of {_count} members; some readers stop there");
        }

        _extents.Observe(_file, _directory, _context);
        _extras.Observe(_context);
    }
}
