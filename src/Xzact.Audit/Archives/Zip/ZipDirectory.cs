using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Xzact.Audit.Archives.Zip;

/// <summary>Where the central directory is and what the end records say of it.</summary>
internal sealed class ZipDirectory
{
    /// <summary>Offset of the directory in the file.</summary>
    public long Start { get; private init; }

    /// <summary>Offset behind its last byte.</summary>
    public long End { get; private init; }

    /// <summary>The number of its entries.</summary>
    public long Count { get; private init; }

    /// <summary>Whether <see cref="Count"/> is a 16-bit number, which some writers let overflow.</summary>
    public bool IsCount16 { get; private init; }

    /// <summary>Bytes before the archive, which its own offsets do not count.</summary>
    public long Base { get; private init; }

    /// <summary>Offset of the first end record, behind the directory.</summary>
    public long EndRecords { get; private init; }

    /// <summary>The comment on the archive.</summary>
    public byte[] Comment { get; private init; } = [];

    /// <summary>The offset of the end of central directory record; -1 if there is none.</summary>
    /// <remarks>The last one that fits is taken, as most readers do.</remarks>
    public static long FindEnd(ZipFile file, ArchiveContext? context)
    {
        int tailLength = (int)Math.Min(file.Length, ZipLayout.EndLength + ushort.MaxValue);
        long tailStart = file.Length - tailLength;
        ReadOnlySpan<byte> tail = file.Read(tailStart, tailLength, "the end of the zip");
        long found = -1;
        int exact = 0;
        int behind = 0;
        for (int at = tail.LastIndexOf(ZipLayout.EndMagic); at >= 0; at = tail[..at].LastIndexOf(ZipLayout.EndMagic))
        {
            ReadOnlySpan<byte> record = tail[at..];
            behind += found < 0 ? 1 : 0;
            if (record.Length < ZipLayout.EndLength)
            {
                continue;
            }

            int length = ZipLayout.EndLength
                + BinaryPrimitives.ReadUInt16LittleEndian(record[ZipLayout.EndCommentLengthOffset..]);
            found = found < 0 && length <= record.Length ? tailStart + at : found;
            exact += length == record.Length ? 1 : 0;
        }

        if (exact > 1)
        {
            context?.Observe(
                ArchiveObservationKind.AmbiguousEnd,
                null,
                found,
                $"{exact} end of central directory records fit the file; readers may see different archives");
        }
        else if (found >= 0 && behind > 1)
        {
            // Some readers take the last signature, whether its comment fits or not.
            context?.Observe(
                ArchiveObservationKind.AmbiguousEnd,
                null,
                found,
                "the signature of an end record stands again behind the last record that fits the file");
        }

        return found;
    }

    /// <summary>Whether the end record at an offset has a directory whose first header leads to a member: where the
    /// record says, or directly before it or its zip64 record.</summary>
    public static bool IsBefore(ZipFile file, long endOffset)
    {
        if (endOffset > file.Length - ZipLayout.EndLength)
        {
            return false;
        }

        try
        {
            EndRecord end = Read32(file.Read(endOffset, ZipLayout.EndLength, "an end record"));
            long firstRecord = endOffset;
            if (FindEnd64(file, endOffset) is { } end64)
            {
                (firstRecord, end) = (end64, Read64(file, end64));
            }

            long before = firstRecord - end.Size;
            return LeadsToMember(file, end.Offset, 0) || LeadsToMember(file, before, before - end.Offset);
        }
        catch (ArchiveException)
        {
            return false; // it points out of the file
        }
    }

