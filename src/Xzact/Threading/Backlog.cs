using Xzact.Coding;

namespace Xzact.Threading;

/// <summary>Counts the bytes that are under way in jobs: what was read and is not coded, what was coded and is not
/// written. Any thread may tell of its own.</summary>
internal sealed class Backlog
{
    private long _read;
    private long _coded;

    /// <summary>What there is now. The two may be apart by a piece that was just coded.</summary>
    public PendingBytes Bytes => new(Interlocked.Read(ref _read), Interlocked.Read(ref _coded));

    /// <summary>Input was taken for a job, or with a number below zero given back.</summary>
    public void Read(int count) => Interlocked.Add(ref _read, count);

    /// <summary>A job used some of its input and made output of it.</summary>
    public void Coded(int used, int made)
    {
        Interlocked.Add(ref _read, -used);
        Interlocked.Add(ref _coded, made);
    }

    /// <summary>Output of jobs was handed out.</summary>
    public void HandedOut(int count) => Interlocked.Add(ref _coded, -count);

    /// <summary>Forgets all; while no job runs.</summary>
    public void Reset()
    {
        _read = 0;
        _coded = 0;
    }
}
