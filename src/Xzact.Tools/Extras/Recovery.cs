using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Extras;

/// <summary>Writes every intact Block of a damaged .xz file, and accounts for the rest.</summary>
internal static class Recovery
{
    /// <summary>Recovers what can be; a loss is a warning.</summary>
    /// <exception cref="SkippedException">Reading or writing failed.</exception>
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
                reporter.Warning(
                    $"{source.ShownName}: {(range.State == XzSalvageState.Lost ? "Lost" : "Damaged")}: bytes " +
                    $"{range.CompressedOffset} to {range.CompressedOffset + range.CompressedSize}, {content}" +
                    (range.Reason is null ? "" : $": {range.Reason}"));
            }
        }

        if (!report.IsIntact)
        {
            reporter.Warning($"{source.ShownName}: Recovered {report.RecoveredSize} bytes, lost " +
                (report.LostSize is { } lost ? $"{lost} bytes" : "an unknown number of bytes"));
        }
    }
}