    private static bool LeadsToMember(ZipFile file, long start, long shift)
    {
        if (start < 0 || start > file.Length - ZipLayout.CentralLength || !IsCentral(file, start))
        {
            return false;
        }

        byte[] header = file.Read(start, ZipLayout.CentralLength, "a central header");
        long local = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralLocalOffsetOffset));
        return local == ZipLayout.Saturated32
            || (local + shift is >= 0 and var at && at <= file.Length - ZipLayout.LocalLength
                && file.Read(at, ZipLayout.LocalLength, "a local header").AsSpan().StartsWith(ZipLayout.LocalMagic));
    }

    /// <exception cref="ArchiveException">There is no end record, or it does not fit the file.</exception>
    public static ZipDirectory Locate(ZipFile file, ArchiveContext context)
    {
        long endOffset = FindEnd(file, context);
        if (endOffset < 0)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Truncated, "the zip has no end of central directory record", file.Length);
        }

        byte[] end = file.Read(endOffset, ZipLayout.EndLength, "the end of central directory record");
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(ZipLayout.EndCommentLengthOffset));
        long afterEnd = endOffset + ZipLayout.EndLength + commentLength;
        if (afterEnd < file.Length)
        {
            context.Observe(
                ArchiveObservationKind.TrailingData,
                null,
                afterEnd,
                $"{file.Length - afterEnd} bytes follow the end of the zip");
        }

        if (!end.AsSpan(ZipLayout.EndDiskCountOffset, sizeof(ushort))
            .SequenceEqual(end.AsSpan(ZipLayout.EndCountOffset, sizeof(ushort))))
        {
            context.Observe(
                ArchiveObservationKind.AmbiguousEnd,
                null,
                endOffset,
                "the end of central directory record has two different counts of members");
        }

        EndRecord record = Read32(end);
        long firstRecord = endOffset;
        if (FindEnd64(file, endOffset) is { } end64Offset)
        {
            ObserveEnd64(file, end64Offset, endOffset, context);
            firstRecord = end64Offset;
            record = Merge(record, Read64(file, end64Offset), endOffset, context);
        }

        (long start, long shift) = Fit(file, context, record, firstRecord, endOffset);
        return new ZipDirectory
        {
            Start = start,
            End = start + record.Size,
            Count = record.Count,
            IsCount16 = firstRecord == endOffset,
            Base = shift,
            EndRecords = firstRecord,
            Comment = file.Read(endOffset + ZipLayout.EndLength, commentLength, "the comment"),
        };
    }

    /// <summary>Finds the directory, whose own offset does not count bytes that were put before the archive.</summary>
    private static (long Start, long Shift) Fit(
        ZipFile file, ArchiveContext context, EndRecord record, long firstRecord, long endOffset)
    {
        if (record.Disk != 0 || record.DirectoryDisk != 0)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, "zip archives of several volumes are not read", endOffset);
        }

        if (record.Count > context.Limits.MaxMembers)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"the zip has {record.Count} members; the limit is {context.Limits.MaxMembers}",
                endOffset);
        }

        if (record.Size < 0 || record.Offset < 0 || record.Count < 0
            || record.Size > firstRecord || record.Offset > firstRecord - record.Size)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                $"the central directory ({record.Size} bytes at {record.Offset}) does not fit before its end record",
                endOffset);
        }

        long shift = firstRecord - record.Size - record.Offset;
        bool isShifted = shift > 0 && record.Size > 0 && !IsCentral(file, record.Offset)
            && IsCentral(file, record.Offset + shift);
        return isShifted ? (record.Offset + shift, shift) : (record.Offset, 0);
    }

    private static bool IsCentral(ZipFile file, long offset) =>
        offset <= file.Length - sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(file.Read(offset, sizeof(uint), "a header"))
            == ZipLayout.CentralSignature;

    private static long? FindEnd64(ZipFile file, long endOffset)
    {
        long locatorOffset = endOffset - ZipLayout.Locator64Length;
        if (locatorOffset < 0)
        {
            return null;
        }

        byte[] locator = file.Read(locatorOffset, ZipLayout.Locator64Length, "the zip64 locator");
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != ZipLayout.Locator64Signature)
        {
            return null;
        }

        // The stored offset does not count what was put before the archive; the record's usual place does.
        long stored = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(ZipLayout.Locator64EndOffset));
        foreach (long offset in (ReadOnlySpan<long>)[stored, locatorOffset - ZipLayout.End64Length])
        {
            if (offset >= 0 && offset <= locatorOffset - ZipLayout.End64Length
                && BinaryPrimitives.ReadUInt32LittleEndian(file.Read(offset, sizeof(uint), "the zip64 end record"))
                    == ZipLayout.End64Signature)
            {
                return offset;
            }
        }

        throw new ArchiveException(
            ArchiveErrorReason.Corrupt, "the zip64 locator points at no zip64 end record", locatorOffset);
    }

    /// <summary>
    /// The zip64 record, of exactly the size that it has here, ends where its locator begins, and the locator points at
    /// it; else readers that look there and readers that go by the locator see different archives.
    /// </summary>
    private static void ObserveEnd64(ZipFile file, long end64Offset, long endOffset, ArchiveContext context)
    {
        byte[] record = file.Read(end64Offset, ZipLayout.End64Length, "the zip64 end record");
        long size = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(ZipLayout.End64SizeOffset));
        long locatorOffset = endOffset - ZipLayout.Locator64Length;
        byte[] locator = file.Read(locatorOffset, ZipLayout.Locator64Length, "the zip64 locator");
        if (size != ZipLayout.End64Length - ZipLayout.End64SizeOffset - sizeof(long)
            || end64Offset + ZipLayout.End64Length != locatorOffset)
        {
            Observe($"the zip64 end record does not end at byte {locatorOffset}, where its locator begins");
        }

        long stored = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(ZipLayout.Locator64EndOffset));
        if (stored != end64Offset)
        {
            Observe($"the zip64 locator points at byte {stored}, the zip64 end record is at byte {end64Offset}");
        }

        // Some writers count no disks at all.
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator.AsSpan(ZipLayout.Locator64DiskOffset)) != 0
            || BinaryPrimitives.ReadUInt32LittleEndian(locator.AsSpan(ZipLayout.Locator64DisksOffset)) > 1)
        {
            Observe("the zip64 locator speaks of several volumes");
        }

        if (!record.AsSpan(ZipLayout.End64DiskCountOffset, sizeof(long))
            .SequenceEqual(record.AsSpan(ZipLayout.End64CountOffset, sizeof(long))))
        {
            Observe("the zip64 end record has two different counts of members");
        }

        void Observe(string text) => context.Observe(ArchiveObservationKind.AmbiguousEnd, null, end64Offset, text);
    }

    private static EndRecord Read32(ReadOnlySpan<byte> end) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(end[ZipLayout.EndDiskOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(end[ZipLayout.EndDirectoryDiskOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(end[ZipLayout.EndCountOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(end[ZipLayout.EndDirectorySizeOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(end[ZipLayout.EndDirectoryOffsetOffset..]));

    private static EndRecord Read64(ZipFile file, long offset)
    {
        ReadOnlySpan<byte> end = file.Read(offset, ZipLayout.End64Length, "the zip64 end record");
        return new EndRecord(
            BinaryPrimitives.ReadUInt32LittleEndian(end[ZipLayout.End64DiskOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[ZipLayout.End64DirectoryDiskOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(end[ZipLayout.End64CountOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(end[ZipLayout.End64DirectorySizeOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(end[ZipLayout.End64DirectoryOffsetOffset..]));
    }

    /// <summary>4.4.1.4: the zip64 record counts for the values that are saturated in the other one.</summary>
    private static EndRecord Merge(EndRecord end, EndRecord end64, long endOffset, ArchiveContext context)
    {
        var merged = new EndRecord(
            end.Disk == ZipLayout.Saturated16 ? end64.Disk : end.Disk,
            end.DirectoryDisk == ZipLayout.Saturated16 ? end64.DirectoryDisk : end.DirectoryDisk,
            end.Count == ZipLayout.Saturated16 ? end64.Count : end.Count,
            end.Size == ZipLayout.Saturated32 ? end64.Size : end.Size,
            end.Offset == ZipLayout.Saturated32 ? end64.Offset : end.Offset);
        if (merged != end64)
        {
            context.Observe(
                ArchiveObservationKind.AmbiguousEnd,
                null,
                endOffset,
                "the zip64 end record says something else than the end of central directory record");
        }

        return merged;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct EndRecord(long Disk, long DirectoryDisk, long Count, long Size, long Offset);
}
