using Xzact.Liblzma.Indexes;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Coders;

/// <summary>Encodes an Index. It takes no input.</summary>
/// <param name="index">The list; it must live and stay as it is.</param>
internal sealed class IndexEncoderCoder(FileIndex index) : StreamCoder
{
    private ReadOnlyMemory<byte>? _rest;

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        ReadOnlyMemory<byte> rest = _rest ?? index.ToBytes();
        int sent = Math.Min(rest.Length, output.Length);
        rest.Span[..sent].CopyTo(output);
        output = output[sent..];
        _rest = rest[sent..];
        return sent == rest.Length ? LzmaRet.StreamEnd : LzmaRet.Ok;
    }

    public override void Dispose()
    {
    }
}
