using System.Buffers.Binary;

namespace Xzact.Checks;

/// <summary>
/// A reflected 64-bit CRC by table look-up, eight bytes a step: the portable, span-only form, and the reference for
/// the folding kernel.
/// </summary>
/// <remarks>
/// Table <c>k</c> holds, for every byte value, what that byte adds to the CRC once it and <c>k</c> zero bytes have been
/// shifted through. The state is eight bytes long, so a step replaces it by the sum of eight look-ups. 16 KiB, made on
/// first use in about 10 µs.
/// </remarks>
internal sealed class CrcTable
{
    private const int ByteValues = 256;
    private readonly ulong[] _table = new ulong[sizeof(ulong) * ByteValues];

    /// <param name="polynomial">A generator from <see cref="Format.CrcPolynomial"/>.</param>
    public CrcTable(ulong polynomial)
    {
        for (int value = 0; value < ByteValues; value++)
        {
            ulong state = (ulong)value;
            for (int bit = 0; bit < 8; bit++)
                state = (state >> 1) ^ (polynomial & (0 - (state & 1)));
            _table[value] = state;
        }

        for (int i = ByteValues; i < _table.Length; i++)
            _table[i] = Shift(_table[i - ByteValues], 0);
    }

    /// <summary>Takes <paramref name="data"/> into a CRC state (not inverted; the caller inverts).</summary>
    public ulong Append(ulong state, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> table = _table;
        while (data.Length >= sizeof(ulong))
        {
            ulong x = state ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            state = table[(7 * ByteValues) + (byte)x]
                ^ table[(6 * ByteValues) + (byte)(x >> 8)]
                ^ table[(5 * ByteValues) + (byte)(x >> 16)]
                ^ table[(4 * ByteValues) + (byte)(x >> 24)]
                ^ table[(3 * ByteValues) + (byte)(x >> 32)]
                ^ table[(2 * ByteValues) + (byte)(x >> 40)]
                ^ table[ByteValues + (byte)(x >> 48)]
                ^ table[(byte)(x >> 56)];
            data = data[sizeof(ulong)..];
        }

        foreach (byte b in data)
            state = Shift(state, b);
        return state;
    }

    private ulong Shift(ulong state, byte next) => _table[(byte)(state ^ next)] ^ (state >> 8);
}
