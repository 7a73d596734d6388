namespace Xzact.Audit.Archives.Rpm;

/// <summary>The lead and the header structure of RPM packages (RPM manual, "Lead Format" and "The Header Structure").
/// All numbers are big-endian.</summary>
internal static class RpmLayout
{
    public const int LeadLength = 96;
    public const int LeadMajorOffset = 4;
    public const int LeadTypeOffset = LeadMajorOffset + 2;
    public const int LeadNameOffset = LeadTypeOffset + 2 + 2;
    public const int LeadNameLength = 66;
    public const int LeadSignatureOffset = LeadNameOffset + LeadNameLength + 2;
    public const int LeadReservedOffset = LeadSignatureOffset + 2;

    /// <summary>The type of a source package in the lead.</summary>
    public const int LeadTypeSource = 1;

    /// <summary>The one kind of signatures that is in use: a header of its own.</summary>
    public const int SignatureInHeader = 5;

    /// <summary>Magic, then the number of entries and the bytes of data.</summary>
    public const int IntroLength = 16;

    public const int IntroEntriesOffset = 8;
    public const int IntroDataOffset = IntroEntriesOffset + 4;

    /// <summary>Tag, type, offset, count.</summary>
    public const int EntryLength = 16;

    /// <summary>The signature is filled with zeros to a multiple of this.</summary>
    public const int SignatureAlignment = 8;

    public static ReadOnlySpan<byte> LeadMagic => [0xED, 0xAB, 0xEE, 0xDB];

    /// <summary>The magic with its version, 1, and four reserved bytes.</summary>
    public static ReadOnlySpan<byte> HeaderMagic => [0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0];
}
