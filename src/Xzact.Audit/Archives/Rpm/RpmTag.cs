namespace Xzact.Audit.Archives.Rpm;

/// <summary>The tags that are read here (RPM manual, "RPM Tags"; for the signature "V4 Package format" and "V6 Package
/// format").</summary>
internal static class RpmTag
{
    // Regions, in whichever header.
    public const uint HeaderImage = 61;
    public const uint HeaderSignatures = 62;
    public const uint HeaderImmutable = 63;

    // In the signature.
    public const uint SignatureDsa = 267;
    public const uint SignatureRsa = 268;
    public const uint SignatureSha1 = 269;
    public const uint SignatureLongSize = 270;
    public const uint SignatureLongArchiveSize = 271;
    public const uint SignatureSha256 = 273;
    public const uint SignatureOpenPgp = 278;
    public const uint SignatureSha3 = 279;
    public const uint SignatureReserved = 999;
    public const uint SignatureSize = 1000;
    public const uint SignaturePgp = 1002;
    public const uint SignatureMd5 = 1004;
    public const uint SignatureGpg = 1005;
    public const uint SignatureArchiveSize = 1007;
    public const uint SignatureReservedSpace = 1008;

    // In the main header.
    public const uint Name = 1000;
    public const uint Version = 1001;
    public const uint Release = 1002;
    public const uint Epoch = 1003;
    public const uint Architecture = 1022;
    public const uint OldFileNames = 1027;
    public const uint FileSizes = 1028;
    public const uint FileModes = 1030;
    public const uint FileDigests = 1035;
    public const uint FileLinks = 1036;
    public const uint FileFlags = 1037;
    public const uint SourceRpm = 1044;
    public const uint ArchiveSize = 1046;
    public const uint SourcePackage = 1106;
    public const uint DirectoryIndexes = 1116;
    public const uint BaseNames = 1117;
    public const uint DirectoryNames = 1118;
    public const uint PayloadFormat = 1124;
    public const uint PayloadCompressor = 1125;
    public const uint LongFileSizes = 5008;
    public const uint FileDigestAlgorithm = 5011;
    public const uint PayloadDigest = 5092;
    public const uint PayloadDigestAlgorithm = 5093;
    public const uint PayloadDigestUnpacked = 5097;
    public const uint PayloadSha3 = 5123;
    public const uint PayloadSha3Unpacked = 5124;

    /// <summary>Whether RPM's own tables have tags in this range; what is in others is somebody's own.</summary>
    public static bool IsKnown(uint tag, bool isSignature) => tag is >= HeaderImage and <= 64 or 100
        || (isSignature ? tag is (>= 256 and <= 280) or (>= SignatureReserved and <= 1009)
            : tag is (>= 1000 and <= 1199) or (>= 5000 and <= 5130));
}
