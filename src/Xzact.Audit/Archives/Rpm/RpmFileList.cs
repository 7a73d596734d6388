namespace Xzact.Audit.Archives.Rpm;

/// <summary>The list of files in a header (RPM manual, "RPM Tags", Per-file information).</summary>
internal static class RpmFileList
{
    // Names are put together of folders and last parts, so that few bytes can stand for many.
    private const long MaxNameChars = 64L << 20;

    /// <summary>The files in the order of the list.</summary>
    /// <exception cref="ArchiveException">Lists of one length differ in it, or names are over a limit.</exception>
    public static IReadOnlyList<RpmFile> Read(RpmHeader header, ArchiveContext context)
    {
        IReadOnlyList<string> names = Names(header, context);
        IReadOnlyList<ulong> sizes = header.Numbers(RpmTag.LongFileSizes) is { Count: > 0 } large
            ? large
            : header.Numbers(RpmTag.FileSizes);
        IReadOnlyList<ulong> modes = header.Numbers(RpmTag.FileModes);
        IReadOnlyList<string> digests = header.Texts(RpmTag.FileDigests);
        IReadOnlyList<string> links = header.Texts(RpmTag.FileLinks);
        IReadOnlyList<ulong> flags = header.Numbers(RpmTag.FileFlags);
        CheckLength(sizes.Count, RpmTag.FileSizes);
        CheckLength(modes.Count, RpmTag.FileModes);
        CheckLength(digests.Count, RpmTag.FileDigests);
        CheckLength(links.Count, RpmTag.FileLinks);
        CheckLength(flags.Count, RpmTag.FileFlags);
        return
        [
            .. names.Select((name, i) => new RpmFile(
                name, sizes.Count > 0 ? sizes[i] : null, modes.Count > 0 ? (int)modes[i] : null,
                digests.Count > 0 ? digests[i] : "", links.Count > 0 ? links[i] : "", flags.Count > 0 ? flags[i] : 0)),
        ];

        void CheckLength(int count, uint tag)
        {
            if (count != 0 && count != names.Count)
            {
                throw Failed(
                    ArchiveErrorReason.Corrupt, $"the header lists {names.Count} files and {count} values of tag {tag}",
                    header, tag);
            }
        }
    }

    private static IReadOnlyList<string> Names(RpmHeader header, ArchiveContext context)
    {
        if (!header.Has(RpmTag.BaseNames))
        {
            return header.Texts(RpmTag.OldFileNames);
        }

        IReadOnlyList<string> bases = header.Texts(RpmTag.BaseNames);
        IReadOnlyList<string> folders = header.Texts(RpmTag.DirectoryNames);
        IReadOnlyList<ulong> indexes = header.Numbers(RpmTag.DirectoryIndexes);
        if (indexes.Count != bases.Count)
        {
            throw Failed(
                ArchiveErrorReason.Corrupt, $"the header lists {bases.Count} names of files in {indexes.Count} folders",
                header, RpmTag.DirectoryIndexes);
        }

        List<string> names = new(bases.Count);
        long chars = 0;
        for (int i = 0; i < bases.Count; i++)
        {
            if (indexes[i] >= (ulong)folders.Count)
            {
                throw Failed(
                    ArchiveErrorReason.Corrupt, $"file {i + 1} of the header lies in folder {indexes[i]} of "
                    + $"{folders.Count}", header, RpmTag.DirectoryIndexes);
            }

            string folder = folders[(int)indexes[i]];
            long length = (long)folder.Length + bases[i].Length;
            context.CheckNameLength(length, header.OffsetOf(RpmTag.BaseNames));
            chars += length;
            if (chars > MaxNameChars)
            {
                throw Failed(
                    ArchiveErrorReason.OverLimit, $"the header's names of files have more than {MaxNameChars} letters",
                    header, RpmTag.BaseNames);
            }

            names.Add(folder + bases[i]);
        }

        return names;
    }

    private static ArchiveException Failed(ArchiveErrorReason reason, string what, RpmHeader header, uint tag) =>
        new(reason, what, header.OffsetOf(tag), ArchiveOffsetBase.File);
}
