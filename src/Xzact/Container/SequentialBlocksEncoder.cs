using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>
/// Encodes Blocks on the caller's thread. Without sizes in the headers everything is written as it comes; with them a
/// Block is kept until it is whole, for its header comes first.
/// </summary>
internal sealed class SequentialBlocksEncoder : BlocksEncoder
{
    private readonly BlockPlan _plan;
    private readonly BlockEncoder _block;
    private readonly SegmentPool _pool;
    private readonly SegmentedBuffer _whole;
    private readonly byte[] _field = new byte[BlockFormat.MaxHeaderSize];
    private int _fieldSize;
    private int _fieldSent;
    private bool _inBlock;

    /// <summary>Whether nothing came since the data of the Block was flushed.</summary>
    private bool _isFlushed;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="plan">Where Blocks end.</param>
    /// <param name="check">The check of each Block.</param>
    public SequentialBlocksEncoder(WorkAllocator allocator, BlockPlan plan, CheckId check)
    {
        _plan = plan;
        _block = new BlockEncoder(allocator, check);
        _pool = new SegmentPool(allocator);
        _whole = new SegmentedBuffer(_pool);
    }

    public override void Prepare() => _block.Prepare(_plan.Chain);

    public override void Reset()
    {
        base.Reset();
        _plan.Reset();
        _whole.Clear();
        _fieldSize = 0;
        _fieldSent = 0;
        _inBlock = false;
        _isFlushed = false;
    }

    public override bool TryChange(EncoderChain chain)
    {
        bool isBetweenBlocks = !_inBlock || _plan.Left == 0;
        if (!isBetweenBlocks && !(_isFlushed && _block.TryChange(chain)))
        {
            return false;
        }

        _plan.Change(chain);
        return true;
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (Send(ref output))
        {
            if (!_inBlock)
            {
                if (input.IsEmpty)
                {
                    return action == EncoderAction.Run ? CoderStatus.More : CoderStatus.End;
                }

                _block.Start(_plan.Chain);
                _inBlock = true;
                if (!_plan.StoresSizes)
                {
                    _fieldSize = _block.WriteHeader(_field);
                    continue;
                }
            }

            EncoderAction step = StepOf(action, input.Length);
            CoderStatus status = Encode(ref input, ref output, step);
            if (status != CoderStatus.End || step != EncoderAction.Finish)
            {
                return status;
            }

            EndBlock();
        }

        return CoderStatus.More;
    }

    public override void Dispose()
    {
        _block.Dispose();
        _whole.Clear();
        _pool.Dispose();
    }

    /// <summary>What the Block is to do: end where the plan says or a flush needs it, flush, or go on.</summary>
    private EncoderAction StepOf(EncoderAction action, int available)
    {
        if (available >= _plan.Left)
        {
            return EncoderAction.Finish;
        }

        return action switch
        {
            EncoderAction.Run => EncoderAction.Run,
            EncoderAction.SyncFlush when !_plan.StoresSizes => EncoderAction.SyncFlush,
            _ => EncoderAction.Finish,
        };
    }

    private CoderStatus Encode(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction step)
    {
        ReadOnlySpan<byte> piece = input[..(int)Math.Min(input.Length, _plan.Left)];
        int given = piece.Length;
        CoderStatus status;
        if (!_plan.StoresSizes)
        {
            status = _block.Encode(ref piece, ref output, step);
        }
        else
        {
            Span<byte> room;
            do
            {
                room = _whole.Room;
                int before = room.Length;
                status = _block.Encode(ref piece, ref room, step);
                _whole.Added(before - room.Length);
            }
            while (status == CoderStatus.More && room.IsEmpty);
        }

        int taken = given - piece.Length;
        _isFlushed = (_isFlushed && taken == 0) || (status == CoderStatus.End && step == EncoderAction.SyncFlush);
        _plan.Take(taken);
        input = input[taken..];
        return status;
    }

    private void EndBlock()
    {
        if (_plan.StoresSizes)
        {
            _whole.Append(_field.AsSpan(0, _block.WriteTail(_field)));
            _fieldSize = _block.WriteHeader(_field, _plan.LargestBlock);
        }
        else
        {
            _fieldSize = _block.WriteTail(_field);
        }

        Index.Append(_block.UnpaddedSize, _block.UncompressedSize);
        _plan.EndBlock();
        _inBlock = false;
    }

    /// <summary>Sends what is ready: a field, then what was kept. True if nothing is left of either.</summary>
    private bool Send(ref Span<byte> output)
    {
        int sent = Math.Min(_fieldSize - _fieldSent, output.Length);
        _field.AsSpan(_fieldSent, sent).CopyTo(output);
        output = output[sent..];
        _fieldSent += sent;
        if (_fieldSent < _fieldSize)
        {
            return false;
        }

        _fieldSize = 0;
        _fieldSent = 0;
        return _inBlock || _whole.MoveTo(ref output);
    }
}
