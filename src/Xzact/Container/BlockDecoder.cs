using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// Decodes one Block after its header: the data through the chain, Block Padding, and the check (.xz specification,
/// sections 3.2 to 3.4).
/// </summary>
internal sealed class BlockDecoder : Coder
{
    private readonly byte[] _field = new byte[CheckIdExtensions.MaxSize];
    private readonly byte[] _computed = new byte[CheckIdExtensions.MaxSize];
    private BlockHeader? _header;
    private Coder? _chain;
    private IntegrityCheck? _check;
    private Step _step;
    private int _checkSize;
    private int _fieldFilled;
    private ulong _compressed;
    private ulong _uncompressed;
    private long _position;

    private enum Step
    {
        Data,
        Padding,
        Check,
        End,
    }

    /// <summary>The size that the Index records, section 4.3: header, data and check, without padding.</summary>
    public ulong UnpaddedSize => (ulong)_header!.Size + _compressed + (ulong)_checkSize;

    /// <summary>Bytes decoded.</summary>
    public ulong UncompressedSize => _uncompressed;

    /// <summary>Bytes of compressed data, without padding.</summary>
    public ulong CompressedSize => _compressed;

    /// <summary>The Check field, once the Block was read to its end.</summary>
    public ReadOnlySpan<byte> Check => _field.AsSpan(0, _checkSize);

    /// <summary>Begins a Block.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="chain">Decodes a chain that fits it; reset.</param>
    /// <param name="checkSize">Bytes of the Check field.</param>
    /// <param name="check">Computes the check; null leaves the field unverified.</param>
    public void Start(BlockHeader header, Coder chain, int checkSize, IntegrityCheck? check)
    {
        ClearFailure();
        _header = header;
        _chain = chain;
        _checkSize = checkSize;
        _check = check;
        _check?.Reset();
        _step = Step.Data;
        _fieldFilled = 0;
        _compressed = 0;
        _uncompressed = 0;
        _position = 0;
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        int before = input.Length;
        CoderStatus status = Run(ref input, ref output, before);
        _position += before - input.Length;
        return status;
    }

    private CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        if (_step == Step.Data)
        {
            CoderStatus status = DecodeData(ref input, ref output, before);
            if (status != CoderStatus.End)
            {
                return status;
            }

            _step = Step.Padding;
        }

        if (_step == Step.Padding)
        {
            while ((_position + before - input.Length) % StreamFormat.Alignment != 0)
            {
                if (input.IsEmpty)
                {
                    return CoderStatus.More;
                }

                if (input[0] != 0)
                {
                    return Fail(XzError.BlockPaddingCorrupt, _position + before - input.Length,
                        "Block Padding is not zero (section 3.3).");
                }

                input = input[1..];
            }

            _step = Step.Check;
        }

        if (_step == Step.Check)
        {
            int taken = Math.Min(_checkSize - _fieldFilled, input.Length);
            input[..taken].CopyTo(_field.AsSpan(_fieldFilled));
            input = input[taken..];
            _fieldFilled += taken;
            if (_fieldFilled < _checkSize)
            {
                return CoderStatus.More;
            }

            _step = Step.End;
            if (_check is not null)
            {
                _check.Finish(_computed);
                if (!_field.AsSpan(0, _checkSize).SequenceEqual(_computed.AsSpan(0, _checkSize)))
                {
                    return Fail(XzError.CheckMismatch, _position + before - input.Length - _checkSize,
                        "The check of the Block does not match its data (section 3.4).");
                }
            }
        }

        return CoderStatus.End;
    }

    private CoderStatus DecodeData(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        // Where the header gives sizes, the chain sees no more than they allow.
        ReadOnlySpan<byte> allowedInput = input;
        Span<byte> allowedOutput = output;
        ulong compressedLeft = (_header!.CompressedSize ?? BlockFormat.MaxUnpaddedSize) - _compressed;
        ulong uncompressedLeft = (_header.UncompressedSize ?? MultibyteFormat.MaxValue) - _uncompressed;
        if ((ulong)input.Length > compressedLeft)
        {
            allowedInput = input[..(int)compressedLeft];
        }

        if ((ulong)output.Length > uncompressedLeft)
        {
            allowedOutput = output[..(int)uncompressedLeft];
        }

        int inputLength = allowedInput.Length;
        Span<byte> written = allowedOutput;
        CoderStatus status = _chain!.Code(ref allowedInput, ref allowedOutput);
        written = written[..^allowedOutput.Length];
        int used = inputLength - allowedInput.Length;
        input = input[used..];
        output = output[written.Length..];
        _compressed += (ulong)used;
        _uncompressed += (ulong)written.Length;
        _check?.Append(written);

        if (status == CoderStatus.Failed)
        {
            return FailAs(_chain, 0);
        }

        bool compressedDone = _compressed == _header.CompressedSize;
        bool uncompressedDone = _uncompressed == _header.UncompressedSize;
        if (status == CoderStatus.More)
        {
            if ((compressedDone && (uncompressedDone || !output.IsEmpty))
                || (uncompressedDone && (!input.IsEmpty || HasMoreToGive())))
            {
                return Fail(XzError.BlockSizeMismatch, _position + before - input.Length,
                    "The Block does not end where its header says (sections 3.1.3 and 3.1.4).");
            }

            return status;
        }

        if ((_header.CompressedSize is not null && !compressedDone)
            || (_header.UncompressedSize is not null && !uncompressedDone))
        {
            return Fail(XzError.BlockSizeMismatch, _position + before - input.Length,
                "The Block is shorter than its header says (sections 3.1.3 and 3.1.4).");
        }

        return status;
    }

    /// <summary>
    /// Whether the chain has a byte ready, or would fail for another one, although it has taken all input and was given
    /// no room.
    /// </summary>
    private bool HasMoreToGive()
    {
        ReadOnlySpan<byte> nothing = default;
        Span<byte> room = _field;
        CoderStatus status = _chain!.Code(ref nothing, ref room);
        return status == CoderStatus.Failed || room.Length < _field.Length;
    }
}
