namespace Xzact.Coding;

/// <summary>What a stream of somebody else says that it has read.</summary>
internal static class ReadCount
{
    /// <summary>Refuses a count that would be taken for an end, or for bytes that are not there.</summary>
    /// <exception cref="IOException">The count is negative or larger than the room.</exception>
    public static void ThrowIfImpossible(int count, int room)
    {
        if ((uint)count > (uint)room)
        {
            throw new IOException($"The underlying stream says that it has read {count} bytes into {room}.");
        }
    }
}
