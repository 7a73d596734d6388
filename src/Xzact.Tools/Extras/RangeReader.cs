using Xzact.Tools.Coding;
using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Extras;

/// <summary>Decompresses part of a .xz file: only the Blocks that it lies in.</summary>
internal static class RangeReader
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Writes the part, as far as the content reaches; one that begins behind the end is warned of.</summary>
    /// <exception cref="SkippedException">The file is damaged, or none that can be read so.</exception>
    public static void Run(SourceFile source, ITarget target, Settings settings, Reporter reporter)
    {
        if (source.Status.IsRegular && FormatDetection.Detect(source.Peek(FormatDetection.Needed)) != FileFormat.Xz)
        {
            throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(XzError.FormatNotRecognized)}");
        }

        ByteRange range = settings.Range!.Value;
        using FileStream file = source.OpenStream();
        var options = new XzDecompressionOptions
        {
            MemoryLimit = (long)Math.Min(settings.Limits.Decompress, long.MaxValue),
            VerifyChecksum = !settings.IgnoreCheck,
        };
        try
        {
            using var xz = new XzSeekableStream(file, options, leaveOpen: true);
            if (range.Start >= xz.Length && range.Start > 0 && range.End > range.Start)
            {
                reporter.Warning(
                    $"{source.ShownName}: The range lies behind the end: the content has only {xz.Length} bytes");
            }

            xz.Position = Math.Min(range.Start, xz.Length);
            long left = Math.Min(range.End, xz.Length) - xz.Position;
            byte[] buffer = new byte[BufferSize];
            while (left > 0)
            {
                int read = xz.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                target.Write(buffer.AsSpan(0, read));
                left = read == 0 ? 0 : left - read;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new SkippedException($"{source.ShownName}: {Printable.Mask(e.Message)}");
        }
    }
}
