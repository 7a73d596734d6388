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
            if (id is ZipLayout.ExtraZip64 or ZipLayout.ExtraNtfs or ZipLayout.ExtraTimes or ZipLayout.ExtraUnicodePath
                or ZipLayout.ExtraUnixIds or ZipLayout.ExtraUnixOld or ZipLayout.ExtraUnixIdsOld)
            {
                continue;
            }

            (int count, long bytes, long first) = _byId.GetValueOrDefault(id, (0, 0, offset));
            _byId[id] = (count + 1, bytes + data.Length, first);
        }
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
