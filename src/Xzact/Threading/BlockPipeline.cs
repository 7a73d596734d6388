using System.Diagnostics.CodeAnalysis;

namespace Xzact.Threading;

/// <summary>
/// Runs jobs on a few threads and gives them back in the order in which they came. It is used by one thread at a time;
/// threads exist only while there is work.
/// </summary>
/// <typeparam name="TJob">What is run.</typeparam>
/// <param name="workers">Most threads, from 1 on.</param>
internal sealed class BlockPipeline<TJob>(int workers) : IDisposable
    where TJob : BlockJob
{
    /// <summary>Finished jobs wait for those before them; beyond so many for each thread, no more are taken.</summary>
    private const int JobsPerWorker = 2;

    private readonly Lock _lock = new();
    private readonly Queue<TJob> _inOrder = new();
    private readonly Queue<TJob> _notBegun = new();
    private readonly List<Thread> _threads = [];
    private CancellationTokenSource _cancellation = new();
    private TaskCompletionSource? _signal;
    private long _submitted;
    private long _finished;
    private long _seen;

    /// <summary>Jobs that were not taken back yet.</summary>
    public int Count => _inOrder.Count;

    /// <summary>Whether a thread is free for another job, and not too many wait to be taken back.</summary>
    public bool CanTake
    {
        get
        {
            lock (_lock)
            {
                return _submitted - _finished < workers && Count < workers * JobsPerWorker;
            }
        }
    }

    /// <summary>Begins a job, soon.</summary>
    public void Submit(TJob job)
    {
        _inOrder.Enqueue(job);
        lock (_lock)
        {
            _submitted++;
            _notBegun.Enqueue(job);
            if (_threads.Count < workers)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = "Xzact block" };
                _threads.Add(thread);
                thread.Start();
            }
        }
    }

    /// <summary>
    /// The oldest job, if it is done; it is not given again. What finishes after this call ends a later wait.
    /// </summary>
    public bool TryTake([NotNullWhen(true)] out TJob? job)
    {
        lock (_lock)
        {
            _seen = _finished;
        }

        if (_inOrder.TryPeek(out job) && job.IsDone)
        {
            _inOrder.Dequeue();
            return true;
        }

        job = null;
        return false;
    }

    /// <summary>
    /// Completes when a job has finished since <see cref="TryTake"/> was last called, at once if none is under way.
    /// </summary>
    public Task WhenFinished()
    {
        lock (_lock)
        {
            if (_finished != _seen || _finished == _submitted)
            {
                return Task.CompletedTask;
            }

            _signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _signal.Task;
        }
    }

    /// <summary>Asks jobs to stop and does not wait for them.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Stops all jobs, waits until their threads have ended, and forgets them.</summary>
    public void Clear()
    {
        Cancel();
        Thread[] threads;
        lock (_lock)
        {
            _notBegun.Clear();
            threads = [.. _threads];
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        while (_inOrder.TryDequeue(out TJob? job))
        {
            job.Release();
        }

        _submitted = _finished = _seen = 0;
        _signal = null;
        _cancellation.Dispose();
        _cancellation = new CancellationTokenSource();
    }

    public void Dispose()
    {
        Clear();
        _cancellation.Dispose();
    }

    private void Work()
    {
        CancellationToken cancellationToken = _cancellation.Token;
        while (true)
        {
            TJob? job;
            lock (_lock)
            {
                if (!_notBegun.TryDequeue(out job))
                {
                    _threads.Remove(Thread.CurrentThread);
                    return;
                }
            }

            job.Execute(cancellationToken);
            TaskCompletionSource? signal;
            lock (_lock)
            {
                _finished++;
                signal = _signal;
                _signal = null;
            }

            signal?.SetResult();
        }
    }
}
