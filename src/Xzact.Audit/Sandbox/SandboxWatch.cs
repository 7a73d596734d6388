using System.Diagnostics;

namespace Xzact.Audit.Sandbox;

/// <summary>Ends a sandbox from outside when its processes take too much memory together, or when its time and more is
/// up although its first process should have seen to that.</summary>
internal sealed class SandboxWatch : IDisposable
{
    private readonly Process _process;
    private readonly SandboxLimits _limits;
    private readonly Timer _timer;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _period;
    private readonly TimeSpan _transfer;
    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <param name="process">The sandbox's outermost process; the kernel ends all of it with this one.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="period">How often to look.</param>
    /// <param name="transfer">How much longer than the command the sandbox may live.</param>
    public SandboxWatch(Process process, SandboxLimits limits, TimeSpan period, TimeSpan transfer)
    {
        (_process, _limits, _period, _transfer) = (process, limits, period, transfer);
        _timer = new(_ => Look(), null, period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The most memory seen, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Whether it was ended because of its memory.</summary>
    public bool IsOverMemory { get; private set; }

    /// <summary>Whether it was ended because of its time.</summary>
    public bool IsOverTime { get; private set; }

    /// <summary>Whether the command may still be running; after that nothing of it is.</summary>
    public bool IsRunning { get; set; } = true;

    /// <summary>Ends the sandbox now.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it ended by itself
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            PeakBytes = Math.Max(PeakBytes, ProcessTree.ResidentBytes(_process.Id));
            IsOverMemory |= IsRunning && PeakBytes > _limits.MemoryBytes;
            IsOverTime |= _clock.Elapsed > TimeSpan.FromSeconds(_limits.Seconds) + _transfer;
            if (IsOverMemory || IsOverTime)
            {
                Kill();
                return;
            }

            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }
}
