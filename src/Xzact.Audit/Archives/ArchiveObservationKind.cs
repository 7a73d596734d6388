namespace Xzact.Audit.Archives;

/// <summary>The kinds of <see cref="ArchiveObservation"/>.</summary>
public enum ArchiveObservationKind
{
    /// <summary>A name that starts at the root of a file system or of a drive.</summary>
    AbsoluteName,

    /// <summary>A name with a <c>..</c> component.</summary>
    ParentTraversal,

    /// <summary>An empty name, or one that is only dots and slashes where a file is stored.</summary>
    EmptyName,

    /// <summary>A name or link target with control, format or unassigned characters.</summary>
    ControlCharacter,

    /// <summary>A name or link target whose bytes are not UTF-8.</summary>
    NotUtf8,

    /// <summary>A name with a backslash, which some systems read as a separator.</summary>
    Backslash,

    /// <summary>Two members of one name, after <c>./</c> and repeated slashes are taken out.</summary>
    DuplicateName,

    /// <summary>Two names that differ only in case, or perhaps only in how accents are written.</summary>
    CaseCollision,

    /// <summary>A link whose target lies outside the archive's tree, or that climbs after it has descended.</summary>
    LinkLeavesTree,

    /// <summary>A member whose path leads through a symbolic link of the same archive.</summary>
    MemberUnderLink,

    /// <summary>A character or block device, or a named pipe.</summary>
    DeviceNode,

    /// <summary>A set-user-ID or set-group-ID bit on a file.</summary>
    SetIdBit,

    /// <summary>A member type that is none of the usual ones.</summary>
    UnusualType,

    /// <summary>A size on something that has no content.</summary>
    SizeOnNonFile,

    /// <summary>A modification time that is malformed or out of range.</summary>
    InvalidTime,

    /// <summary>An extension header gives another name or link target than the header itself, and not because the
    /// header could not hold it.</summary>
    NamesDiffer,

    /// <summary>An extension header gives another size than the header itself.</summary>
    SizesDiffer,

    /// <summary>An extension header that repeats, or belongs to no member.</summary>
    StrayExtension,

    /// <summary>A global pax header that sets names, link targets or sizes of all members after it.</summary>
    GlobalOverride,

    /// <summary>Bytes that are not zero where the format has padding.</summary>
    NonZeroPadding,

    /// <summary>A tar that stops without its two end-of-archive blocks.</summary>
    MissingEndOfArchive,

    /// <summary>Bytes that are not zero after the end of the archive.</summary>
    DataAfterEndOfArchive,

    /// <summary>Compressed data that its format gives no means, or no known means, to verify.</summary>
    UnverifiedData,

    /// <summary>Zero bytes between xz streams or behind compressed data, which decoders pass over.</summary>
    StreamPadding,

    /// <summary>The compressed file holds more than one gzip member, bzip2 stream or xz stream.</summary>
    ExtraCompressedMember,

    /// <summary>Bytes that are not all zero after the compressed data, or any after the end of a zip.</summary>
    TrailingData,

    /// <summary>Bytes before the first header of a zip.</summary>
    LeadingData,

    /// <summary>Bytes of the file that belong to no member and no header.</summary>
    UnaccountedBytes,

    /// <summary>A member's local header in a zip that its central directory does not list.</summary>
    HiddenMember,

    /// <summary>Members of a zip that share bytes.</summary>
    OverlappingMembers,

    /// <summary>More than one end of central directory record fits the zip.</summary>
    AmbiguousEnd,

    /// <summary>A zip's local header says something else than its central directory.</summary>
    LocalHeaderDiffers,

    /// <summary>A zip's data descriptor says something else than its central directory.</summary>
    DataDescriptorDiffers,

    /// <summary>Zip extra fields of an id that is not known here.</summary>
    UnknownExtraField,

    /// <summary>A zip extra field that is malformed.</summary>
    MalformedExtraField,

    /// <summary>Optional text or fields in a gzip header beyond the file name.</summary>
    GzipHeaderField,

    /// <summary>A comment on an archive or on one of its members.</summary>
    Comment,

    /// <summary>The file's name, or the name that its gzip header has, is that of another format.</summary>
    FormatDiffersFromName,

    /// <summary>The file is an archive of a second format too.</summary>
    SecondFormat,

    /// <summary>What a member is (file, folder, link, executable) depends on the field that a reader goes by.</summary>
    TypesDiffer,

    /// <summary>An extension that changes a member for some readers only.</summary>
    VendorExtension,

    /// <summary>Pax records that no known reader acts on.</summary>
    UnknownPaxRecord,

    /// <summary>Bytes in a known zip extra field that its definition has no use for.</summary>
    ExtraFieldBytes,

    /// <summary>An extension header that readers parse in different ways, or that holds more than an extension.
    /// </summary>
    MalformedExtension,

    /// <summary>The end of a tar is the end record of a zip, in the content of one member.</summary>
    ZipInMember,

    /// <summary>A digest or checksum that the container states and that its content does not have.</summary>
    DigestMismatch,

    /// <summary>A signature that the container carries, with the key that it names; none is verified.</summary>
    Signature,
}
