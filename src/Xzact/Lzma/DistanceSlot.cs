using System.Numerics;
using System.Runtime.CompilerServices;
using Xzact.Format;

namespace Xzact.Lzma;

/// <summary>Distance slots: the two highest bits of a distance and how many follow.</summary>
internal static class DistanceSlot
{
    /// <summary>This length and all longer ones use the same slot tree.</summary>
    public const int LastLength = LzmaFormat.MinMatch + LzmaFormat.LengthStates - 1;

    /// <summary>The slot of a distance, minus one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(uint distance)
    {
        if (distance < LzmaFormat.FooterSlotStart)
        {
            return distance;
        }

        int top = BitOperations.Log2(distance);
        return (uint)(top << 1) + ((distance >> (top - 1)) & 1);
    }

    /// <summary>Bits that follow a slot of <see cref="LzmaFormat.FooterSlotStart"/> or more.</summary>
    public static int FooterBits(uint slot) => (int)(slot >> 1) - 1;

    /// <summary>The smallest distance of such a slot.</summary>
    public static uint Base(uint slot) => (2 | (slot & 1)) << FooterBits(slot);

    /// <summary>Which of the slot trees a length uses.</summary>
    public static int LengthState(int length) => Math.Min(length - LzmaFormat.MinMatch, LzmaFormat.LengthStates - 1);
}
