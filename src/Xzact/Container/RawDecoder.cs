using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>Decodes LZMA1 or LZMA2 without any file format: what it needs to know comes from its user.</summary>
internal sealed class RawDecoder : LzmaFormatDecoder
{
    private readonly WorkAllocator _allocator;
    private readonly uint _dictionarySize;
    private readonly LzmaProperties _properties;
    private readonly ulong? _size;
    private readonly ReadOnlyMemory<byte> _history;
    private readonly bool _isLzma2;
    private Lzma1Decoder? _lzma1;
    private Lzma2Decoder? _lzma2;
    private Step _step;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="options">lc, lp, pb, dictionary size and preset dictionary that the data was encoded with.</param>
    /// <param name="isLzma2">LZMA2, or LZMA1.</param>
    /// <param name="size">Bytes that LZMA1 data stands for; null if it ends with a marker.</param>
    public RawDecoder(
        WorkAllocator allocator, DecoderLimits limits, LzmaOptions options, bool isLzma2, ulong? size)
        : base(limits, 0)
    {
        _allocator = allocator;
        _dictionarySize = (uint)options.DictionarySize;
        _properties = options.Properties;
        _history = options.PresetDictionary.ToArray();
        _isLzma2 = isLzma2;
        _size = size;
    }

    private enum Step
    {
        Start,
        Data,
        End,
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _step = Step.Start;
    }

    /// <inheritdoc/>
    public override CoderStatus Finish() => Failure is not null ? CoderStatus.Failed
        : _step == Step.End ? CoderStatus.End
        : Fail(XzError.UnexpectedEnd, End, "The data ends in the middle of raw LZMA data");

    public override void Dispose()
    {
        _lzma1?.Dispose();
        _lzma2?.Dispose();
    }

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        if (_step == Step.Start)
        {
            if (Refuse(_dictionarySize, LzmaSymbolDecoder.MemoryUsage(_dictionarySize), 0) is { } refused)
            {
                return refused;
            }

            Start();
            _step = Step.Data;
        }

        if (_step == Step.Data)
        {
            Coder decoder = (Coder?)_lzma1 ?? _lzma2!;
            CoderStatus status = decoder.Code(ref input, ref output);
            if (status != CoderStatus.End)
            {
                return status == CoderStatus.Failed ? FailAs(decoder, 0) : status;
            }

            _step = Step.End;
        }

        return SingleStream ? CoderStatus.End
            : input.IsEmpty ? CoderStatus.More
            : Fail(XzError.TrailingData, Offset(input), "Something follows the raw LZMA data.");
    }

    private void Start()
    {
        if (_isLzma2)
        {
            _lzma2 ??= new Lzma2Decoder(_allocator, _dictionarySize, _history);
            _lzma2.Reset();
        }
        else
        {
            _lzma1 ??= new Lzma1Decoder(_allocator);
            _lzma1.Start(_dictionarySize, _properties, _size, history: _history.Span);
        }
    }
}
