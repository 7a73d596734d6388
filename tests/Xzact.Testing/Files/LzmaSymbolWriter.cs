namespace Xzact.Testing.Files;

/// <summary>
/// Writes random LZMA symbols that no encoder would choose: any repeated distance, matches of two bytes across the
/// whole dictionary, short repetitions in a row. It shares no code with the library under test.
/// </summary>
internal sealed class LzmaSymbolWriter(Random random, uint dictionarySize)
{
    private const int States = 12;
    private const int PositionStates = 16;
    private const int MinMatch = 2;
    private const int MaxMatch = 273;
    private const int FirstCodedSlot = 4;
    private const int FirstAlignedSlot = 14;

    private readonly RangeWriter _coder = new();
    private readonly List<byte> _output = [];
    private readonly uint[] _rep = new uint[4];
    private bool _allLong;
    private int _start;
    private int _state;
    private int _lc;
    private int _lp;
    private int _pb;
    private ushort[] _isMatch = [];
    private ushort[] _isRep = [];
    private ushort[] _isNotRep0 = [];
    private ushort[] _isNotRep1 = [];
    private ushort[] _isNotRep2 = [];
    private ushort[] _isRep0Long = [];
    private ushort[][] _slots = [];
    private ushort[][] _special = [];
    private ushort[] _align = [];
    private ushort[][] _literals = [];
    private Lengths _matchLengths = new();
    private Lengths _repLengths = new();

    /// <summary>All bytes that the symbols so far stand for.</summary>
    public List<byte> Output => _output;

    /// <summary>The properties byte: (pb * 5 + lp) * 9 + lc.</summary>
    public byte Properties => (byte)((((_pb * 5) + _lp) * 9) + _lc);

    private int History => _output.Count - _start;

    private int PositionState => History & ((1 << _pb) - 1);

    public void ResetDictionary() => _start = _output.Count;

    /// <summary>Chooses lc, lp and pb anew, lc + lp at most 4, as LZMA2 wants it.</summary>
    public void ChangeProperties()
    {
        _lc = random.Next(5);
        _lp = random.Next(5 - _lc);
        _pb = random.Next(5);
    }

    public void ResetState()
    {
        _state = 0;
        Array.Clear(_rep);
        _isMatch = Fresh(States * PositionStates);
        _isRep = Fresh(States);
        _isNotRep0 = Fresh(States);
        _isNotRep1 = Fresh(States);
        _isNotRep2 = Fresh(States);
        _isRep0Long = Fresh(States * PositionStates);
        _slots = [.. Enumerable.Range(0, 4).Select(_ => Fresh(64))];
        _special = [.. Enumerable.Range(0, FirstAlignedSlot).Select(slot => Fresh(1 << Math.Max(0, (slot >> 1) - 1)))];
        _align = Fresh(16);
        _literals = [.. Enumerable.Range(0, 1 << (_lc + _lp)).Select(_ => Fresh(0x300))];
        _matchLengths = new Lengths();
        _repLengths = new Lengths();
    }

    /// <summary>Writes symbols for <paramref name="size"/> bytes and returns them, range coded.</summary>
    /// <param name="size">Bytes that they stand for.</param>
    /// <param name="allLong">Whether every match is as long as it can be: few symbols for many bytes.</param>
    public byte[] Chunk(int size, bool allLong = false)
    {
        int end = _output.Count + size;
        int literalShare = allLong ? 0 : random.Next(100);
        _allLong = allLong;
        while (_output.Count < end)
            Symbol(end - _output.Count, literalShare);
        return _coder.Finish();
    }

    /// <summary>Takes bytes that stand uncompressed between chunks.</summary>
    public void Copy(ReadOnlySpan<byte> bytes) => _output.AddRange(bytes);

    private void Symbol(int room, int literalShare)
    {
        int rep = random.Next(4);
        bool canRepeat = _rep[rep] < Math.Min((uint)History, dictionarySize);
        bool isShort = rep == 0 && (room < MinMatch || (!_allLong && random.Next(5) == 0));
        if (History == 0 || random.Next(100) < literalShare || (room < MinMatch && !(canRepeat && rep == 0)))
            Literal();
        else if (canRepeat && (isShort || random.Next(2) == 0))
            Repeat(rep, isShort, room);
        else
            Match(room);
    }

