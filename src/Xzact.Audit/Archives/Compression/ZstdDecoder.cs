using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Xzact.Audit.Archives.Compression;

/// <summary>
/// Decodes Zstandard (RFC 8878) by ZstdSharp.Port, one decoder for each frame. That library is a translation of zstd
/// that works with pointers: what it reads is guarded by its own checks, as in zstd, and not by the language.
/// </summary>
internal sealed class ZstdDecoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    // Of what 64-bit builds of zstd decode at most; the memory limit is lower.
    private const int MaxWindowLog = 31;
    private const int BufferSize = 1 << 16;

    private ZstdFrame? _frame;

    protected override string FormatName => "zstd";

    public static bool IsMagic(ReadOnlySpan<byte> start) => FirstBytes.IsZstandard(start);

    protected override bool IsAtMember() => IsMagic(Input.Peek(ZstdFrame.MagicLength));

    protected override Stream OpenMember()
    {
        long start = Input.Offset;
        _frame = new ZstdFrame(Input);
        if (_frame.HasDictionary)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, "the zstd frame needs a dictionary, which is not in the file", start,
                ArchiveOffsetBase.File);
        }

        if (_frame.WindowSize > (ulong)Context.Limits.MaxDecoderMemory)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"the zstd frame asks for a window of {_frame.WindowSize} bytes, and the limit is "
                + $"{Context.Limits.MaxDecoderMemory}",
                start,
                ArchiveOffsetBase.File);
        }

        if (!_frame.HasChecksum)
        {
            Context.Observe(
                ArchiveObservationKind.UnverifiedData,
                null,
                start,
                "the zstd frame has no checksum, so its content is not verified",
                ArchiveOffsetBase.File);
        }

        DecompressionStream decoder = new(_frame, BufferSize, checkEndOfStream: true, leaveOpen: true);
        decoder.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return decoder;
    }

    protected override void CloseMember()
    {
        if (!_frame!.IsAtEnd)
        {
            throw new InvalidDataException("its last block is not where its data ends");
        }
    }

    protected override bool IsDamage(Exception exception) =>
        exception is ZstdException or EndOfStreamException or InvalidDataException;
}
