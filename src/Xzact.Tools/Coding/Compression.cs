using System.Buffers;
using Xzact.Tools.Files;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>Compresses files to .xz, one after the other with the same memory.</summary>
internal sealed class Compression(Settings settings) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private XzEncoder? _encoder;

    /// <summary>Compresses one file.</summary>
    /// <exception cref="SkippedException">Reading or writing failed.</exception>
    public void Run(SourceFile source, ITarget target)
    {
        if (_encoder is null)
        {
            _encoder = new XzEncoder(new XzCompressionOptions
            {
                Quality = settings.Preset,
                EnableExtremeMode = settings.Extreme,
                Checksum = settings.Check,
            });
        }
        else
        {
            _encoder.Reset();
        }

        int filled = 0;
        int read;
        do
        {
            read = source.Read(_input);
            filled = Code(_encoder, _input.AsSpan(0, read), isLast: read == 0, filled, target);
        }
        while (read > 0);

        target.Write(_output.AsSpan(0, filled));
    }

    public void Dispose() => _encoder?.Dispose();

    /// <summary>Codes all of the input; full buffers are written.</summary>
    /// <returns>How much of the output buffer waits to be written.</returns>
    private int Code(XzEncoder encoder, ReadOnlySpan<byte> input, bool isLast, int filled, ITarget target)
    {
        while (true)
        {
            OperationStatus status = encoder.Compress(
                input, _output.AsSpan(filled), out int consumed, out int written, isLast);
            input = input[consumed..];
            filled += written;
            if (filled == _output.Length)
            {
                target.Write(_output);
                filled = 0;
            }

            if (status == OperationStatus.Done)
            {
                return filled;
            }
        }
    }
}
