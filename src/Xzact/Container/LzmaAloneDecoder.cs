using System.Buffers.Binary;
using System.Numerics;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>
/// Decodes a .lzma file: a header without magic, then one LZMA1 stream that ends with a marker, after the header's
/// size, or with both (lzma-file-format.txt). Nothing protects the data against damage.
/// </summary>
internal sealed class LzmaAloneDecoder : LzmaFormatDecoder
{
    private readonly Lzma1Decoder _lzma;
    private readonly bool _plausibleOnly;
    private Step _step;
    private long _dataStart;
    private LzmaProperties _properties;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="plausibleOnly">
    /// Whether only headers as encoders write them are taken for .lzma: with a dictionary of 2^n or 2^n + 2^(n-1)
    /// bytes, and less than 256 GiB of data. For data that may be something else.
    /// </param>
    public LzmaAloneDecoder(WorkAllocator allocator, DecoderLimits limits, bool plausibleOnly)
        : base(limits, LzmaAloneFormat.HeaderSize)
    {
        _lzma = new Lzma1Decoder(allocator);
        _plausibleOnly = plausibleOnly;
    }

    private enum Step
    {
        Header,
        Data,
        End,
    }

    /// <inheritdoc/>
    public override bool MayEndHere => _step == Step.End;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _step = Step.Header;
    }

    /// <inheritdoc/>
    public override CoderStatus Finish() => Failure is not null ? CoderStatus.Failed
        : _step == Step.End ? CoderStatus.End
        : Fail(XzError.UnexpectedEnd, End, "The data ends in the middle of the .lzma file");

    public override void Dispose() => _lzma.Dispose();

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        if (_step == Step.Header)
        {
            while (FieldFilled < LzmaAloneFormat.HeaderSize)
            {
                if (!TakeByte(ref input))
                {
                    return CoderStatus.More;
                }

                if (WhyNot() is { } reason)
                {
                    return Fail(XzError.FormatNotRecognized, 0, reason);
                }
            }

            if (Start() is { } refused)
            {
                return refused;
            }

            _dataStart = Offset(input);
            _step = Step.Data;
        }

        if (_step == Step.Data)
        {
            CoderStatus status = _lzma.Code(ref input, ref output);
            if (status != CoderStatus.End)
            {
                return status == CoderStatus.Failed ? FailAs(_lzma, _dataStart) : status;
            }

            _step = Step.End;
        }

        return SingleStream ? CoderStatus.End
            : input.IsEmpty ? CoderStatus.More
            : Fail(XzError.TrailingData, Offset(input), "Something follows the .lzma data.");
    }

    /// <summary>
    /// Why the header, as far as it was read, is none; data of another format is known as such as early as can be.
    /// </summary>
    private string? WhyNot() => FieldFilled switch
    {
        LzmaAloneFormat.DictionarySizeOffset when !LzmaProperties.TryParse(Field[0], out _properties) =>
            $"The data does not start with LZMA properties: 0x{Field[0]:X2}, or lc + lp is above four.",
        LzmaAloneFormat.UncompressedSizeOffset when _plausibleOnly && !IsPlausibleDictionary(DictionarySize()) =>
            $"No encoder of .lzma writes a dictionary size of {DictionarySize()} bytes.",
        LzmaAloneFormat.HeaderSize when _plausibleOnly && Size() >= LzmaAloneFormat.MaxPlausibleSize =>
            $"No .lzma file is known to have {Size()} bytes of data.",
        _ => null,
    };

    private CoderStatus? Start()
    {
        uint dictionary = DictionarySize();
        long memory = LzmaSymbolDecoder.MemoryUsage(dictionary);
        if (Refuse(dictionary, memory, LzmaAloneFormat.DictionarySizeOffset) is { } refused)
        {
            return refused;
        }

        _lzma.Start(dictionary, _properties, Size());
        return null;
    }

    private uint DictionarySize() =>
        BinaryPrimitives.ReadUInt32LittleEndian(Field[LzmaAloneFormat.DictionarySizeOffset..]);

    private ulong? Size()
    {
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(Field[LzmaAloneFormat.UncompressedSizeOffset..]);
        return size == LzmaAloneFormat.UnknownSize ? null : size;
    }

    /// <summary>One bit, or two that stand side by side; or all of them.</summary>
    private static bool IsPlausibleDictionary(uint size) => BitOperations.IsPow2(size) || size == uint.MaxValue
        || (BitOperations.PopCount(size) == 2 && (size & (size >> 1)) != 0);
}
