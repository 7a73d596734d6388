using Xzact.Audit.Release;

namespace Xzact.Audit.Tool;

/// <summary>One line of progress on a terminal, rewritten a few times a second and removed at the end.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<ReleaseProgress>, IDisposable
{
    private const long MillisecondsBetween = 200;

    private long _next = Environment.TickCount64 + MillisecondsBetween;
    private bool _shown;

    public void Report(ReleaseProgress value)
    {
        if (Environment.TickCount64 < _next)
        {
            return;
        }

        _next = Environment.TickCount64 + MillisecondsBetween;
        _shown = true;
        terminal.Write($"\r\u001b[K{value.Files:N0} files, {value.Offset >> 20:N0} MiB");
        terminal.Flush();
    }

    public void Dispose()
    {
        if (_shown)
        {
            terminal.Write("\r\u001b[K");
            terminal.Flush();
        }
    }
}
