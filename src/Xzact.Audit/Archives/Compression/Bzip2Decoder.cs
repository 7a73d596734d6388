using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace Xzact.Audit.Archives.Compression;

/// <summary>Decodes bzip2 by SharpZipLib, whose decoder reads one stream, takes its input byte by byte and so ends at
/// the exact byte.</summary>
internal sealed class Bzip2Decoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    // "BZh", the block size in units of 100,000 bytes, then the first block's or the end's magic.
    private const int MagicLength = 4;

    protected override string FormatName => "bzip2";

    public static bool IsMagic(ReadOnlySpan<byte> start) =>
        start.Length >= MagicLength && start.StartsWith("BZh"u8) && start[3] is >= (byte)'1' and <= (byte)'9';

    protected override bool IsAtMember() => IsMagic(Input.Peek(MagicLength));

    protected override Stream OpenMember() => new BZip2InputStream(Input) { IsStreamOwner = false };

    /// <summary>The library does not check every field of a damaged block before it uses it as an index, so these
    /// exceptions mean damage too (SharpZipLib issue 904). The CRC of each block guards what comes out.</summary>
    protected override bool IsDamage(Exception exception) => exception
        is SharpZipBaseException
        or EndOfStreamException
        or IndexOutOfRangeException
        or NullReferenceException
        or ArgumentException
        or OverflowException;
}
