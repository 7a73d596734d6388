namespace Xzact.Tests.Checks;

/// <summary>A reflected CRC as it is defined, a bit at a time: what every faster form is held against.</summary>
internal static class BitwiseCrc
{
    public static ulong Append(ulong polynomial, ulong state, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            state ^= b;
            for (int bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? (state >> 1) ^ polynomial : state >> 1;
        }

        return state;
    }
}
