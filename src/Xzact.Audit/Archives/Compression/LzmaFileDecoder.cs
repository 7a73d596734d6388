namespace Xzact.Audit.Archives.Compression;

/// <summary>Decodes .lzma by this project's own codec. The format has no signature and no check, so it is taken only
/// where something else says that the data is of it.</summary>
internal sealed class LzmaFileDecoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    protected override string FormatName => "lzma";

    // Nothing tells a second one from other bytes.
    protected override bool IsAtMember() => false;

    protected override Stream OpenMember()
    {
        LzmaDecoder decoder = new(new XzDecompressionOptions { MemoryLimit = Context.Limits.MaxDecoderMemory });
        return new CodecMember(
            Input, "lzma", decoder, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), () => { });
    }
}
