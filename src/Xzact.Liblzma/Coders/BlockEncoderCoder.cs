using Xzact.Checks;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Coders;

/// <summary>Encodes what follows a Block Header: data with any chain, Block Padding and check.</summary>
internal sealed class BlockEncoderCoder : StreamCoder
{
    private readonly EncoderCoder _data;
    private readonly IntegrityCheck _check;
    private readonly BlockOutcome _outcome;
    private readonly byte[] _tail = new byte[StreamFormat.Alignment + CheckIdExtensions.MaxSize];
    private ulong _compressed;
    private ulong _uncompressed;
    private int _tailSize = -1;
    private int _tailSent;

    /// <param name="memory">Where working memory comes from.</param>
    /// <param name="filters">The chain.</param>
    /// <param name="check">The check.</param>
    /// <param name="outcome">Is told of the sizes and the check.</param>
    public BlockEncoderCoder(
        WorkAllocator memory, IReadOnlyList<CallerFilter>? filters, uint check, BlockOutcome outcome)
    {
        _check = new IntegrityCheck(EncoderCoder.SupportedCheck(check));
        _outcome = outcome;
        _data = EncoderCoder.Raw(memory, filters);
    }

    public override LzmaActions Actions => LzmaActions.RunFinish | LzmaActions.SyncFlush;

    public override bool CanUpdate => true;

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (_tailSize < 0)
        {
            LzmaRet result = CodeData(ref input, ref output, action);
            if (result != LzmaRet.StreamEnd || action != LzmaAction.Finish)
            {
                return result;
            }

            int padding = (int)(0 - _compressed & (StreamFormat.Alignment - 1));
            _check.Finish(_tail.AsSpan(padding));
            _tailSize = padding + _check.Size;
        }

        int sent = Math.Min(_tailSize - _tailSent, output.Length);
        _tail.AsSpan(_tailSent, sent).CopyTo(output);
        output = output[sent..];
        _tailSent += sent;
        if (_tailSent < _tailSize)
        {
            return LzmaRet.Ok;
        }

        _outcome(_compressed, _uncompressed, _tail.AsSpan(_tailSize - _check.Size, _check.Size));
        return LzmaRet.StreamEnd;
    }

    public override LzmaRet Update(IReadOnlyList<CallerFilter> filters) =>
        _tailSize < 0 ? _data.Update(filters) : LzmaRet.ProgError;

    public override void Dispose() => _data.Dispose();

    private LzmaRet CodeData(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        ReadOnlySpan<byte> taken = input;
        int room = output.Length;
        LzmaRet result = _data.Code(ref input, ref output, action);
        taken = taken[..^input.Length];
        _check.Append(taken);
        _uncompressed += (ulong)taken.Length;
        _compressed += (ulong)(room - output.Length);
        return result;
    }
}
