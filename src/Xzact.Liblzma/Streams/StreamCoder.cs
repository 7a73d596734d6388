using Xzact.Format;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Streams;

/// <summary>What stands behind a <c>lzma_stream</c>: one coder, from its init function to <c>lzma_end</c>.</summary>
internal abstract class StreamCoder : IDisposable
{
    /// <summary>The actions that it takes.</summary>
    public abstract LzmaActions Actions { get; }

    /// <summary>Whether it has threads of its own.</summary>
    public virtual bool HasThreads => false;

    /// <summary>The check of the data, once it is known.</summary>
    public virtual CheckId Check => CheckId.None;

    /// <summary>Bytes of memory that are reckoned; 0 for a coder that has no limit.</summary>
    public virtual ulong MemoryUsage => 0;

    /// <summary>Bytes of memory that are allowed; 0 for a coder that has no limit.</summary>
    public virtual ulong MemoryLimit => 0;

    /// <summary>Where input is wanted from, after <see cref="LzmaRet.SeekNeeded"/>.</summary>
    public virtual ulong SeekPosition => 0;

    /// <summary>Uses input and fills output; both are cut to what is left of them.</summary>
    public abstract LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action);

    /// <summary>Sets another limit, from 1 on.</summary>
    public virtual LzmaRet SetMemoryLimit(ulong limit) => LzmaRet.ProgError;

    /// <summary>Whether <see cref="Update"/> may be asked for.</summary>
    public virtual bool CanUpdate => false;

    /// <summary>Goes on with other filters, which are valid for an encoder.</summary>
    public virtual LzmaRet Update(IReadOnlyList<CallerFilter> filters) => LzmaRet.ProgError;

    /// <summary>
    /// Bytes of input that are coded and of output that became of them, where threads make that differ from what was
    /// read and written.
    /// </summary>
    public virtual (ulong Input, ulong Output) Progress(ulong read, ulong written) => (read, written);

    public abstract void Dispose();
}
