namespace Xzact.Audit.Archives.Zip;

/// <summary>Counts what extra fields hold beyond the usual ones, so that their bytes have an account too.</summary>
internal sealed class ZipExtraTally
{
    private readonly SortedDictionary<int, (int Count, long Bytes, long First)> _byId = [];

    public void Add(ZipExtraFields extra, string name, long offset, ArchiveContext context)
    {
        if (extra.IsMalformed)
        {
            context.Observe(
                ArchiveObservationKind.MalformedExtraField,
                name,
                offset,
                $"the extra fields of {NameText.Quote(name)} end in bytes that make no field");
        }

        foreach ((int id, byte[] data) in extra.Fields)
        {
            if (id is ZipLayout.ExtraUnixMode or ZipLayout.ExtraLibarchive)
            {
                context.Observe(
                    ArchiveObservationKind.VendorExtension,
                    name,
                    offset,
                    $"an extra field of the id 0x{id:x4} gives {NameText.Quote(name)} a mode that few readers know");
            }
            else if (ZipExtraFields.UnusedBytes(id, data) is not { } unused)
            {
                Count(id, data, offset);
            }
            else if (unused > 0)
            {
                context.Observe(
                    ArchiveObservationKind.ExtraFieldBytes,
                    name,
                    offset,
                    $"{unused} of the {data.Length} bytes in an extra field of the id 0x{id:x4} have no meaning");
            }
        }
    }

    private void Count(int id, byte[] data, long offset)
    {
        (int count, long bytes, long first) = _byId.GetValueOrDefault(id, (0, 0, offset));
        _byId[id] = (count + 1, bytes + data.Length, first);
    }

    public void Observe(ArchiveContext context)
    {
        foreach ((int id, (int count, long bytes, long first)) in _byId)
        {
            context.Observe(
                ArchiveObservationKind.UnknownExtraField,
                null,
                first,
                $"{count} extra fields of the unknown id 0x{id:x4} hold {bytes} bytes");
        }
    }
}
