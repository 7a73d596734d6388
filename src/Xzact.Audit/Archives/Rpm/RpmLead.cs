using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>The first 96 bytes of a package. Readers take nothing from it but its magic; the rest repeats what the
/// header says, or is a place for bytes that nobody looks at (RPM manual, "Lead Format").</summary>
/// <param name="Name">The name that it gives the package.</param>
/// <param name="IsSource">Whether it says that the package is one of sources.</param>
internal sealed record RpmLead(string Name, bool IsSource)
{
    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith(RpmLayout.LeadMagic);

    /// <summary>Reads the lead.</summary>
    /// <exception cref="ArchiveException">It is none, or of a version that is not read.</exception>
    public static RpmLead Read(ArchiveInput input, ArchiveContext context)
    {
        byte[] lead = new byte[RpmLayout.LeadLength];
        int read = input.ReadFull(lead, 0, lead.Length);
        ReadOnlySpan<byte> bytes = lead.AsSpan(0, read);
        if (!IsMagic(bytes))
        {
            string what = read == 0 ? "it is empty" : FirstBytes.Describe(bytes);
            throw Failed(ArchiveErrorReason.NotAnArchive, $"not an RPM package: {what}", 0);
        }

        if (read < lead.Length)
        {
            throw Failed(ArchiveErrorReason.Truncated, "the file ends inside the lead", read);
        }

        int major = lead[RpmLayout.LeadMajorOffset];
        int signature = BinaryPrimitives.ReadUInt16BigEndian(bytes[RpmLayout.LeadSignatureOffset..]);
        if (major is not (3 or 4))
        {
            throw Failed(
                ArchiveErrorReason.Unsupported, $"the package is of format {major}; 3 and 4 are read",
                RpmLayout.LeadMajorOffset);
        }

        if (signature != RpmLayout.SignatureInHeader)
        {
            throw Failed(
                ArchiveErrorReason.Unsupported,
                $"the signature is of kind {signature}; {RpmLayout.SignatureInHeader}, a header, is read",
                RpmLayout.LeadSignatureOffset);
        }

        ReadOnlySpan<byte> name = bytes.Slice(RpmLayout.LeadNameOffset, RpmLayout.LeadNameLength);
        int end = name.IndexOf((byte)0) is >= 0 and int zero ? zero : name.Length;
        Account(name[end..], RpmLayout.LeadNameOffset + end, "behind the name in the lead");
        Account(
            bytes[RpmLayout.LeadReservedOffset..], RpmLayout.LeadReservedOffset, "in the reserved bytes of the lead");
        return new(
            TextDecoding.Decode(name[..end], out _),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[RpmLayout.LeadTypeOffset..]) == RpmLayout.LeadTypeSource);

        void Account(ReadOnlySpan<byte> filling, int offset, string where)
        {
            if (filling.ContainsAnyExcept((byte)0))
            {
                context.Observe(
                    ArchiveObservationKind.NonZeroPadding, null, offset,
                    $"{filling.Length - filling.Count((byte)0)} bytes that are not zero {where}",
                    ArchiveOffsetBase.File);
            }
        }
    }

    private static ArchiveException Failed(ArchiveErrorReason reason, string what, long offset) =>
        new(reason, what, offset, ArchiveOffsetBase.File);
}
