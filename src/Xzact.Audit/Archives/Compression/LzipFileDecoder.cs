namespace Xzact.Audit.Archives.Compression;

/// <summary>Decodes .lz by this project's own codec, one decoder for each member.</summary>
internal sealed class LzipFileDecoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    // "LZIP", then the version: 1, and 0 of old files.
    private const int MagicLength = 5;

    protected override string FormatName => "lzip";

    public static bool IsMagic(ReadOnlySpan<byte> start) =>
        start.Length >= MagicLength && start.StartsWith("LZIP"u8) && start[MagicLength - 1] <= 1;

    protected override bool IsAtMember() => IsMagic(Input.Peek(MagicLength));

    protected override Stream OpenMember()
    {
        LzipDecoder decoder = new(new XzDecompressionOptions { MemoryLimit = Context.Limits.MaxDecoderMemory });
        return new CodecMember(
            Input, "lzip", decoder, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), () => { });
    }
}
