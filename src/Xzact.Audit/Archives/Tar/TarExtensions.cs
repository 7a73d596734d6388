using System.Buffers;
using System.Globalization;

namespace Xzact.Audit.Archives.Tar;

/// <summary>What extension headers say about the next member: GNU long names, pax records, pax global records.
/// </summary>
internal sealed class TarExtensions(ContainerStream container, ArchiveContext context)
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly SortedDictionary<string, (int Count, long Bytes, long First)> _unknown =
        new(StringComparer.Ordinal);

    private PaxRecords? _global;
    private PaxRecords? _local;
    private readonly List<byte[]> _superseded = [];
    private byte[]? _longName;
    private byte[]? _longLink;
    // More different keywords than this are one observation less, not less of a doubt.
    private const int MaxUnknown = 1000;

    private int _pending;
    private long _firstPending;

    /// <summary>Whether extension headers wait for their member.</summary>
    public bool ArePending => _pending > 0;

    /// <summary>Where the first of them stands.</summary>
    public long FirstPending => _firstPending;

    /// <summary>Whether an extension header gave the last member a link target.</summary>
    public bool HasLink { get; private set; }

    /// <summary>Reads the header's content if it is an extension.</summary>
    /// <returns>False if it is a member's own header.</returns>
    public bool TryRead(TarHeader header)
    {
        if (header.Type is not (TarLayout.TypePax or TarLayout.TypePaxSolaris or TarLayout.TypePaxGlobal
            or TarLayout.TypeGnuLongName or TarLayout.TypeGnuLongLink))
        {
            return false;
        }

        if (TarFieldGrammar.WhyNoPlainExtension(header) is { } why)
        {
            context.Observe(
                ArchiveObservationKind.MalformedExtension,
                null,
                header.Offset,
                $"an extension header has more than its fields: {why}");
        }

        _firstPending = _pending == 0 ? header.Offset : _firstPending;
        if (header.Type != TarLayout.TypePaxGlobal && ++_pending > TarLayout.MaxExtensions)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"more than {TarLayout.MaxExtensions} extension headers before one member",
                header.Offset);
        }

        long offset = container.Offset;
        byte[] content = ReadContent(header);
        switch (header.Type)
        {
            case TarLayout.TypeGnuLongName:
                Supersede(_longName);
                _longName = SetOnce(_longName, Text(content, offset), "long name", header.Offset);
                break;
            case TarLayout.TypeGnuLongLink:
                _longLink = SetOnce(_longLink, Text(content, offset), "long link name", header.Offset);
                break;
            case TarLayout.TypePaxGlobal:
                ReadGlobal(PaxRecords.Parse(content, offset), header.Offset);
                break;
            default:
                Supersede(_local?.Find(PaxRecords.Path));
                _local = SetOnce(_local, PaxRecords.Parse(content, offset), "pax header", header.Offset);
                ObserveRepeated(_local, header.Offset);
                ObserveLocal(_local, header.Offset);
                break;
        }

        return true;
    }

    /// <summary>Gives what the extension headers change in a member's header and forgets those of this member.
    /// </summary>
    public TarMemberFields Apply(TarHeader header)
    {
        if (_local is { IsSparse: true } || _global is { IsSparse: true })
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, "sparse files in tar are not read", header.Offset);
        }

        byte[] headerName = header.Name;
        byte[] headerLink = header.LinkName;
        var fields = new TarMemberFields(
            Find(PaxRecords.Path) ?? _longName ?? headerName,
            Find(PaxRecords.LinkPath) ?? _longLink ?? headerLink,
            ParseSize(header) ?? header.Size,
            ParseTime(header) ?? FromSeconds(header),
            OtherNames(header));
        context.CheckNameLength(fields.Name.Length, header.Offset);
        context.CheckNameLength(fields.LinkName.Length, header.Offset);
        string name = TextDecoding.Decode(fields.Name, out _);
        CompareNames("name", headerName, fields.Name, name, header);
        CompareNames("link target", headerLink, fields.LinkName, name, header);
        CompareLong("name", _longName, Find(PaxRecords.Path), name, header);
        CompareLong("link target", _longLink, Find(PaxRecords.LinkPath), name, header);
        HasLink = _longLink is not null || (_local?.Has(PaxRecords.LinkPath) ?? false);

        // Writers of sizes above 8 GiB leave the small field empty.
        if (fields.Size != header.Size && (header.Size != 0 || fields.Size < 1L << 33))
        {
            Differ(
                ArchiveObservationKind.SizesDiffer,
                $"the pax header gives {fields.Size} bytes, the tar header {header.Size}",
                name,
                header);
        }

        (_local, _longName, _longLink, _pending) = (null, null, null, 0);
        _superseded.Clear();
        return fields;
    }

    /// <summary>Every name that any header gives the member and that does not count.</summary>
    private List<byte[]> OtherNames(TarHeader header)
    {
        byte[] effective = Find(PaxRecords.Path) ?? _longName ?? header.Name;
        byte[]?[] names =
            [header.Name, header.PrefixedName, _longName, _global?.Find(PaxRecords.Path), .. _superseded];
        return
        [
            .. names.OfType<byte[]>().Where(name =>
                !name.AsSpan().SequenceEqual(effective) && !IsShortForm(name, effective)),
        ];
    }

    private static DateTimeOffset? TryUnixTime(decimal seconds)
    {
        try
        {
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private byte[] ReadContent(TarHeader header)
    {
        if (header.Size > context.Limits.MaxExtensionBytes)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"an extension header of {header.Size} bytes; the limit is {context.Limits.MaxExtensionBytes}",
                header.Offset);
        }

        byte[] content = new byte[header.Size];
        if (container.ReadFull(content, 0, content.Length) < content.Length)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Truncated, "the archive ends inside an extension header", container.Offset);
        }

        TarPadding.Skip(container, context, header.Size, null);
        return content;
    }

    private byte[] Text(byte[] content, long offset)
    {
        ReadOnlySpan<byte> text = content;
        int end = text.IndexOf((byte)0);
        if (end >= 0 && text[end..].IndexOfAnyExcept((byte)0) >= 0)
        {
            context.Observe(
                ArchiveObservationKind.NonZeroPadding, null, offset + end, "bytes after the end of a GNU long name");
        }

        return (end < 0 ? text : text[..end]).ToArray();
    }

    private void Supersede(byte[]? name)
    {
        if (name is not null)
        {
            _superseded.Add(name);
        }
    }

    private T SetOnce<T>(T? before, T value, string what, long offset)
        where T : class
    {
        if (before is not null)
        {
            context.Observe(
                ArchiveObservationKind.StrayExtension,
                null,
                offset,
                $"a second {what} for one member; the last counts");
        }

        return value;
    }

    private void ReadGlobal(PaxRecords records, long offset)
    {
        ObserveRepeated(records, offset);
        Supersede(_global?.Find(PaxRecords.Path));
        _global = records;
        if (records.Find(PaxRecords.Comment) is { } comment)
        {
            context.ReadComment(comment, offset);
        }

        // Of several global headers some readers take the last, some all of them, and some none.
        foreach (string keyword in records.Keywords)
        {
            if (PaxKeywords.Of(keyword, records) is PaxEffect.Member or PaxEffect.Vendor)
            {
                context.Observe(
                    ArchiveObservationKind.GlobalOverride,
                    null,
                    offset,
                    $"a global pax header sets {NameText.Quote(keyword)} for all members after it");
            }
        }

        CountUnknown(records, offset);
    }

    /// <summary>Observes what readers take differently in a member's own pax header.</summary>
    private void ObserveLocal(PaxRecords records, long offset)
    {
        foreach (string keyword in records.Keywords)
        {
            PaxEffect effect = PaxKeywords.Of(keyword, records);
            if (effect == PaxEffect.Vendor)
            {
                context.Observe(
                    ArchiveObservationKind.VendorExtension,
                    null,
                    offset,
                    $"the pax keyword {NameText.Quote(keyword)} changes the member for some readers only");
            }
            else if (effect == PaxEffect.Member && records.Find(keyword) is null)
            {
                context.Observe(
                    ArchiveObservationKind.VendorExtension,
                    null,
                    offset,
                    $"the pax keyword '{keyword}' is empty; some readers take the header's value, some nothing");
            }
        }

        CountUnknown(records, offset);
    }

    private void CountUnknown(PaxRecords records, long offset)
    {
        foreach (string keyword in records.Keywords)
        {
            // git's comment in a global header is kept for itself.
            if (PaxKeywords.Of(keyword, records) == PaxEffect.Unknown
                && (keyword != PaxRecords.Comment || records != _global)
                && (_unknown.Count < MaxUnknown || _unknown.ContainsKey(keyword)))
            {
                (int count, long bytes, long first) = _unknown.GetValueOrDefault(keyword, (0, 0, offset));
                _unknown[keyword] = (count + 1, bytes + (records.Find(keyword)?.Length ?? 0), first);
            }
        }
    }

    private void ObserveRepeated(PaxRecords records, long offset)
    {
        foreach (string keyword in records.MalformedKeywords)
        {
            context.Observe(
                ArchiveObservationKind.MalformedExtension,
                null,
                offset,
                $"the pax keyword {NameText.Quote(keyword)} holds blanks or control characters; some skip them");
        }

        foreach (string keyword in records.Repeated)
        {
            context.Observe(
                ArchiveObservationKind.StrayExtension,
                null,
                offset,
                $"pax keyword {NameText.Quote(keyword)} is repeated in one header; the last counts");
        }
    }

    /// <summary>Observes, at the end, the records that no reader is known to act on.</summary>
    public void ObserveUnknown()
    {
        foreach ((string keyword, (int count, long bytes, long first)) in _unknown)
        {
            context.Observe(
                ArchiveObservationKind.UnknownPaxRecord,
                null,
                first,
                $"{count} pax records of the keyword {NameText.Quote(keyword)} hold {bytes} bytes");
        }
    }

    private byte[]? Find(string keyword) =>
        _local is not null && _local.Has(keyword) ? _local.Find(keyword) : _global?.Find(keyword);

    private long? ParseSize(TarHeader header)
    {
        if (Find(PaxRecords.Size) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw new ArchiveException(
                ArchiveErrorReason.Corrupt, "the size in a pax header is not a number", header.Offset);
    }

    private DateTimeOffset? ParseTime(TarHeader header)
    {
        if (Find(PaxRecords.ModificationTime) is not { } text)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        bool isNumber = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal seconds);
        return (isNumber ? TryUnixTime(seconds) : null) ?? InvalidTime(header);
    }

    private DateTimeOffset FromSeconds(TarHeader header) => TryUnixTime(header.Time) ?? InvalidTime(header);

    private DateTimeOffset InvalidTime(TarHeader header)
    {
        context.Observe(
            ArchiveObservationKind.InvalidTime,
            TextDecoding.Decode(header.Name, out _),
            header.Offset,
            "the modification time is malformed or out of range; read as 1970-01-01");
        return DateTimeOffset.UnixEpoch;
    }

    /// <summary>GNU's and pax's form of a long text are for readers of the one and the other.</summary>
    private void CompareLong(string what, byte[]? gnu, byte[]? pax, string name, TarHeader header)
    {
        if (gnu is not null && pax is not null && !gnu.AsSpan().SequenceEqual(pax))
        {
            Differ(
                ArchiveObservationKind.NamesDiffer,
                $"the {what} of pax and the long {what} of GNU differ",
                name,
                header);
        }
    }

    /// <summary>A field that could not hold the long name holds the start of it, or git's stand-in. Anything else is a
    /// second name for one member.</summary>
    private void CompareNames(string what, byte[] inHeader, byte[] effective, string name, TarHeader header)
    {
        if (inHeader.AsSpan().SequenceEqual(effective) || IsShortForm(inHeader, effective))
        {
            return;
        }

        string shown = NameText.Quote(TextDecoding.Decode(inHeader, out _));
        Differ(
            ArchiveObservationKind.NamesDiffer,
            $"the tar header has the {what} {shown}, its extension header another",
            name,
            header);
    }

    /// <summary>Whether a field that cannot hold the name holds what a writer puts there instead: the start of it,
    /// the name without its middle (libarchive), with question marks for letters that are not ASCII (Python) or
    /// without these (Go), or git's stand-in.</summary>
    private static bool IsShortForm(ReadOnlySpan<byte> inHeader, byte[] effective)
    {
        const int NearlyFull = TarLayout.NameLength - 10;
        if (Fits(effective) || IsGitStandIn(inHeader))
        {
            return !Fits(effective);
        }

        int at = 0;
        foreach (byte letter in inHeader)
        {
            while (at < effective.Length && effective[at] != letter && (letter != '?' || effective[at] < 0x80))
            {
                at++;
            }

            if (at++ == effective.Length)
            {
                return false;
            }

            // One question mark stands for all bytes of a letter.
            while (letter == '?' && at < effective.Length && (effective[at] & 0xC0) == 0x80)
            {
                at++;
            }
        }

        return inHeader.Length >= Math.Min(NearlyFull, effective.Count(b => b < 0x80));
    }

    private static bool Fits(byte[] name) => name.Length <= TarLayout.NameLength && !name.Any(b => b >= 0x80);

    /// <summary>git writes the object's id with <c>.data</c> for a name, <c>see</c> and the id with
    /// <c>.paxheader</c> for a link target.</summary>
    private static bool IsGitStandIn(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> id = name.EndsWith(".data"u8) ? name[..^5]
            : name.StartsWith("see "u8) && name.EndsWith(".paxheader"u8) ? name[4..^10]
            : default;
        return id.Length is 40 or 64 && !id.ContainsAnyExcept(s_hexDigits);
    }

    private void Differ(ArchiveObservationKind kind, string text, string name, TarHeader header) =>
        context.Observe(kind, name, header.Offset, text);
}
