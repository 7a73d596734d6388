using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>Reads the Index and compares it with the Blocks that were decoded (.xz specification, section 4).</summary>
internal sealed class IndexVerifier : Coder
{
    private readonly IndexHash _blocks = new();
    private readonly IndexHash _records = new();
    private readonly byte[] _digest = new byte[2 * Sha256.DigestSize];
    private readonly byte[] _storedCrc = new byte[StreamFormat.Crc32Size];
    private Step _step;
    private MultibyteReader _integer;
    private ulong _recordsLeft;
    private ulong _unpaddedSize;
    private int _crcFilled;
    private uint _crc;

    private enum Step
    {
        Indicator,
        Count,
        UnpaddedSize,
        UncompressedSize,
        Padding,
        Crc,
        End,
    }

    /// <summary>Bytes of the Index read so far; at the end, its size.</summary>
    public long Size { get; private set; }

    /// <summary>Begins a Stream.</summary>
    public void Reset()
    {
        ClearFailure();
        _blocks.Reset();
        _records.Reset();
        _step = Step.Indicator;
        _integer = default;
        _crcFilled = 0;
        _crc = 0;
        Size = 0;
    }

    /// <summary>Adds a Block that was decoded; false if the Index could not hold it.</summary>
    public bool Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        if (unpaddedSize is < BlockFormat.MinUnpaddedSize or > BlockFormat.MaxUnpaddedSize)
        {
            return false;
        }

        _blocks.Append(unpaddedSize, uncompressedSize);
        return _blocks.ListSize < IndexFormat.MaxSize;
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        int covered = 0;
        while (covered < input.Length && _step < Step.Crc)
        {
            if (Take(input[covered]) is { } rule)
            {
                return Fail(XzError.IndexCorrupt, Size, rule);
            }

            covered++;
            Size++;
            SkipEmptyPadding();
        }

        _crc = Crc32.Append(_crc, input[..covered]);
        input = input[covered..];
        if (_step != Step.Crc)
        {
            return _step == Step.End ? CoderStatus.End : CoderStatus.More;
        }

        int taken = Math.Min(_storedCrc.Length - _crcFilled, input.Length);
        input[..taken].CopyTo(_storedCrc.AsSpan(_crcFilled));
        input = input[taken..];
        _crcFilled += taken;
        Size += taken;
        if (_crcFilled < _storedCrc.Length)
        {
            return CoderStatus.More;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(_storedCrc) != _crc)
        {
            return Fail(XzError.IndexCorrupt, Size - _storedCrc.Length,
                "The CRC32 of the Index does not match (section 4.5).");
        }

        _step = Step.End;
        return CoderStatus.End;
    }

    /// <summary>Takes one byte of the Index before its CRC32; the rule it breaks, or null.</summary>
    private string? Take(byte next)
    {
        switch (_step)
        {
            case Step.Indicator:
                _step = Step.Count;
                return next == IndexFormat.Indicator ? null : "The Index Indicator is not zero (section 4.1).";
            case Step.Padding:
                return next == 0 ? null : "Index Padding is not zero (section 4.4).";
        }

        switch (_integer.Take(next))
        {
            case MultibyteState.More:
                return null;
            case MultibyteState.Invalid:
                return "The Index has an integer that is not valid (section 1.2).";
        }

        ulong value = _integer.Value;
        _integer = default;
        switch (_step)
        {
            case Step.Count:
                _recordsLeft = value;
                _step = value == 0 ? Step.Padding : Step.UnpaddedSize;
                return value == _blocks.Count
                    ? null
                    : $"The Index counts {value} Blocks, the Stream has {_blocks.Count} (section 4.2).";
            case Step.UnpaddedSize:
                _unpaddedSize = value;
                _step = Step.UncompressedSize;
                return value is >= BlockFormat.MinUnpaddedSize and <= BlockFormat.MaxUnpaddedSize
                    ? null
                    : "The Index has an Unpadded Size out of range (section 4.3.1).";
            default:
                _records.Append(_unpaddedSize, value);
                _recordsLeft--;
                _step = _recordsLeft == 0 ? Step.Padding : Step.UnpaddedSize;
                return _recordsLeft > 0 || Matches()
                    ? null
                    : "The Index gives other sizes than the Blocks have (section 4.3).";
        }
    }

    private void SkipEmptyPadding()
    {
        if (_step == Step.Padding && Size % StreamFormat.Alignment == 0)
        {
            _step = Step.Crc;
        }
    }

    private bool Matches()
    {
        Span<byte> blocks = _digest.AsSpan(0, Sha256.DigestSize);
        Span<byte> records = _digest.AsSpan(Sha256.DigestSize);
        _blocks.Finish(blocks);
        _records.Finish(records);
        return blocks.SequenceEqual(records);
    }
}
