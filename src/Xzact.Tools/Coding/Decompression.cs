using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>Decompresses .xz files, one after the other with the same memory.</summary>
internal sealed class Decompression(Settings settings, Reporter reporter) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private FileDecoder? _decoder;

    /// <summary>Decompresses one file. What was decoded before an error is written.</summary>
    /// <exception cref="SkippedException">Reading or writing failed, or the data is not valid.</exception>
    public void Run(SourceFile source, ITarget target)
    {
        FileDecoder decoder = Decoder();
        bool warned = false;
        int filled = 0;
        while (true)
        {
            int read = source.Read(_input);
            ReadOnlySpan<byte> input = _input.AsSpan(0, read);
            CoderStatus status = read == 0 ? decoder.Finish() : CoderStatus.More;
            while (!input.IsEmpty && status == CoderStatus.More)
            {
                Span<byte> output = _output.AsSpan(filled);
                status = decoder.Code(ref input, ref output);
                filled = _output.Length - output.Length;
                if (!warned && decoder.HasUnsupportedCheck && !settings.IgnoreCheck)
                {
                    warned = true;
                    reporter.Warning($"{source.ShownName}: Unsupported type of integrity check; " +
                        "not verifying file integrity");
                }

                if (filled == _output.Length)
                {
                    target.Write(_output);
                    filled = 0;
                }
            }

            // A reader at the other end of a pipe gets what there is before more is waited for.
            if (status != CoderStatus.More || !source.Status.IsRegular)
            {
                target.Write(_output.AsSpan(0, filled));
                filled = 0;
            }

            if (status == CoderStatus.Failed)
            {
                throw Failed(source, decoder);
            }

            if (status == CoderStatus.End)
            {
                source.Unread(input.Length);
                return;
            }
        }
    }

    /// <summary>Copies what is no compressed file.</summary>
    /// <exception cref="SkippedException">Reading or writing failed.</exception>
    public void Copy(SourceFile source, ITarget target)
    {
        int read;
        while ((read = source.Read(_input)) > 0)
        {
            target.Write(_input.AsSpan(0, read));
        }
    }

    public void Dispose() => _decoder?.Dispose();

    private FileDecoder Decoder()
    {
        if (_decoder is not null)
        {
            _decoder.Reset();
            return _decoder;
        }

        var limits = new DecoderLimits
        {
            MemoryLimit = (long)Math.Min(settings.DecompressLimit, long.MaxValue),
            VerifyChecksum = !settings.IgnoreCheck,
        };
        return _decoder = new FileDecoder(new WorkAllocator(), limits, settings.SingleStream);
    }

    private SkippedException Failed(SourceFile source, FileDecoder decoder)
    {
        Failure failure = decoder.Failure!;
        string message = $"{source.ShownName}: {DecoderMessages.Of(failure.Error)}";
        if (failure.Error == XzError.MemoryLimit)
        {
            message += $"\n{Amounts.MemoryNeed((ulong)decoder.MemoryNeeded, settings.DecompressLimit)}";
        }

        return new SkippedException(
            reporter.Verbosity > Verbosity.Verbose ? $"{message}\n{source.ShownName}: {failure.Message}" : message);
    }
}
