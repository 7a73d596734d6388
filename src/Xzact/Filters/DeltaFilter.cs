using Xzact.Format;

namespace Xzact.Filters;

/// <summary>
/// Delta: each byte becomes its difference from the byte <c>distance</c> places before it; before the first byte
/// there are zeros (.xz specification 1.2.1, section 5.3.3). It converts every byte it is given.
/// </summary>
internal sealed class DeltaFilter : SimpleFilter
{
    private readonly FilterDirection _direction;

    /// <summary>The last original bytes, as many as the distance, the oldest first.</summary>
    private readonly byte[] _history;
    private readonly byte[] _nextHistory;

    /// <param name="distance">1 to 256 bytes.</param>
    /// <param name="direction">Whether to take or to undo the differences.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is out of its range.</exception>
    public DeltaFilter(int distance, FilterDirection direction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, DeltaFormat.MinDistance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, DeltaFormat.MaxDistance);
        _direction = direction;
        _history = new byte[distance];
        _nextHistory = new byte[distance];
    }

    public override int Convert(Span<byte> buffer)
    {
        if (_direction == FilterDirection.Encode)
            Encode(buffer);
        else
            Decode(buffer);
        return buffer.Length;
    }

    public override void Reset() => _history.AsSpan().Clear();

    private void Encode(Span<byte> buffer)
    {
        int distance = _history.Length;
        int head = Math.Min(distance, buffer.Length);
        Slide(_nextHistory, buffer);

        // From the end, so that each subtrahend is still the original byte.
        Span<byte> later = buffer[head..];
        ReadOnlySpan<byte> earlier = buffer[..later.Length];
        for (int i = later.Length - 1; i >= 0; i--)
            later[i] -= earlier[i];
        for (int i = 0; i < head; i++)
            buffer[i] -= _history[i];

        _nextHistory.CopyTo(_history, 0);
    }

    private void Decode(Span<byte> buffer)
    {
        int head = Math.Min(_history.Length, buffer.Length);
        for (int i = 0; i < head; i++)
            buffer[i] += _history[i];
        Span<byte> later = buffer[head..];
        ReadOnlySpan<byte> earlier = buffer[..later.Length];
        for (int i = 0; i < later.Length; i++)
            later[i] += earlier[i];

        Slide(_history, buffer);
    }

    /// <summary>Sets <paramref name="target"/> to the end of the history followed by the original bytes.</summary>
    private void Slide(Span<byte> target, ReadOnlySpan<byte> originals)
    {
        int kept = Math.Max(0, _history.Length - originals.Length);
        _history.AsSpan(_history.Length - kept).CopyTo(target);
        originals[^(target.Length - kept)..].CopyTo(target[kept..]);
    }
}
