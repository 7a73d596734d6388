using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>Decodes one .xz Stream from its header to its footer (.xz specification, section 2.1).</summary>
internal sealed class StreamDecoder : Coder, IDisposable
{
    private readonly WorkAllocator _allocator;
    private readonly DecoderLimits _limits;
    private readonly BlockDecoder _block = new();
    private readonly IndexVerifier _index = new();
    private readonly byte[] _buffer = new byte[BlockFormat.MaxHeaderSize];
    private FilterChain? _chain;
    private IntegrityCheck? _check;
    private CheckId _checkId;
    private Step _step;
    private int _needed;
    private int _filled;
    private long _position;
    private long _start;
    private long _written;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    public StreamDecoder(WorkAllocator allocator, DecoderLimits limits)
    {
        _allocator = allocator;
        _limits = limits;
        Reset();
    }

    private enum Step
    {
        Header,
        BlockHeaderSize,
        BlockHeader,
        Block,
        Index,
        Footer,
        End,
    }

    /// <summary>True while no byte of the Stream was read.</summary>
    public bool IsAtStart => _step == Step.Header && _filled == 0;

    /// <summary>Working memory in bytes that the last Block asked for, allowed or not.</summary>
    public long MemoryNeeded { get; private set; }

    /// <summary>True once the Stream Header was read and its check cannot be verified.</summary>
    public bool HasUnsupportedCheck => _step > Step.Header && !_checkId.IsSupported();

    /// <summary>Begins again: another, independent Stream.</summary>
    public void Reset()
    {
        _position = 0;
        _written = 0;
        Continue();
    }

