using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Liblzma.Indexes;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Coders;

/// <summary>
/// Decodes an Index. Once the number of its records is known, the memory for them is held against the limit; those
/// first bytes are kept until then, so that the caller may raise it.
/// </summary>
/// <param name="memoryLimit">Bytes, from 1 on.</param>
/// <param name="take">Takes the list, once it is whole.</param>
internal sealed class IndexDecoderCoder(ulong memoryLimit, Action<FileIndex> take) : LimitedCoder(memoryLimit)
{
    private readonly IndexDecoder _decoder = new();
    private readonly byte[] _prefix = new byte[1 + MultibyteFormat.MaxSize];
    private MultibyteReader _countReader;
    private MultibyteState _countState;
    private int _filled;
    private bool _isAllowed;

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override ulong MemoryUsage =>
        IndexSizes.Memory(1, _countState == MultibyteState.Complete ? _countReader.Value : 0);

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (!_isAllowed)
        {
            while (_countState == MultibyteState.More && (_filled == 0 || _prefix[0] == IndexFormat.Indicator))
            {
                if (input.IsEmpty)
                {
                    return LzmaRet.Ok;
                }

                _prefix[_filled] = input[0];
                input = input[1..];
                _countState = _filled == 0 ? _countState : _countReader.Take(_prefix[_filled]);
                _filled++;
            }

            if (_countState == MultibyteState.Complete && MemoryUsage > MemoryLimit)
            {
                return LzmaRet.MemlimitError;
            }

            _isAllowed = true;
            ReadOnlySpan<byte> prefix = _prefix.AsSpan(0, _filled);
            if (_decoder.Code(ref prefix, ref output) == CoderStatus.Failed)
            {
                return LzmaErrors.Of(_decoder.Failure!.Error);
            }
        }

        switch (_decoder.Code(ref input, ref output))
        {
            case CoderStatus.End:
                take(_decoder.Index);
                return LzmaRet.StreamEnd;
            case CoderStatus.Failed:
                return LzmaErrors.Of(_decoder.Failure!.Error);
            default:
                return LzmaRet.Ok;
        }
    }

    public override void Dispose()
    {
    }
}
