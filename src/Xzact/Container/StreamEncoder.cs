using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Coding;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>
/// Encodes one .xz Stream with one Block, in the layout of xz with one thread: no sizes in the Block Header, no Block
/// for empty data (.xz specification, section 2.1).
/// </summary>
internal sealed class StreamEncoder : FormatEncoder
{
    private readonly Lzma2Encoder _lzma2;
    private readonly List<SimpleFilterEncoder> _simple = [];
    private readonly Encoder _chain;
    private readonly BlockHeader _header;
    private readonly CheckId _checkId;
    private readonly IntegrityCheck _check;
    private readonly byte[] _field = new byte[BlockFormat.MaxHeaderSize];
    private int _fieldSize;
    private int _fieldSent;
    private Step _step;
    private bool _isEnding;
    private ulong _compressed;
    private ulong _uncompressed;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="options">How LZMA2 works.</param>
    /// <param name="simpleFilters">Filters before LZMA2, in order.</param>
    /// <param name="check">The check of the Block.</param>
    public StreamEncoder(
        WorkAllocator allocator, LzmaEncoderOptions options, IReadOnlyList<FilterFlags> simpleFilters, CheckId check)
    {
        _lzma2 = new Lzma2Encoder(allocator, options);
        _chain = _lzma2;
        for (int i = simpleFilters.Count - 1; i >= 0; i--)
        {
            var simple = new SimpleFilterEncoder(_chain, FilterChain.Create(simpleFilters[i], FilterDirection.Encode));
            _simple.Add(simple);
            _chain = simple;
        }

        _header = new BlockHeader
        {
            Filters = [.. simpleFilters, new FilterFlags(FilterId.Lzma2, options.DictionarySize)],
        };
        _checkId = check;
        _check = new IntegrityCheck(check);
        Reset();
    }

    private enum Step
    {
        StreamHeader,
        BlockOrIndex,
        Block,
        Check,
        Index,
        Footer,
        End,
    }

    /// <inheritdoc/>
    public override bool IsEnding => _isEnding;

    /// <inheritdoc/>
    public override bool IsComplete => _step == Step.End && _fieldSent == _fieldSize;

    /// <summary>Begins another Stream.</summary>
    public override void Reset()
    {
        _isEnding = false;
        _lzma2.Reset();
        foreach (SimpleFilterEncoder simple in _simple)
        {
            simple.Reset();
        }

        _check.Reset();
        _step = Step.StreamHeader;
        _fieldSize = 0;
        _fieldSent = 0;
        _compressed = 0;
        _uncompressed = 0;
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (true)
        {
            int sent = Math.Min(_fieldSize - _fieldSent, output.Length);
            _field.AsSpan(_fieldSent, sent).CopyTo(output);
            output = output[sent..];
            _fieldSent += sent;
            if (_fieldSent < _fieldSize)
            {
                return CoderStatus.More;
            }

            _fieldSize = 0;
            _fieldSent = 0;
            switch (_step)
            {
                case Step.StreamHeader:
                    StreamFlags.WriteHeader(_field, _checkId);
                    _fieldSize = StreamFormat.HeaderSize;
                    _step = Step.BlockOrIndex;
                    break;

                case Step.BlockOrIndex:
                    if (input.IsEmpty)
                    {
                        if (action != EncoderAction.Finish)
                        {
                            return action == EncoderAction.Run ? CoderStatus.More : CoderStatus.End;
                        }

                        _isEnding = true;
                        _step = Step.Index;
                        break;
                    }

                    _fieldSize = _header.Write(_field);
                    _step = Step.Block;
                    break;

                case Step.Block:
                    CoderStatus status = EncodeBlock(ref input, ref output, action);
                    if (status != CoderStatus.End || action != EncoderAction.Finish)
                    {
                        return status;
                    }

                    _step = Step.Check;
                    break;

                case Step.Check:
                    int padding = (int)(0 - _compressed & (StreamFormat.Alignment - 1));
                    _field.AsSpan(0, padding).Clear();
                    _check.Finish(_field.AsSpan(padding));
                    _fieldSize = padding + _check.Size;
                    _step = Step.Index;
                    break;

                case Step.Index:
                    _fieldSize = WriteIndex(_field);
                    _step = Step.Footer;
                    break;

                case Step.Footer:
                    StreamFlags.WriteFooter(_field, _checkId, (ulong)WriteIndex(_field));
                    _fieldSize = StreamFormat.FooterSize;
                    _step = Step.End;
                    break;

                default:
                    return CoderStatus.End;
            }
        }
    }

    public override void Dispose() => _lzma2.Dispose();

    private CoderStatus EncodeBlock(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        ReadOnlySpan<byte> taken = input;
        int outputBefore = output.Length;
        CoderStatus status = _chain.Code(ref input, ref output, action);
        taken = taken[..(taken.Length - input.Length)];
        _check.Append(taken);
        _isEnding = input.IsEmpty && action == EncoderAction.Finish;
        _uncompressed += (ulong)taken.Length;
        _compressed += (ulong)(outputBefore - output.Length);
        return status;
    }

    private int WriteIndex(Span<byte> index)
    {
        ulong blocks = _uncompressed > 0 ? 1UL : 0;
        int size = 0;
        index[size++] = IndexFormat.Indicator;
        size += Multibyte.Write(blocks, index[size..]);
        if (blocks > 0)
        {
            size += Multibyte.Write((ulong)_header.Size + _compressed + (ulong)_check.Size, index[size..]);
            size += Multibyte.Write(_uncompressed, index[size..]);
        }

        int padded = (size + StreamFormat.Alignment - 1) / StreamFormat.Alignment * StreamFormat.Alignment;
        index[size..padded].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(index[padded..], Crc32.Append(0, index[..padded]));
        return padded + StreamFormat.Crc32Size;
    }
}
