using System.Runtime.ExceptionServices;

namespace Xzact.Threading;

/// <summary>One Block's work, done on some thread and then looked at by the owner of the pipeline.</summary>
internal abstract class BlockJob
{
    private ExceptionDispatchInfo? _exception;
    private volatile bool _isDone;

    /// <summary>Whether the work is over. Only then may the owner touch the job again, but for what the job allows.
    /// </summary>
    public bool IsDone => _isDone;

    /// <summary>Called on the job's thread when part of the work can be taken.</summary>
    public Action<BlockJob>? Progressed { get; set; }

    /// <summary>Whether the work has thrown.</summary>
    public bool HasFailed => _exception is not null;

    /// <summary>Throws what the work has thrown.</summary>
    public void ThrowIfFailed() => _exception?.Throw();

    /// <summary>Does the work; never throws.</summary>
    public void Execute(CancellationToken cancellationToken)
    {
        try
        {
            Run(cancellationToken);
        }
#pragma warning disable CA1031 // whatever it is, it belongs to the thread that waits for this Block
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _exception = ExceptionDispatchInfo.Capture(exception);
        }

        _isDone = true;
    }

    /// <summary>Gives back what the job holds; not while it runs.</summary>
    public abstract void Release();

    protected abstract void Run(CancellationToken cancellationToken);
}
