using System.Diagnostics.CodeAnalysis;

namespace Xzact.Threading;

/// <summary>
/// Runs jobs on a few threads and gives them back in the order in which they came. It is used by one thread at a time.
/// A thread waits for the next job for a while, because one for each small Block costs more than the Block, and then
/// ends, because a pipeline may be forgotten.
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
    private SemaphoreSlim _work = new(0);
    private bool _isEnding;
    private TaskCompletionSource? _signal;
    private long _submitted;
    private long _finished;

    /// <summary>Jobs that finished, and parts of the oldest one that can be taken.</summary>
    private long _news;
    private long _seen;
    private volatile TJob? _oldest;

    /// <summary>How long a thread waits for work before it ends.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Starts a thread; false if there is none to be had.</summary>
    public Func<Thread, bool> TryStart { get; init; } = Start;

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
        job.Progressed = TellProgress;
        _inOrder.Enqueue(job);
        lock (_lock)
        {
            _submitted++;
            _notBegun.Enqueue(job);
            if (_threads.Count < Math.Min(workers, _submitted - _finished))
            {
                var thread = new Thread(Work) { IsBackground = true, Name = "Xzact block" };
                if (TryStart(thread))
                {
                    _threads.Add(thread);
                }
            }

            if (_threads.Count > 0)
            {
                _work.Release();
                return;
            }

            _notBegun.Dequeue();
        }

        // A machine that gives no thread: the work is done here.
        job.Execute(_cancellation.Token);
        TellNews(isFinished: true);
    }

    /// <summary>
    /// The oldest job; null if there is none. What finishes after this call, of this job even a part, ends a later
    /// wait.
    /// </summary>
    public TJob? Oldest
    {
        get
        {
            _inOrder.TryPeek(out TJob? job);
            lock (_lock)
            {
                _oldest = job;
                _seen = _news;
            }

            return job;
        }
    }

    /// <summary>Forgets the oldest job, which is done.</summary>
    public void RemoveOldest() => _inOrder.Dequeue();

    /// <summary>
    /// The oldest job, if it is done; it is not given again. What finishes after this call ends a later wait.
    /// </summary>
    public bool TryTake([NotNullWhen(true)] out TJob? job)
    {
        job = Oldest;
        if (job is { IsDone: true })
        {
            RemoveOldest();
            return true;
        }

        job = null;
        return false;
    }

    /// <summary>
    /// Completes when there is news since <see cref="Oldest"/> was last asked for, at once if no job is under way.
    /// </summary>
    public Task WhenNews()
    {
        lock (_lock)
        {
            if (_news != _seen || _finished == _submitted)
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
            _isEnding = true;
            threads = [.. _threads];
        }

        if (threads.Length > 0)
        {
            _work.Release(threads.Length);
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        while (_inOrder.TryDequeue(out TJob? job))
        {
            job.Release();
        }

        _submitted = _finished = _news = _seen = 0;
        _oldest = null;
        _signal = null;
        _isEnding = false;
        _work.Dispose();
        _work = new SemaphoreSlim(0);
        _cancellation.Dispose();
        _cancellation = new CancellationTokenSource();
    }

    public void Dispose()
    {
        Clear();
        _work.Dispose();
        _cancellation.Dispose();
    }

    private static bool Start(Thread thread)
    {
        try
        {
            thread.Start();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private void Work()
    {
        CancellationToken cancellationToken = _cancellation.Token;
        while (true)
        {
            bool isAsked = _work.Wait(Patience);
            TJob? job;
            lock (_lock)
            {
                if (!_notBegun.TryDequeue(out job))
                {
                    // Asked for nothing: another thread was faster, and this one's own turn is still to come.
                    if (isAsked && !_isEnding)
                    {
                        continue;
                    }

                    _threads.Remove(Thread.CurrentThread);
                    return;
                }
            }

            job.Execute(cancellationToken);
            TellNews(isFinished: true);
        }
    }

    private void TellNews(bool isFinished)
    {
        TaskCompletionSource? signal;
        lock (_lock)
        {
            _finished += isFinished ? 1 : 0;
            _news++;
            signal = _signal;
            _signal = null;
        }

        signal?.SetResult();
    }

    private void TellProgress(BlockJob job)
    {
        if (job == _oldest)
        {
            TellNews(isFinished: false);
        }
    }
}
