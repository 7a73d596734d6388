using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>Watches a command that somebody else runs.</summary>
internal abstract class BuildTracer : IDisposable
{
    /// <summary>What watches, for reports.</summary>
    public abstract string Name { get; }

    /// <summary>The words of a tracer that starts the command; none if the command asks to be watched itself.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>The command that is run in the place of another.</summary>
    public virtual IReadOnlyList<string> Wrap(IReadOnlyList<string> command) => command;

    /// <summary>Takes a line of the tracer that <see cref="Words"/> names.</summary>
    public virtual void Take(ReadOnlySpan<byte> line)
    {
    }

    /// <summary>Takes a line that the command prints.</summary>
    /// <returns>Whether it was meant for this tracer and not for a reader.</returns>
    public virtual bool TakePrinted(string line) => false;

    /// <summary>Why the watch cannot begin, and the command waits in vain; null as long as nothing is known against
    /// it.</summary>
    public virtual string? Trouble => null;

    /// <summary>Waits for what is still to be seen, after the command ended.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>What was seen; null if nothing was.</summary>
    public abstract EventRecorder? Recorder { get; }

    /// <summary>Calls that were read.</summary>
    public abstract long Calls { get; }

    /// <summary>Calls or lines that could not be.</summary>
    public abstract long Unread { get; }

    /// <summary>The events, once all is over.</summary>
    public IReadOnlyList<BuildEvent> Events => Recorder?.Events ?? [];

    public virtual void Dispose()
    {
    }
}
