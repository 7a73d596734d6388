using System.Diagnostics;
using Xzact.Audit.Release;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary>One line of progress on a terminal, rewritten a few times a second and removed at the end.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<ReleaseProgress>, IProgress<string>,
    IDisposable
{
    private const long MillisecondsBetween = 200;

    private long _next = Environment.TickCount64 + MillisecondsBetween;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _shown;

    /// <summary>The line of a run; null if nobody would see it.</summary>
    public static ProgressLine? On(ToolConsole console) => console.ErrorIsTerminal ? new(console.Error) : null;

    public void Report(ReleaseProgress value) => Show($"{value.Files:N0} files, {value.Offset >> 20:N0} MiB");

    /// <summary>Shows what a program prints, which may be anything, and how long it has taken so far.</summary>
    public void Report(string value)
    {
        const int Width = 68;
        Show($"{_watch.Elapsed:mm\\:ss}  {Sanitizer.Clean(value[..Math.Min(value.Length, Width)])}");
    }

    private void Show(string text)
    {
        if (Environment.TickCount64 < _next)
        {
            return;
        }

        _next = Environment.TickCount64 + MillisecondsBetween;
        _shown = true;
        terminal.Write($"\r\u001b[K{text}");
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
