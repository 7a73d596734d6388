using Xzact.Tools.Coding;
using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Extras;

/// <summary>Writes every intact Block of a damaged .xz file, and accounts for the rest.</summary>
internal static class Recovery
{
    /// <summary>Recovers what can be; lost content is an error, behind which what was recovered stays.</summary>
    /// <exception cref="SkippedException">
    /// Reading or writing failed, a limit of memory was in the way, or nothing could be recovered.
    /// </exception>
    public static void Run(SourceFile source, ITarget target, Settings settings, Reporter reporter)
    {
        using FileStream file = source.OpenStream();
        using var output = new TargetStream(target);
        var options = new XzDecompressionOptions
        {
            MemoryLimit = (long)Math.Min(settings.Limits.Decompress, long.MaxValue),
        };
        XzSalvageReport report;
        try
        {
            report = XzSalvage.Recover(file, output, options);
        }
        catch (IOException e)
        {
            throw new SkippedException($"{source.ShownName}: {e.Message}");
        }

        // What a limit forbids is not lost: nobody has looked.
        XzError limit = report.Ranges.Select(range => range.Error).FirstOrDefault(
            error => error is XzError.MemoryLimit or XzError.DictionaryLimit);
        if (limit != XzError.None)
        {
            throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(limit)}");
        }

        // Damage that cost no content, as in an Index, is worth a warning only.
        Action<string> tell = report.LostSize == 0 ? reporter.Warning : reporter.Error;
        foreach (XzSalvageRange range in report.Ranges)
        {
            if (range.State is not (XzSalvageState.Verified or XzSalvageState.Unchecked))
            {
                string content = range switch
                {
                    { UncompressedSize: 0 } => "no content",
                    { UncompressedOffset: { } start, UncompressedSize: { } size } =>
                        $"content {start} to {start + size}",
                    { UncompressedSize: { } size } => $"{size} bytes of content",
                    _ => "content of unknown size",
                };
                tell(
                    $"{source.ShownName}: {(range.State == XzSalvageState.Lost ? "Lost" : "Damaged")}: bytes " +
                    $"{range.CompressedOffset} to {range.CompressedOffset + range.CompressedSize}, {content}" +
                    (range.Reason is null ? "" : $": {range.Reason}"));
            }
        }

        if (report.IsIntact)
        {
            return;
        }

        if (report.RecoveredSize == 0)
        {
            throw new SkippedException($"{source.ShownName}: No block is intact; " +
                "'xz -dc' writes what can be decompressed before the damage");
        }

        tell($"{source.ShownName}: Recovered {report.RecoveredSize} bytes, lost " +
            (report.LostSize is { } lost ? $"{lost} bytes" : "an unknown number of bytes"));
    }
}
