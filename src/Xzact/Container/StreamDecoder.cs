using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>Decodes one .xz Stream from its header to its footer (.xz specification, section 2.1).</summary>
internal sealed class StreamDecoder : LimitedDecoder
{
    private readonly BlockDispatcher? _dispatcher;
    private readonly BlockOpener _opener;
    private readonly BlockDecoder _block = new();
    private readonly IndexVerifier _index = new();
    private readonly byte[] _buffer = new byte[BlockFormat.MaxHeaderSize];
    private BlockHeader? _header;
    private CheckId _checkId;
    private Step _step;
    private int _needed;
    private int _filled;
    private long _start;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="dispatcher">Who may decode Blocks instead of this decoder; null for nobody.</param>
    public StreamDecoder(WorkAllocator allocator, DecoderLimits limits, BlockDispatcher? dispatcher = null)
        : base(limits)
    {
        _dispatcher = dispatcher;
        _opener = new BlockOpener(allocator, limits);
        Reset();
    }

    private enum Step
    {
        Header,
        BlockHeaderSize,
        BlockHeader,
        Dispatch,
        Collect,
        Lost,
        Block,
        Index,
        Footer,
        End,
    }

    /// <inheritdoc cref="BlockOpener.MemoryNeeded"/>
    public override long MemoryNeeded => _opener.MemoryNeeded;

    /// <summary>True once the Stream Header was read and its check cannot be verified.</summary>
    public override bool HasUnsupportedCheck => _step > Step.Header && !_checkId.IsSupported();

    /// <summary>Begins again: another, independent Stream.</summary>
    public override void Reset()
    {
        base.Reset();
        _opener.Reset();
        Continue(0);
    }

    /// <summary>Begins another Stream of the same file: positions and limits go on counting.</summary>
    /// <param name="padding">Bytes of Stream Padding that somebody else has read before it.</param>
    public void Continue(long padding)
    {
        ReadElsewhere(padding);
        ClearFailure();
        _index.Reset();
        Expect(Step.Header, StreamFormat.HeaderSize);
    }

    /// <inheritdoc/>
    public override CoderStatus Finish() => Failure is not null ? CoderStatus.Failed
        : _step == Step.End ? CoderStatus.End
        : Fail(XzError.UnexpectedEnd, End, "The data ends in the middle of a Stream");

