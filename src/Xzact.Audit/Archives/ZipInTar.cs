using Xzact.Audit.Archives.Tar;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Archives;

/// <summary>Judges the end record of a zip in the last bytes of a tar or of a compressed file once all members are
/// known: in a plain tar it may be the content of a member, such as a test file, which readers of zip find all the
/// same.</summary>
/// <param name="end">The offset of the end record in the file.</param>
/// <param name="endsFile">Whether its comment reaches to the end of the file, which no comment does by chance.</param>
/// <param name="format">As what the file is read.</param>
/// <param name="name">The file's name.</param>
internal sealed class ZipInTar(long end, bool endsFile, ArchiveFormat format, string name)
{
    private string? _member;

    /// <summary>Looks whether a member's content holds the record.</summary>
    public void See(ArchiveMember member)
    {
        long start = member.Offset + TarLayout.BlockLength;
        if (member.Type == ArchiveMemberType.File && start <= end && end + ZipLayout.EndLength <= start + member.Size)
        {
            _member = member.Name;
        }
    }

    /// <summary>Observes the record: as a second format of the file, or as the content of a member if the file is, by
    /// its bytes and by its name, a plain tar behind whose end are only zeros.</summary>
    public void Observe(ArchiveContext context)
    {
        bool isPlainTar = format == new ArchiveFormat(ArchiveContainer.Tar, ArchiveCompression.None)
            && ArchiveName.Read(name) is { SaysContainer: true } claim && claim.Allows(format);
        bool isClean = !context.Observations.Any(o => o.Kind is ArchiveObservationKind.DataAfterEndOfArchive
            or ArchiveObservationKind.NonZeroPadding or ArchiveObservationKind.SecondFormat);
        if (_member is not null && !endsFile && isPlainTar && isClean)
        {
            context.Observe(
                ArchiveObservationKind.ZipInMember,
                _member,
                end,
                $"the content of {NameText.Quote(_member)} ends the tar; to unzip it is a zip",
                ArchiveOffsetBase.File);
            return;
        }

        context.Observe(
            ArchiveObservationKind.SecondFormat,
            null,
            end,
            $"the file ends in the directory of a zip; it is a {format} and a zip",
            ArchiveOffsetBase.File);
    }
}
