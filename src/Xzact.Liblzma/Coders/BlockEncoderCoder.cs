using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Coders;

/// <summary>Encodes what follows a Block Header: data, Block Padding and check.</summary>
internal sealed class BlockEncoderCoder : StreamCoder
{
    private readonly BlockEncoder _block;
    private readonly BlockOutcome _outcome;
    private readonly byte[] _tail = new byte[BlockEncoder.MaxTailSize];
    private readonly int _checkSize;
    private bool _canFlush;
    private int _tailSize = -1;
    private int _tailSent;

    /// <param name="memory">Where working memory comes from.</param>
    /// <param name="filters">The chain; it ends with LZMA2.</param>
    /// <param name="check">The check.</param>
    /// <param name="outcome">Is told of the sizes and the check.</param>
    public BlockEncoderCoder(
        WorkAllocator memory, IReadOnlyList<CallerFilter>? filters, uint check, BlockOutcome outcome)
    {
        CheckId checkId = EncoderCoder.SupportedCheck(check);
        Chain chain = Chain.ForEncoder(filters);
        if (!chain.IsLzma2)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        _checkSize = checkId.Size();
        _outcome = outcome;
        _canFlush = chain.CanFlush;
        _block = new BlockEncoder(memory, checkId);
        _block.Start(new EncoderChain(chain.Simple, Chain.EncoderOptions(chain.Lzma)));
    }

    public override LzmaActions Actions => LzmaActions.RunFinish | LzmaActions.SyncFlush;

    public override bool CanUpdate => true;

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (action == LzmaAction.SyncFlush && !_canFlush)
        {
            return LzmaRet.OptionsError;
        }

        if (_tailSize < 0)
        {
            CoderStatus status = _block.Encode(ref input, ref output, action switch
            {
                LzmaAction.SyncFlush => EncoderAction.SyncFlush,
                LzmaAction.Finish => EncoderAction.Finish,
                _ => EncoderAction.Run,
            });
            if (status != CoderStatus.End || action != LzmaAction.Finish)
            {
                return status == CoderStatus.End && action != LzmaAction.Run ? LzmaRet.StreamEnd : LzmaRet.Ok;
            }

            _tailSize = _block.WriteTail(_tail);
        }

        int sent = Math.Min(_tailSize - _tailSent, output.Length);
        _tail.AsSpan(_tailSent, sent).CopyTo(output);
        output = output[sent..];
        _tailSent += sent;
        if (_tailSent < _tailSize)
        {
            return LzmaRet.Ok;
        }

        _outcome(_block.CompressedSize, _block.UncompressedSize, _tail.AsSpan(_tailSize - _checkSize, _checkSize));
        return LzmaRet.StreamEnd;
    }

    public override LzmaRet Update(IReadOnlyList<CallerFilter> filters)
    {
        Chain chain = Chain.ForEncoder(filters);
        if (_tailSize >= 0 || !chain.IsLzma2
            || !_block.TryChange(new EncoderChain(chain.Simple, Chain.EncoderOptions(chain.Lzma))))
        {
            return LzmaRet.ProgError;
        }

        _canFlush = chain.CanFlush;
        return LzmaRet.Ok;
    }

    public override void Dispose() => _block.Dispose();
}
