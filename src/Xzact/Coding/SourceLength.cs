namespace Xzact.Coding;

/// <summary>How many bytes a source was said to have, and how many it has given.</summary>
internal struct SourceLength
{
    private long? _announced;
    private long _taken;

    /// <summary>The length that was announced; null if none was.</summary>
    public readonly long? Announced => _announced;

    /// <summary>Says how many bytes will come.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="InvalidOperationException">Something came already.</exception>
    public void Announce(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_taken > 0)
        {
            throw new InvalidOperationException("The length of the source can be said only before its first byte.");
        }

        _announced = length;
    }

    /// <summary>Whether so many more bytes may come, the last ones or not.</summary>
    public readonly bool Allows(int more, bool isFinal) => _announced is not { } announced
        || (isFinal ? more == announced - _taken : more <= announced - _taken);

    /// <summary>So many bytes have come.</summary>
    public void Take(int count) => _taken += count;
}
