namespace Xzact.Matching;

/// <summary>
/// Threads that an encoder may use, as a number. Each Block that is being encoded occupies one, whether there is one
/// left or not; those that are left may help inside a Block, and stand aside as soon as more Blocks come.
/// </summary>
/// <param name="threads">How many there are.</param>
internal sealed class SpareThreads(int threads)
{
    private int _spare = threads;

    /// <summary>Whether a thread is left.</summary>
    public bool Any => Volatile.Read(ref _spare) > 0;

    /// <summary>Whether more are in use than there are, so that helpers should end.</summary>
    public bool AreOverdrawn => Volatile.Read(ref _spare) < 0;

    /// <summary>A Block begins.</summary>
    public void Occupy() => Interlocked.Decrement(ref _spare);

    /// <summary>A Block, or a helper, has ended.</summary>
    public void Release() => Interlocked.Increment(ref _spare);

    /// <summary>Takes a thread to help, if one is left.</summary>
    public bool TryTake()
    {
        int spare = Volatile.Read(ref _spare);
        while (spare > 0)
        {
            int seen = Interlocked.CompareExchange(ref _spare, spare - 1, spare);
            if (seen == spare)
            {
                return true;
            }

            spare = seen;
        }

        return false;
    }
}