    public override void Dispose() => _opener.Dispose();

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            CoderStatus status;
            switch (_step)
            {
                case Step.Header:
                    if (!Fill(ref input))
                    {
                        return HeaderFailedEarly() ?? CoderStatus.More;
                    }

                    if (StreamFlags.ReadHeader(_buffer.AsSpan(0, _needed), out _checkId) is { } badHeader)
                    {
                        return Fail(badHeader.Error, _start + badHeader.Offset, badHeader.Rule);
                    }

                    Expect(Step.BlockHeaderSize, 1);
                    if (Limits.StopsBehindHeader?.Invoke(_checkId) == true)
                    {
                        return CoderStatus.Waiting;
                    }

                    break;

                case Step.BlockHeaderSize:
                    if (input.IsEmpty)
                    {
                        return CoderStatus.More;
                    }

                    if (input[0] == IndexFormat.Indicator)
                    {
                        _start = Offset(input);
                        _step = Step.Index;
                        break;
                    }

                    Expect(Step.BlockHeader, (input[0] + 1) * BlockFormat.HeaderSizeUnit);
                    break;

                case Step.BlockHeader:
                    if (!Fill(ref input))
                    {
                        return CoderStatus.More;
                    }

                    if (_opener.Read(_buffer.AsSpan(0, _needed), out _header) is { } badBlock)
                    {
                        return Fail(badBlock.Error, _start + badBlock.Offset, badBlock.Rule);
                    }

                    _start += _needed;
                    if (_dispatcher is null)
                    {
                        _opener.Start(_header!, _checkId, _block);
                    }

                    _step = _dispatcher is null ? Step.Block : Step.Dispatch;
                    break;

                case Step.Dispatch:
                    DispatchAnswer answer = Offer();
                    if (answer == DispatchAnswer.Later)
                    {
                        return CoderStatus.Waiting;
                    }

                    if (answer == DispatchAnswer.Refused)
                    {
                        _dispatcher!.StandAside();
                        _opener.Start(_header!, _checkId, _block);
                    }
                    else
                    {
                        _opener.DropChain();
                    }

                    _step = answer == DispatchAnswer.Refused ? Step.Block : Step.Collect;
                    break;

                case Step.Collect:
                    switch (_dispatcher!.Collect(ref input))
                    {
                        case CollectAnswer.More:
                            return CoderStatus.More;
                        case CollectAnswer.Broken:
                            // The Block's decoder says where and why.
                            _step = Step.Lost;
                            break;
                        case CollectAnswer.Later:
                            return CoderStatus.Waiting;
                        case CollectAnswer.GivenBack:
                            _dispatcher.StandAside();
                            _opener.Start(_header!, _checkId, _block);
                            _step = Step.Block;
                            break;
                        default:
                            (ulong compressed, ulong uncompressed) = _dispatcher.CollectedSizes;
                            WrittenElsewhere((long)uncompressed);
                            ulong unpadded = (ulong)_header!.Size + compressed + (ulong)_checkId.Size();
                            if (EndBlock(unpadded, uncompressed, Offset(input)) is { } refused)
                            {
                                return refused;
                            }

                            break;
                    }

                    break;

                case Step.Lost:
                    return CoderStatus.Waiting;

                case Step.Block:
                    long blockStart = _start;
                    bool isHeld = _dispatcher is { Held.IsEmpty: false };
                    status = isHeld ? DecodeHeld(ref output) : _block.Code(ref input, ref output);
                    if (status == CoderStatus.Failed)
                    {
                        return FailAs(_block, blockStart);
                    }

                    if (isHeld && status == CoderStatus.More && !output.IsEmpty)
                    {
                        break;
                    }

                    if (status == CoderStatus.More)
                    {
                        return status;
                    }

                    if (EndBlock(_block.UnpaddedSize, _block.UncompressedSize, Offset(input)) is { } tooLarge)
                    {
                        return tooLarge;
                    }

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
                    if (!Fill(ref input))
                    {
                        return CoderStatus.More;
                    }

                    return ReadFooter();

                default:
                    return CoderStatus.End;
            }
        }
    }

    private void Expect(Step step, int size)
    {
        _step = step;
        _needed = size;
        _filled = 0;
    }

    /// <summary>Collects a field of known size in the buffer; true once it is whole.</summary>
    private bool Fill(ref ReadOnlySpan<byte> input)
    {
        if (_filled == 0)
        {
            _start = Offset(input);
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
        if (Limits.StopsBehindHeader is not null)
        {
            return null;
        }

        int compared = Math.Min(_filled, StreamFormat.HeaderMagic.Length);
        return StreamFormat.HeaderMagic[..compared].SequenceEqual(_buffer.AsSpan(0, compared))
            ? null
            : Fail(XzError.FormatNotRecognized, _start,
                "The data does not start with the magic bytes of .xz (section 2.1.1.1).");
    }

    /// <summary>Decodes what was collected of a Block that nobody else decodes.</summary>
    private CoderStatus DecodeHeld(ref Span<byte> output)
    {
        ReadOnlySpan<byte> held = _dispatcher!.Held;
        int before = held.Length;
        CoderStatus status = _block.Code(ref held, ref output);
        _dispatcher.RemoveHeld(before - held.Length);
        return status;
    }

    /// <summary>Asks the dispatcher to take the Block; one to be decoded here waits for all before it.</summary>
    private DispatchAnswer Offer()
    {
        // What would go beyond the limit of the output is stopped here, byte for byte.
        var block = new DispatchedBlock(_header!, _checkId, _opener.Verifies(_checkId), _start);
        bool fits = block.HasSizes ? _header!.UncompressedSize <= (ulong)OutputRoom : OutputRoom == long.MaxValue;
        DispatchAnswer answer = fits ? _dispatcher!.Offer(block) : DispatchAnswer.Refused;
        return answer == DispatchAnswer.Refused && !_dispatcher!.IsIdle ? DispatchAnswer.Later : answer;
    }

    /// <summary>Takes note of a Block for the Index.</summary>
    private CoderStatus? EndBlock(ulong unpaddedSize, ulong uncompressedSize, long offset)
    {
        if (!_index.Append(unpaddedSize, uncompressedSize))
        {
            return Fail(XzError.DataCorrupt, offset, "The Block is too large for an Index (section 4.3).");
        }

        Expect(Step.BlockHeaderSize, 1);
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
