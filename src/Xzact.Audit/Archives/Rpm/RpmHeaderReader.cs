using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>Reads a header and accounts for every byte of it: index entries, their data, what lies between, and the
/// region that digests and signatures are about.</summary>
/// <param name="input">The file, at the header's first byte.</param>
/// <param name="context">Limits and observations.</param>
/// <param name="isSignature">Whether it is the signature; else it is the main header.</param>
internal sealed class RpmHeaderReader(ArchiveInput input, ArchiveContext context, bool isSignature)
{
    // RPM's own limit on entries; the largest headers of source packages have a few MiB of data.
    private const int MaxEntries = 65_535;
    private const int MaxDataBytes = 32 << 20;
    private const int PieceBytes = 1 << 20;

    private readonly long _start = input.Offset;
    private readonly string _name = isSignature ? "signature" : "header";
    private byte[] _raw = [];
    private int _dataStart;

    private uint RegionTag => isSignature ? RpmTag.HeaderSignatures : RpmTag.HeaderImmutable;

    /// <summary>Reads the header.</summary>
    /// <exception cref="ArchiveException">It is damaged, cut off or over a limit; entries that overlap or lead out of
    /// the data are damage.</exception>
    public RpmHeader Read()
    {
        Append(RpmLayout.IntroLength, "intro");
        if (!_raw.AsSpan().StartsWith(RpmLayout.HeaderMagic))
        {
            throw Failed(ArchiveErrorReason.Corrupt, $"no {_name}: its magic is not 8eade80100000000", 0);
        }

        uint count = UInt32(RpmLayout.IntroEntriesOffset);
        uint length = UInt32(RpmLayout.IntroDataOffset);
        CheckLimit(count, MaxEntries, "entries", RpmLayout.IntroEntriesOffset);
        CheckLimit(length, MaxDataBytes, "bytes of data", RpmLayout.IntroDataOffset);
        _dataStart = RpmLayout.IntroLength + ((int)count * RpmLayout.EntryLength);
        Append((int)count * RpmLayout.EntryLength, "index");
        Append((int)length, "data");

        RpmEntry[] entries = [.. ReadEntries((int)count)];
        RpmHeader header = new(_raw, _start, _name, entries, context.Limits.MaxMembers);
        AccountForData(entries);
        AccountForTags(entries);
        AccountForRegion(entries);
        return header;
    }

    /// <summary>Reads entries in the order of their data, so that each byte is looked at once however many entries
    /// there are.</summary>
    private IEnumerable<RpmEntry> ReadEntries(int count)
    {
        int[] places = [.. Enumerable.Range(0, count).Select(i => RpmLayout.IntroLength + (i * RpmLayout.EntryLength))];
        int[] byData = [.. places.OrderBy(at => UInt32(at + 8))];
        Dictionary<int, RpmEntry> read = new(count);
        int end = 0;
        foreach (int at in byData)
        {
            RpmEntry entry = ReadEntry(at);
            if (entry.Start < end)
            {
                throw Failed(
                    ArchiveErrorReason.Corrupt,
                    $"the data of tag {entry.Tag} of the {_name} begins inside that of another", at);
            }

            end = entry.End;
            read.Add(at, entry);
        }

        return places.Select(at => read[at]);
    }

    private RpmEntry ReadEntry(int at)
    {
        uint tag = UInt32(at);
        uint type = UInt32(at + 4);
        uint offset = UInt32(at + 8);
        uint count = UInt32(at + 12);
        string entry = $"tag {tag} of the {_name}";
        if (type is < (uint)RpmType.Char or > (uint)RpmType.LocalisedString)
        {
            throw Failed(ArchiveErrorReason.Corrupt, $"{entry} has the type {type}; 1 to 9 are defined", at + 4);
        }

        int length = _raw.Length - _dataStart;
        if (offset >= length)
        {
            throw Failed(
                ArchiveErrorReason.Corrupt, $"{entry} leads to byte {offset} of data that has {length}", at + 8);
        }

        if (offset % RpmTypeInfo.AlignmentOf((RpmType)type) != 0)
        {
            throw Failed(
                ArchiveErrorReason.Corrupt,
                $"{entry} leads to byte {offset}, where no value of its type begins", at + 8);
        }

        if (count == 0 || (type == (uint)RpmType.String && count != 1))
        {
            throw Failed(ArchiveErrorReason.Corrupt, $"{entry} has {count} values", at + 12);
        }

        return new(tag, (RpmType)type, (int)offset, EndOf((int)offset, count, (RpmType)type, entry, at), (int)count);
    }

    private int EndOf(int offset, uint count, RpmType type, string entry, int at)
    {
        long length = _raw.Length - _dataStart;
        long end = offset + ((long)count * RpmTypeInfo.SizeOf(type));
        if (RpmTypeInfo.SizeOf(type) == 0)
        {
            for (uint i = 0; i < count; i++)
            {
                int zero = _raw.AsSpan(_dataStart + (int)end).IndexOf((byte)0);
                if (zero < 0)
                {
                    throw Failed(
                        ArchiveErrorReason.Corrupt,
                        $"{entry} has {count} texts, of which number {i + 1} does not end inside the data", at + 12);
                }

                end += zero + 1;
            }
        }

        return end <= length ? (int)end : throw Failed(
            ArchiveErrorReason.Corrupt,
            $"{entry} ends {end - length} bytes behind the data, which has {length}", at + 12);
    }

