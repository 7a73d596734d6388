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

        XzDecoder decoder = new(new XzDecompressionOptions { MemoryLimit = Context.Limits.MaxDecoderMemory });
        return new CodecMember(
            Input, "xz", decoder, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage),
            () =>
            {
                if (decoder.Error == XzError.UnsupportedCheck)
                {
                    ObserveUnverified("has an integrity check of an unknown kind");
                }
            });
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
}
