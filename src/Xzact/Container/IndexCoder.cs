using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// Reads an Index (.xz specification, section 4) from its indicator to its CRC32 and hands each record on, keeping
/// none.
/// </summary>
internal abstract class IndexCoder : Coder
{
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

    /// <summary>Begins another Index.</summary>
    public virtual void Reset()
    {
        ClearFailure();
        _step = Step.Indicator;
        _integer = default;
        _crcFilled = 0;
        _crc = 0;
        Size = 0;
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
            return Fail(XzError.IndexCorrupt, Size - _storedCrc.Length, "The CRC32 of the Index does not " +
                "match (section 4.5).");
        }

        _step = Step.End;
        return CoderStatus.End;
    }

    /// <summary>Takes the Number of Records; the rule it breaks, or null.</summary>
    protected abstract string? TakeCount(ulong count);

    /// <summary>Takes a record whose values are in range; the rule it breaks, or null.</summary>
    protected abstract string? TakeRecord(ulong unpaddedSize, ulong uncompressedSize, bool isLast);

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
                return TakeCount(value);
            case Step.UnpaddedSize:
                _unpaddedSize = value;
                _step = Step.UncompressedSize;
                return value is >= BlockFormat.MinUnpaddedSize and <= BlockFormat.MaxUnpaddedSize
                    ? null
                    : "The Index has an Unpadded Size out of range (section 4.3.1).";
            default:
                _recordsLeft--;
                _step = _recordsLeft == 0 ? Step.Padding : Step.UnpaddedSize;
                return TakeRecord(_unpaddedSize, value, _recordsLeft == 0);
        }
    }

    private void SkipEmptyPadding()
    {
        if (_step == Step.Padding && Size % StreamFormat.Alignment == 0)
        {
            _step = Step.Crc;
        }
    }
}
