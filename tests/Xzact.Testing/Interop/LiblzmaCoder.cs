using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <summary>
/// One stream of the C liblzma that is used again and again, as a program does that wants speed: the library keeps the
/// memory of a coder for the next one of the same kind.
/// </summary>
public sealed unsafe class LiblzmaCoder : IDisposable
{
    private LiblzmaNative.CoderStream* _stream = (LiblzmaNative.CoderStream*)NativeMemory.AllocZeroed(
        (nuint)sizeof(LiblzmaNative.CoderStream));

    /// <summary>Encodes a .xz stream of one Block.</summary>
    /// <param name="data">What to encode.</param>
    /// <param name="target">Where to.</param>
    /// <param name="check">The check's ID in the file: 0, 1, 4 or 10.</param>
    /// <param name="chain">One to four filters, LZMA2 last.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="InvalidOperationException">The library refuses, or the target is too small.</exception>
    public int Encode(
        ReadOnlySpan<byte> data, Span<byte> target, uint check, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        using var native = new LiblzmaFilterChain(chain);
        return Run(data, target, LiblzmaNative.StreamEncoder(_stream, native.Pointer, check));
    }

    /// <summary>Decodes a .xz stream.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="target">Where to.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="InvalidOperationException">The stream is damaged, or the target is too small.</exception>
    public int Decode(ReadOnlySpan<byte> data, Span<byte> target) =>
        Run(data, target, LiblzmaNative.StreamDecoder(_stream, ulong.MaxValue, 0));

    public void Dispose()
    {
        if (_stream != null)
        {
            LiblzmaNative.End(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    private int Run(ReadOnlySpan<byte> data, Span<byte> target, LiblzmaStatus status)
    {
        fixed (byte* input = data, output = target)
        {
            _stream->NextIn = input;
            _stream->AvailableIn = (nuint)data.Length;
            _stream->NextOut = output;
            _stream->AvailableOut = (nuint)target.Length;
            while (status == LiblzmaStatus.Ok)
            {
                status = LiblzmaNative.Code(_stream, LiblzmaNative.CoderAction.Finish);
            }
        }

        return status == LiblzmaStatus.StreamEnd
            ? target.Length - (int)_stream->AvailableOut
            : throw new InvalidOperationException($"liblzma says {status}.");
    }
}
