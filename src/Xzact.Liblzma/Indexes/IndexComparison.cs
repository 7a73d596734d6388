using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;

namespace Xzact.Liblzma.Indexes;

/// <summary>Compares an Index with the Blocks before it, without keeping either: <c>lzma_index_hash</c>.</summary>
internal sealed class IndexComparison
{
    private readonly IndexVerifier _verifier = new();
    private ulong _totalSize;
    private ulong _uncompressedSize;
    private bool _isDecoding;

    /// <summary>Bytes of the Index of the Blocks so far.</summary>
    public ulong Size => IndexSizes.Index(_verifier.Blocks.Count, _verifier.Blocks.ListSize);

    /// <summary>Begins again.</summary>
    public void Reset()
    {
        _verifier.Reset();
        _totalSize = 0;
        _uncompressedSize = 0;
        _isDecoding = false;
    }

    /// <summary>Adds a Block.</summary>
    public LzmaRet Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        if (_isDecoding || unpaddedSize is < BlockFormat.MinUnpaddedSize or > BlockFormat.MaxUnpaddedSize
            || uncompressedSize > MultibyteFormat.MaxValue)
        {
            return LzmaRet.ProgError;
        }

        // Both sums are below 2^63 here, and stay there or the list is never used again.
        _totalSize += IndexSizes.Padded(unpaddedSize);
        _uncompressedSize += uncompressedSize;
        _ = _verifier.Append(unpaddedSize, uncompressedSize);
        (ulong count, ulong listSize) = _verifier.Blocks;
        return _totalSize > MultibyteFormat.MaxValue || _uncompressedSize > MultibyteFormat.MaxValue
            || Size > IndexFormat.MaxSize
            || FileIndexStream.SizeWith(_totalSize, count, listSize) > MultibyteFormat.MaxValue
            ? LzmaRet.DataError
            : LzmaRet.Ok;
    }

    /// <summary>Reads the Index; Ok if more of it must come.</summary>
    /// <param name="input">At least one byte.</param>
    public LzmaRet Decode(ref ReadOnlySpan<byte> input)
    {
        // What is no Index was not begun: the caller may try again elsewhere.
        if (!_isDecoding && input[0] != IndexFormat.Indicator)
        {
            input = input[1..];
            return LzmaRet.DataError;
        }

        _isDecoding = true;
        Span<byte> nothing = default;
        return _verifier.Code(ref input, ref nothing) switch
        {
            CoderStatus.End => LzmaRet.StreamEnd,
            CoderStatus.Failed => LzmaRet.DataError,
            _ => LzmaRet.Ok,
        };
    }
}