    private void Literal()
    {
        byte value = (byte)(random.Next(3) == 0 ? random.Next(256) : 'a' + random.Next(5));
        _coder.Bit(_isMatch, (_state * PositionStates) + PositionState, 0);
        int previous = History > 0 ? _output[^1] : 0;
        ushort[] probabilities =
            _literals[((History & ((1 << _lp) - 1)) << _lc) + (previous >> (8 - _lc))];
        int symbol = 1;
        int matched = _state >= 7 ? _output[^(int)(_rep[0] + 1)] : 0;
        bool follows = _state >= 7;
        for (int i = 7; i >= 0; i--)
        {
            int bit = (value >> i) & 1;
            int matchedBit = (matched >> i) & 1;
            _coder.Bit(probabilities, (follows ? (1 + matchedBit) << 8 : 0) + symbol, bit);
            follows &= matchedBit == bit;
            symbol = (symbol << 1) | bit;
        }

        _output.Add(value);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
    }

    private void Repeat(int rep, bool isShort, int room)
    {
        int at = (_state * PositionStates) + PositionState;
        _coder.Bit(_isMatch, at, 1);
        _coder.Bit(_isRep, _state, 1);
        _coder.Bit(_isNotRep0, _state, rep > 0 ? 1 : 0);
        if (rep == 0)
        {
            _coder.Bit(_isRep0Long, at, isShort ? 0 : 1);
        }
        else
        {
            _coder.Bit(_isNotRep1, _state, rep > 1 ? 1 : 0);
            if (rep > 1)
                _coder.Bit(_isNotRep2, _state, rep > 2 ? 1 : 0);
        }

        uint distance = _rep[rep];
        Array.Copy(_rep, 0, _rep, 1, rep);
        _rep[0] = distance;
        if (rep == 0 && isShort)
        {
            _state = _state < 7 ? 9 : 11;
            CopyMatch(1);
            return;
        }

        int length = Length(room);
        _repLengths.Write(_coder, length - MinMatch, PositionState);
        _state = _state < 7 ? 8 : 11;
        CopyMatch(length);
    }

    private void Match(int room)
    {
        _coder.Bit(_isMatch, (_state * PositionStates) + PositionState, 1);
        _coder.Bit(_isRep, _state, 0);
        int length = Length(room);
        _matchLengths.Write(_coder, length - MinMatch, PositionState);
        uint reach = Math.Min((uint)History, dictionarySize);
        uint distance = random.Next(3) switch
        {
            0 => reach - 1,
            1 => (uint)random.Next((int)Math.Min(reach, 200)),
            _ => (uint)random.Next((int)reach),
        };
        Distance(distance, Math.Min(length - MinMatch, 3));
        Array.Copy(_rep, 0, _rep, 1, 3);
        _rep[0] = distance;
        _state = _state < 7 ? 7 : 10;
        CopyMatch(length);
    }

    private void Distance(uint distance, int lengthState)
    {
        int slot = (int)distance;
        int direct = 0;
        if (distance >= FirstCodedSlot)
        {
            int top = 31 - System.Numerics.BitOperations.LeadingZeroCount(distance);
            slot = (2 * top) + (int)((distance >> (top - 1)) & 1);
            direct = (slot >> 1) - 1;
        }

        _coder.Tree(_slots[lengthState], 6, slot);
        if (slot >= FirstAlignedSlot)
        {
            _coder.Direct((distance >> 4) & ((1u << (direct - 4)) - 1), direct - 4);
            _coder.ReverseTree(_align, 4, (int)(distance & 15));
        }
        else if (slot >= FirstCodedSlot)
        {
            _coder.ReverseTree(_special[slot], direct, (int)(distance & ((1u << direct) - 1)));
        }
    }

    private int Length(int room) => Math.Min(room, (_allLong ? 0 : random.Next(4)) switch
    {
        0 => MaxMatch,
        1 => MinMatch + random.Next(MaxMatch - 1),
        _ => MinMatch + random.Next(12),
    });

    private void CopyMatch(int length)
    {
        for (; length > 0; length--)
            _output.Add(_output[^(int)(_rep[0] + 1)]);
    }

    private static ushort[] Fresh(int count)
    {
        ushort[] probabilities = new ushort[count];
        Array.Fill(probabilities, RangeWriter.Half);
        return probabilities;
    }

    /// <summary>The three ranges of a length.</summary>
    private sealed class Lengths
    {
        private readonly ushort[] _choice = Fresh(2);
        private readonly ushort[][] _low = [.. Enumerable.Range(0, PositionStates).Select(_ => Fresh(8))];
        private readonly ushort[][] _middle = [.. Enumerable.Range(0, PositionStates).Select(_ => Fresh(8))];
        private readonly ushort[] _high = Fresh(256);

        public void Write(RangeWriter coder, int value, int positionState)
        {
            coder.Bit(_choice, 0, value < 8 ? 0 : 1);
            if (value >= 8)
                coder.Bit(_choice, 1, value < 16 ? 0 : 1);
            if (value < 8)
                coder.Tree(_low[positionState], 3, value);
            else if (value < 16)
                coder.Tree(_middle[positionState], 3, value - 8);
            else
                coder.Tree(_high, 8, value - 16);
        }
    }
}
