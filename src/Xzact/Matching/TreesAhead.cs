using System.Runtime.ExceptionServices;
using Xzact.Kernels;

namespace Xzact.Matching;

/// <summary>
/// Walks the trees of batches before they are asked for, on threads that nothing else needs. What comes out is what one
/// thread finds: batches take their heads in order, the trees are told apart into parts, and each part goes through the
/// batches in order. The thread that asks helps with what it waits for, so that it never depends on another one.
/// </summary>
/// <param name="spare">Threads that may help.</param>
/// <param name="window">The window; its data is not moved while anything is under way.</param>
/// <param name="heads">The tables of newest positions.</param>
/// <param name="links">The links.</param>
/// <param name="niceLength">Bytes that follow every position of a batch.</param>
/// <param name="stride">Room for the matches of a position.</param>
internal sealed class TreesAhead(
    SpareThreads spare,
    EncoderWindow window,
    WorkMemory<uint> heads,
    WorkMemory<uint> links,
    int niceLength,
    int stride)
{
    /// <summary>Batches under way, the one that is being used among them.</summary>
    public const int Batches = 8;

    private const int NoTask = -2;

    /// <summary>Stands for the heads of the next batch where else a part is named.</summary>
    private const int HeadsTask = -1;

    /// <summary>More than these would wait for each other.</summary>
    private const int MostHelpers = TreeBatch.Parts - 1;

    /// <summary>A helper without work ends after so many milliseconds.</summary>
    private const int Patience = 2;

#pragma warning disable MA0158 // threads wait for it, which a Lock cannot do
    private readonly object _gate = new();
#pragma warning restore MA0158
    private readonly TreeBatch[] _ring = [.. Enumerable.Range(0, Batches).Select(_ => new TreeBatch(stride))];

    /// <summary>Batches that each part has gone through.</summary>
    private readonly long[] _walked = new long[TreeBatch.Parts];
    private readonly bool[] _isBusy = new bool[TreeBatch.Parts];

    /// <summary>Behind the last batch whose heads were taken, while <see cref="_isActive"/>.</summary>
    private MatchFinderState _state;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Behind the data that may be looked at.</summary>
    private long _end;
    private long _headsTaken;
    private long _used;
    private bool _isActive;
    private bool _isInUse;
    private bool _isEnding;
    private bool _isStopped;
    private bool _isFrozen;
    private bool _takesHeads;
    private int _busy;
    private int _helpers;
    private int _waiting;

    /// <summary>
    /// The next batch, all of it walked; the one before is given up. Null if too few bytes follow for a batch, or if
    /// nobody helps: one then goes on from the state.
    /// </summary>
    /// <param name="state">
    /// Where to begin after the start, a null or <see cref="End"/>; set where null is given.
    /// </param>
    public TreeBatch? Next(ref MatchFinderState state)
    {
        lock (_gate)
        {
            GiveUp();
            if (!_isActive)
            {
                if (_isStopped || !spare.Any)
                {
                    return null;
                }

                _state = state;
                _isActive = true;
            }

            _end = window.End;
            if (_helpers == 0 && !spare.Any)
            {
                _isEnding = true;
            }

            if (_used == _headsTaken && !_takesHeads && !CanTakeHeads)
            {
                Deactivate(ref state);
                return null;
            }

            Recruit();
            if (_waiting > 0 && _headsTaken - _used <= Batches / 2)
            {
                Monitor.PulseAll(_gate);
            }
        }

        return Await();
    }

    /// <summary>From here to <see cref="End"/> nothing more is begun; what is under way is still to be taken.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _isEnding = _isActive;
        }
    }

    /// <summary>All that was under way is taken: one goes on from the state.</summary>
    public void End(ref MatchFinderState state)
    {
        lock (_gate)
        {
            GiveUp();
            _isStopped = false;
            if (_isActive)
            {
                Deactivate(ref state);
            }
        }
    }

    /// <summary>Forgets everything that is under way; one goes on behind it.</summary>
    public void Reset(ref MatchFinderState state)
    {
        lock (_gate)
        {
            Freeze();
            _failure = null;
            if (_isActive)
            {
                Deactivate(ref state);
            }

            _isStopped = false;
            _isInUse = false;
            _used = 0;
            _headsTaken = 0;
            _walked.AsSpan().Clear();
            _isFrozen = false;
        }
    }

    /// <summary>Waits until no thread looks at the window.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            Freeze();
        }
    }

    /// <summary>Goes on after a pause in which the window was moved.</summary>
    public void Slid(long distance)
    {
        lock (_gate)
        {
            _end -= distance;
            Slide(ref _state, distance);
            for (long number = _used; number < _headsTaken; number++)
            {
                Slide(ref _ring[number % Batches].State, distance);
            }

            _isFrozen = false;
        }
    }

    private static void Slide(ref MatchFinderState state, long distance)
    {
        state.Index -= (nint)distance;
        state.Base += (uint)distance;
    }

    private bool CanTakeHeads => _isActive
        && !_isEnding
        && !_takesHeads
        && _headsTaken - _used < Batches
        && _end - _state.Index >= TreeBatch.Size + Math.Max(niceLength, sizeof(uint))
        && (uint)_state.Index + _state.Base < MatchFinder.RenumberAt - TreeBatch.Size;

    private void GiveUp()
    {
        if (_isInUse)
        {
            _isInUse = false;
            _used++;
        }
    }

    private void Deactivate(ref MatchFinderState state)
    {
        state = _state;
        _isActive = false;
        _isEnding = false;
    }

    private void Freeze()
    {
        _isFrozen = true;
        while (_busy > 0)
        {
            Wait(Timeout.Infinite);
        }
    }

    private bool Wait(int milliseconds)
    {
        _waiting++;
        bool isSignaled = Monitor.Wait(_gate, milliseconds);
        _waiting--;
        return isSignaled;
    }

    private void Recruit()
    {
        while (_helpers < MostHelpers && spare.TryTake())
        {
            _helpers++;
            ThreadPool.UnsafeQueueUserWorkItem(static ahead => ahead.Help(), this, preferLocal: false);
        }
    }

    /// <summary>Does what is to be done until the next batch is whole.</summary>
    private TreeBatch Await()
    {
        int task = NoTask;
        while (true)
        {
            lock (_gate)
            {
                Complete(task);
                while (true)
                {
                    _failure?.Throw();
                    if (_walked.AsSpan().IndexOfAnyInRange(0, _used) < 0)
                    {
                        _isInUse = true;
                        return _ring[_used % Batches];
                    }

                    if (TryBegin(out task))
                    {
                        break;
                    }

                    Wait(Timeout.Infinite);
                }
            }

            Run(task);
        }
    }

    /// <summary>
    /// What a helper does: everything that can be done, until there is nothing or others need its thread.
    /// </summary>
    private void Help()
    {
        int task = NoTask;
        while (true)
        {
            lock (_gate)
            {
                Complete(task);
                bool hasPatience = true;
                while (spare.AreOverdrawn || !TryBegin(out task))
                {
                    if (spare.AreOverdrawn || !hasPatience)
                    {
                        _helpers--;
                        spare.Release();
                        return;
                    }

                    hasPatience = Wait(Patience);
                }
            }

            Run(task);
        }
    }

    /// <summary>
    /// Begins what is needed next: a part of the first batch that is not whole, else heads, else the part that is
    /// farthest behind.
    /// </summary>
    private bool TryBegin(out int task)
    {
        task = NoTask;
        if (_isFrozen || _failure is not null)
        {
            return false;
        }

        for (int part = 0; part < TreeBatch.Parts; part++)
        {
            if (!_isBusy[part] && _walked[part] < _headsTaken && (task < 0 || _walked[part] < _walked[task]))
            {
                task = part;
            }
        }

        if ((task == NoTask || _walked[task] > _used) && CanTakeHeads)
        {
            task = HeadsTask;
            _takesHeads = true;
        }
        else if (task == NoTask)
        {
            return false;
        }
        else
        {
            _isBusy[task] = true;
        }

        _busy++;
        return true;
    }

    /// <summary>Does what was begun; never throws.</summary>
    private void Run(int task)
    {
        try
        {
            if (task == HeadsTask)
            {
                TreeBatch next = _ring[_headsTaken % Batches];
                next.State = _state;
                MatchFinderKernel.TakeHeads(ref _state, window.Memory, heads, links, 1, next.Heads);
                next.Sort();
                return;
            }

            TreeBatch batch = _ring[_walked[task] % Batches];
            MatchFinderKernel.WalkTrees(
                batch.State, window.Memory, links, niceLength, 1, batch.Order(task), batch.Heads, batch.Matches);
        }
#pragma warning disable CA1031 // whatever it is, it belongs to the thread that waits for the batch
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void Complete(int task)
    {
        if (task == NoTask)
        {
            return;
        }

        _busy--;
        if (task == HeadsTask)
        {
            _takesHeads = false;
            _headsTaken++;
        }
        else
        {
            _isBusy[task] = false;
            _walked[task]++;
        }

        if (_waiting > 0)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