    private void AccountForData(RpmEntry[] entries)
    {
        int end = 0;
        foreach (RpmEntry entry in entries.OrderBy(e => e.Start))
        {
            AccountForGap(end, entry.Start, RpmTypeInfo.AlignmentOf(entry.Type));
            end = entry.End;
        }

        AccountForGap(end, _raw.Length - _dataStart, 1);
    }

    private void AccountForGap(int start, int end, int alignment)
    {
        ReadOnlySpan<byte> gap = _raw.AsSpan((_dataStart + start)..(_dataStart + end));
        bool isZero = !gap.ContainsAnyExcept((byte)0);
        if (gap.Length < alignment && isZero)
        {
            return;
        }

        Observe(
            isZero ? ArchiveObservationKind.StreamPadding : ArchiveObservationKind.UnaccountedBytes,
            _dataStart + start,
            $"{gap.Length} bytes of the {_name}'s data{(isZero ? ", all zero," : "")} belong to no entry");
    }

    private void AccountForTags(RpmEntry[] entries)
    {
        HashSet<uint> seen = [];
        for (int i = 0; i < entries.Length; i++)
        {
            int at = RpmLayout.IntroLength + (i * RpmLayout.EntryLength);
            uint tag = entries[i].Tag;
            if (!seen.Add(tag))
            {
                Observe(
                    ArchiveObservationKind.StrayExtension, at,
                    $"the {_name} has tag {tag} more than once; readers take the first or the last");
            }
            else if (!RpmTag.IsKnown(tag, isSignature))
            {
                Observe(
                    ArchiveObservationKind.UnknownExtraField, at,
                    $"the {_name} has {entries[i].End - entries[i].Start} bytes under tag {tag}, which RPM does not "
                    + "know");
            }
        }
    }

    /// <summary>The first entry's data repeats the entry, with the length of the index that belongs to the region
    /// as a negative number (section "Immutable regions").</summary>
    private void AccountForRegion(RpmEntry[] entries)
    {
        if (entries.Length == 0 || entries[0].Tag != RegionTag)
        {
            Observe(
                ArchiveObservationKind.UnverifiedData, 0,
                $"the {_name} does not begin with the region that digests and signatures cover");
            return;
        }

        int at = _dataStart + entries[0].Start;
        if (entries[0] is not { Type: RpmType.Binary, Count: RpmLayout.EntryLength })
        {
            throw Failed(
                ArchiveErrorReason.Corrupt, $"the region of the {_name} is not {RpmLayout.EntryLength} bytes",
                RpmLayout.IntroLength);
        }

        // Old packages have another tag in the trailer of their signature.
        bool isTag = UInt32(at) == RegionTag || (isSignature && UInt32(at) == RpmTag.HeaderImage);
        int covered = -(int)UInt32(at + 8);
        if (!isTag || UInt32(at + 4) != (uint)RpmType.Binary || UInt32(at + 12) != RpmLayout.EntryLength
            || covered <= 0 || covered % RpmLayout.EntryLength != 0
            || covered > entries.Length * RpmLayout.EntryLength)
        {
            throw Failed(
                ArchiveErrorReason.Corrupt, $"the region of the {_name} does not end in a copy of its entry", at);
        }

        int outside = entries.Length - (covered / RpmLayout.EntryLength);
        int behind = _raw.Length - at - RpmLayout.EntryLength;
        if (outside > 0 || behind > 0)
        {
            Observe(
                ArchiveObservationKind.StrayExtension, at,
                $"{outside} entries and {behind} bytes of the {_name}'s data lie outside the region that digests and "
                + "signatures cover");
        }
    }

    /// <summary>Reads on, in pieces, so that memory is taken for bytes that are there and not for a number.</summary>
    private void Append(int count, string what)
    {
        for (int left = count; left > 0;)
        {
            int start = _raw.Length;
            int piece = Math.Min(left, Math.Max(PieceBytes, start));
            Array.Resize(ref _raw, start + piece);
            int read = input.ReadFull(_raw, start, piece);
            if (read < piece)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.Truncated, $"the file ends inside the {what} of the {_name}", input.Offset,
                    ArchiveOffsetBase.File);
            }

            left -= piece;
        }
    }

    private void CheckLimit(uint value, int limit, string what, int at)
    {
        if (value > limit)
        {
            throw Failed(
                ArchiveErrorReason.OverLimit, $"the {_name} has {value} {what}; the limit is {limit}", at);
        }
    }

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_raw.AsSpan(at));

    private void Observe(ArchiveObservationKind kind, int at, string text) =>
        context.Observe(kind, null, _start + at, text, ArchiveOffsetBase.File);

    private ArchiveException Failed(ArchiveErrorReason reason, string what, int at) =>
        new(reason, what, _start + at, ArchiveOffsetBase.File);
}
