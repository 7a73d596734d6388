namespace Xzact.Liblzma.Interop;

/// <summary>Bytes of the caller, of which there may be more than a span holds: <c>foreach</c> gives spans.</summary>
/// <param name="start">The first byte; null if there is none.</param>
/// <param name="size">How many there are.</param>
internal unsafe ref struct CallerBytes(byte* start, nuint size)
{
    private byte* _next = start;
    private nuint _left = size;

    /// <summary>At most 2 GiB of them.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly CallerBytes GetEnumerator() => this;

    /// <summary>Goes on to the next ones.</summary>
    /// <returns>Whether there are more.</returns>
    public bool MoveNext()
    {
        int count = (int)Math.Min(_left, int.MaxValue);
        Current = new ReadOnlySpan<byte>(_next, count);
        _next += count;
        _left -= (nuint)count;
        return count > 0;
    }
}
