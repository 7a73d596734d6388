namespace Xzact.Testing.Files;

/// <summary>A range encoder for tests, slow and plain, without any code of the library under test.</summary>
internal sealed class RangeWriter
{
    /// <summary>A probability of one half: 1024 of 2048.</summary>
    public const ushort Half = 1 << 10;

    private const int ProbabilityBits = 11;
    private const int MoveBits = 5;
    private const uint Top = 1 << 24;

    private readonly List<byte> _bytes = [];
    private ulong _low;
    private uint _range = uint.MaxValue;

    /// <summary>Writes a bit and adapts its probability of being zero.</summary>
    public void Bit(ushort[] probabilities, int at, int bit)
    {
        ushort probability = probabilities[at];
        uint bound = (_range >> ProbabilityBits) * probability;
        if (bit == 0)
        {
            _range = bound;
            probabilities[at] += (ushort)(((1 << ProbabilityBits) - probability) >> MoveBits);
        }
        else
        {
            _low += bound;
            _range -= bound;
            probabilities[at] -= (ushort)(probability >> MoveBits);
        }

        Normalize();
    }

    /// <summary>Writes bits of a value from the highest one, each in its own context.</summary>
    public void Tree(ushort[] probabilities, int bits, int value)
    {
        int node = 1;
        for (int i = bits - 1; i >= 0; i--)
        {
            int bit = (value >> i) & 1;
            Bit(probabilities, node, bit);
            node = (node << 1) | bit;
        }
    }

    /// <summary>The same from the lowest bit.</summary>
    public void ReverseTree(ushort[] probabilities, int bits, int value)
    {
        int node = 1;
        for (int i = 0; i < bits; i++)
        {
            int bit = (value >> i) & 1;
            Bit(probabilities, node, bit);
            node = (node << 1) | bit;
        }
    }

    /// <summary>Writes bits without a context.</summary>
    public void Direct(uint value, int bits)
    {
        for (int i = bits - 1; i >= 0; i--)
        {
            _range >>= 1;
            if (((value >> i) & 1) != 0)
                _low += _range;
            Normalize();
        }
    }

    /// <summary>Ends the code and begins another one.</summary>
    public byte[] Finish()
    {
        for (int i = 0; i < 5; i++)
            ShiftLow();

        // The byte in front of the first one is the place for a carry, and always zero.
        byte[] result = [0, .. _bytes];
        _bytes.Clear();
        _low = 0;
        _range = uint.MaxValue;
        return result[..^1];
    }

    private void Normalize()
    {
        if (_range < Top)
        {
            _range <<= 8;
            ShiftLow();
        }
    }

    /// <summary>Moves the highest of four bytes out; a carry out of it goes into the bytes before.</summary>
    private void ShiftLow()
    {
        if (_low > uint.MaxValue)
        {
            int at = _bytes.Count - 1;
            while (++_bytes[at] == 0)
                at--;
            _low &= uint.MaxValue;
        }

        _bytes.Add((byte)(_low >> 24));
        _low = (_low << 8) & uint.MaxValue;
    }
}
