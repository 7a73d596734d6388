namespace Xzact.Audit.Content.Formats;

/// <summary>.lz (RFC 9700 and the manual of lzip): members one behind the other, each with its own check. Behind a
/// damaged member reading goes on at the next.</summary>
internal sealed class LzipFormat() : FormatReader(".lz", ContentClass.Compressed)
{
    private static ReadOnlySpan<byte> Magic => "LZIP"u8;

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith(Magic);

    public override void Read(FormatWalk walk)
    {
        using LzipDecoder decoder = new(new XzDecompressionOptions
        {
            AllowMultipleStreams = false,
            MemoryLimit = walk.Budget.Limits.MaxDecoderMemory,
        });
        Members.Read(walk, Magic.ToArray(), Begins, memory =>
        {
            decoder.Reset();
            return Decoding.Run(
                memory.Span, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), walk.Budget);
        });
    }
}
