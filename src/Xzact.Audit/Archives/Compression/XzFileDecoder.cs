using System.Buffers;

namespace Xzact.Audit.Archives.Compression;

/// <summary>Decodes .xz by this project's own codec: one decoder for each Stream, so that Stream Padding, further
/// Streams and what follows them are seen where they are.</summary>
internal sealed class XzFileDecoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    // The .xz file format, section 2.1.1.2: the second byte of the Stream Flags names the check; 0 is none.
    private const int CheckOffset = 7;
    private const int CheckMask = 0x0F;

    // Section 2.2: Stream Padding is zero bytes, a multiple of four.
    private const int PaddingUnit = 4;

    private long _padding;
    private long _firstPadding;

    protected override string FormatName => "xz";

    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00];

    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    protected override bool IsAtMember()
    {
        _firstPadding = _padding == 0 ? Input.Offset : _firstPadding;
        while (Input.Peek(PaddingUnit) is { Length: PaddingUnit } next && !next.ContainsAnyExcept((byte)0))
        {
            Input.Take(PaddingUnit);
            _padding += PaddingUnit;
        }

        return IsMagic(Input.Peek(Magic.Length));
    }

    protected override Stream OpenMember()
    {
        if (Input.Peek(CheckOffset + 1) is { Length: > CheckOffset } header && (header[CheckOffset] & CheckMask) == 0)
        {
            ObserveUnverified("has no integrity check");
        }

        return new XzMember(this);
    }

    protected override void ObserveAtEnd()
    {
        if (_padding > 0)
        {
            Context.Observe(
                ArchiveObservationKind.StreamPadding,
                null,
                _firstPadding,
                $"{_padding} zero bytes of padding between or behind xz streams",
                ArchiveOffsetBase.File);
        }
    }

    private void ObserveUnverified(string what) => Context.Observe(
        ArchiveObservationKind.UnverifiedData,
        null,
        Input.Offset,
        $"the xz stream {what}, so its content is not verified",
        ArchiveOffsetBase.File);

    private static ArchiveErrorReason ReasonOf(XzError error) => error switch
    {
        XzError.UnexpectedEnd => ArchiveErrorReason.Truncated,
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter =>
            ArchiveErrorReason.Unsupported,
        XzError.DictionaryLimit or XzError.MemoryLimit or XzError.OutputLimit or XzError.RatioLimit =>
            ArchiveErrorReason.OverLimit,
        _ => ArchiveErrorReason.Corrupt,
    };

    /// <summary>One xz Stream.</summary>
    private sealed class XzMember(XzFileDecoder file) : ForwardStream
    {
        private readonly XzDecoder _decoder = new(
            new XzDecompressionOptions { MemoryLimit = file.Context.Limits.MaxDecoderMemory });

        private ArchiveException? _failure;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            while (true)
            {
                ReadOnlySpan<byte> source = file.Input.PeekAvailable();
                OperationStatus status = _decoder.Decompress(
                    source, buffer.AsSpan(offset, count), out int consumed, out int written);
                file.Input.Take(consumed);
                if (status == OperationStatus.InvalidData)
                {
                    // What came before the damage is handed out; the decoder is not asked again after it failed.
                    _failure = Failed(ReasonOf(_decoder.Error), _decoder.ErrorMessage ?? _decoder.Error.ToString());
                    return written > 0 ? written : throw _failure;
                }

                if (written > 0)
                {
                    return written;
                }

                if (status == OperationStatus.Done)
                {
                    if (_decoder.Error == XzError.UnsupportedCheck)
                    {
                        file.ObserveUnverified("has an integrity check of an unknown kind");
                    }

                    return 0;
                }

                if (source.IsEmpty)
                {
                    throw Failed(ArchiveErrorReason.Truncated, "the data ends too soon");
                }

                if (consumed == 0 && status != OperationStatus.NeedMoreData)
                {
                    throw Failed(ArchiveErrorReason.Corrupt, "the decoder makes no progress");
                }
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _decoder.Dispose();
            }

            base.Dispose(disposing);
        }

        private ArchiveException Failed(ArchiveErrorReason reason, string why) =>
            new(reason, $"the xz data cannot be read: {why}", file.Input.Offset, ArchiveOffsetBase.File);
    }
}
