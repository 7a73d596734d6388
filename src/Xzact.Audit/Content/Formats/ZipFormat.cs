using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Content.Formats;

/// <summary>zip (PKWARE's APPNOTE.TXT): members by the reader of archives, ranges by the central directory.</summary>
internal sealed class ZipFormat() : ContainerFormat("zip")
{
    // APPNOTE 4.3.9.3, with its signature.
    private const int DescriptorLength = 16;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length >= ZipLayout.EndLength
        && (data.StartsWith(ZipLayout.LocalMagic) || data.StartsWith(ZipLayout.EndMagic));

    public override void Read(FormatWalk walk)
    {
        ClaimDirectory(walk);
        try
        {
            using ArchiveReader reader = ArchiveReader.Open(
                new MemoryStream(walk.Memory.ToArray(), writable: false), "", Limits(walk.Budget));
            ReadMembers(walk, () => reader.TryRead(out ArchiveMember? member) ? member : null, _ => { });
            Note(walk, reader.Observations);
        }
        catch (ArchiveException exception)
        {
            walk.Damage(DamageKind.Structure, exception.Offset, exception.Message);
            walk.ClaimRest(0, walk.Left, SpanKind.Damaged, "behind a break of the format");
        }
    }

    private static void ClaimDirectory(FormatWalk walk)
    {
        int end = walk.Data.LastIndexOf(ZipLayout.EndMagic);
        if (end < 0)
        {
            return;
        }

        int comment = walk.U16(end + ZipLayout.EndCommentLengthOffset);
        walk.Claim(end, ZipLayout.EndLength + comment, SpanKind.Structure, "the end");
        ulong at = walk.U32(end + ZipLayout.EndDirectoryOffsetOffset);
        int locator = end - ZipLayout.Locator64Length;
        if (at == ZipLayout.Saturated32 && locator > 0 && walk.U32(locator) == ZipLayout.Locator64Signature)
        {
            ulong end64 = walk.U64(locator + ZipLayout.Locator64EndOffset);
            at = walk.U64((long)Math.Min(end64, (ulong)walk.Left) + ZipLayout.End64DirectoryOffsetOffset);
            walk.Claim((long)Math.Min(end64, (ulong)walk.Left), ZipLayout.End64Length, SpanKind.Structure, "the end");
            walk.Claim(locator, ZipLayout.Locator64Length, SpanKind.Structure, "the end");
        }

        for (long header = (long)Math.Min(at, (ulong)walk.Left);
            header <= end - ZipLayout.CentralLength && walk.U32(header) == ZipLayout.CentralSignature;)
        {
            long length = ZipLayout.CentralLength + walk.U16(header + ZipLayout.CentralNameLengthOffset)
                + walk.U16(header + ZipLayout.CentralExtraLengthOffset)
                + walk.U16(header + ZipLayout.CentralCommentLengthOffset);
            walk.Claim(header, length, SpanKind.Structure, "the directory");
            ClaimMember(walk, header);
            header += length;
        }
    }

    private static void ClaimMember(FormatWalk walk, long header)
    {
        uint local = walk.U32(header + ZipLayout.CentralLocalOffsetOffset);
        uint size = walk.U32(header + ZipLayout.CentralCompressedSizeOffset);
        if (local > walk.Left - ZipLayout.LocalLength || walk.U32(local) != ZipLayout.LocalSignature)
        {
            walk.Damage(DamageKind.Structure, header, "the directory leads to no local header");
            return;
        }

        long data = local + ZipLayout.LocalLength + walk.U16(local + ZipLayout.LocalNameLengthOffset)
            + walk.U16(local + ZipLayout.LocalExtraLengthOffset);
        walk.Claim(local, data - local, SpanKind.Structure, "local headers");
        walk.Claim(data, size, SpanKind.Content, "members");
        bool hasDescriptor = (walk.U16(header + ZipLayout.CentralFlagsOffset) & ZipLayout.FlagDescriptor) != 0;
        if (hasDescriptor && data + size + 4 <= walk.Left)
        {
            bool signed = walk.U32(data + size) == ZipLayout.DescriptorSignature;
            walk.Claim(data + size, DescriptorLength - (signed ? 0 : 4), SpanKind.Structure, "data descriptors");
        }
    }
}