    /// <summary>Begins another Stream of the same file: positions and limits go on counting.</summary>
    public void Continue()
    {
        ClearFailure();
        _index.Reset();
        Expect(Step.Header, StreamFormat.HeaderSize);
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            long room = _limits.OutputRoom(_position, _written);
            bool limited = output.Length > room;
            Span<byte> allowed = limited ? output[..(int)room] : output;
            int allowedBefore = allowed.Length;
            int inputBefore = input.Length;

            CoderStatus status = Run(ref input, ref allowed, inputBefore);

            int written = allowedBefore - allowed.Length;
            int read = inputBefore - input.Length;
            output = output[written..];
            _written += written;
            _position += read;
            bool isFull = limited && status == CoderStatus.More && allowed.IsEmpty && _step == Step.Block;
            if (!isFull || input.IsEmpty)
            {
                return status;
            }

            // Input that was taken makes room by the ratio. Where nothing moves any more, only output would help.
            if (written + read == 0)
            {
                (XzError error, string rule) = _limits.RefuseOutput(_position);
                return Fail(error, _position, rule);
            }
        }
    }

    public void Dispose() => _chain?.Dispose();

    private CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        while (true)
        {
            CoderStatus status;
            switch (_step)
            {
                case Step.Header:
                    if (!Fill(ref input, before))
                    {
                        return HeaderFailedEarly() ?? CoderStatus.More;
                    }

                    if (StreamFlags.ReadHeader(_buffer.AsSpan(0, _needed), out _checkId) is { } badHeader)
                    {
                        return Fail(badHeader.Error, _start + badHeader.Offset, badHeader.Rule);
                    }

                    Expect(Step.BlockHeaderSize, 1);
                    break;

                case Step.BlockHeaderSize:
                    if (input.IsEmpty)
                    {
                        return CoderStatus.More;
                    }

                    if (input[0] == IndexFormat.Indicator)
                    {
                        _start = Offset(input, before);
                        _step = Step.Index;
                        break;
                    }

                    Expect(Step.BlockHeader, (input[0] + 1) * BlockFormat.HeaderSizeUnit);
                    break;

                case Step.BlockHeader:
                    if (!Fill(ref input, before))
                    {
                        return CoderStatus.More;
                    }

                    if (StartBlock() is { } failed)
                    {
                        return failed;
                    }

                    break;

                case Step.Block:
                    long blockStart = _start;
                    status = _block.Code(ref input, ref output);
                    if (status == CoderStatus.Failed)
                    {
                        return FailAs(_block, blockStart);
                    }

                    if (status == CoderStatus.More)
                    {
                        return status;
                    }

                    if (!_index.Append(_block.UnpaddedSize, _block.UncompressedSize))
                    {
                        return Fail(XzError.DataCorrupt, Offset(input, before),
                            "The Block is too large for an Index (section 4.3).");
                    }

                    Expect(Step.BlockHeaderSize, 1);
                    break;

                case Step.Index:
                    status = _index.Code(ref input, ref output);
                    if (status == CoderStatus.Failed)
                    {
                        return FailAs(_index, _start);
                    }

                    if (status == CoderStatus.More)
                    {
                        return status;
                    }

                    Expect(Step.Footer, StreamFormat.FooterSize);
                    break;

                case Step.Footer:
                    if (!Fill(ref input, before))
                    {
                        return CoderStatus.More;
                    }

                    return ReadFooter();

                default:
                    return CoderStatus.End;
            }
        }
    }

    private long Offset(ReadOnlySpan<byte> input, int before) => _position + before - input.Length;

    private void Expect(Step step, int size)
    {
        _step = step;
        _needed = size;
        _filled = 0;
    }

    /// <summary>Collects a field of known size in the buffer; true once it is whole.</summary>
    private bool Fill(ref ReadOnlySpan<byte> input, int before)
    {
        if (_filled == 0)
        {
            _start = Offset(input, before);
        }

        int taken = Math.Min(_needed - _filled, input.Length);
        input[..taken].CopyTo(_buffer.AsSpan(_filled));
        input = input[taken..];
        _filled += taken;
        return _filled == _needed;
    }

    /// <summary>Data that is no .xz file is known as such from its first byte on.</summary>
    private CoderStatus? HeaderFailedEarly()
    {
        int compared = Math.Min(_filled, StreamFormat.HeaderMagic.Length);
        return StreamFormat.HeaderMagic[..compared].SequenceEqual(_buffer.AsSpan(0, compared))
            ? null
            : Fail(XzError.FormatNotRecognized, _start,
                "The data does not start with the magic bytes of .xz (section 2.1.1.1).");
    }

    private CoderStatus? StartBlock()
    {
        if (BlockHeader.Read(_buffer.AsSpan(0, _needed), out BlockHeader? header) is { } bad)
        {
            return Fail(bad.Error, _start + bad.Offset, bad.Rule);
        }

        if (MakeChain(header!) is { } failed)
        {
            return failed;
        }

        bool verify = _limits.VerifyChecksum && _checkId.IsSupported();
        if (verify && _check?.Id != _checkId)
        {
            _check = new IntegrityCheck(_checkId);
        }

        _block.Start(header!, _chain!, _checkId.Size(), verify ? _check : null);
        _start += _needed;
        _step = Step.Block;
        return null;
    }

    private CoderStatus? MakeChain(BlockHeader header)
    {
        MemoryNeeded = FilterChain.MemoryUsage(header.Filters);
        if (_limits.Refuse(header.Filters[^1].Value, MemoryNeeded) is var (error, rule))
        {
            return Fail(error, _start, rule);
        }

        if (_chain is null || !_chain.Fits(header.Filters))
        {
            _chain?.Dispose();
            _chain = null;
            _chain = new FilterChain(_allocator, header.Filters);
        }

        _chain.Reset();
        return null;
    }

    private CoderStatus ReadFooter()
    {
        if (StreamFlags.ReadFooter(_buffer.AsSpan(0, _needed), out CheckId check, out ulong backwardSize) is { } bad)
        {
            return Fail(bad.Error, _start + bad.Offset, bad.Rule);
        }

        if (backwardSize != (ulong)_index.Size)
        {
            return Fail(XzError.StreamFooterCorrupt, _start + StreamFormat.FooterBackwardSizeOffset,
                $"Backward Size is {backwardSize} bytes, the Index has {_index.Size} (section 2.1.2.2).");
        }

        if (check != _checkId)
        {
            return Fail(XzError.StreamFooterCorrupt, _start + StreamFormat.FooterFlagsOffset,
                "The Stream Flags of header and footer differ (section 2.1.2.3).");
        }

        _step = Step.End;
        return CoderStatus.End;
    }
}
