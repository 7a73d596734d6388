using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>
/// Encodes one .xz Stream: its header, Blocks, Index and footer; no Block for empty data (.xz specification, section
/// 2.1).
/// </summary>
internal sealed class StreamEncoder : FormatEncoder
{
    private readonly BlocksEncoder _blocks;
    private readonly CheckId _check;
    private readonly byte[] _buffer = new byte[Math.Max(StreamFormat.HeaderSize, StreamFormat.FooterSize)];
    private ReadOnlyMemory<byte> _field;
    private Step _step;

    /// <param name="blocks">Encodes the Blocks.</param>
    /// <param name="check">The check of the Blocks.</param>
    public StreamEncoder(BlocksEncoder blocks, CheckId check)
    {
        _blocks = blocks;
        _check = check;
        Reset();
    }

    /// <summary>Encodes on the caller's thread, in the layout that xz has with one: one Block without sizes.</summary>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="options">How LZMA2 works.</param>
    /// <param name="simpleFilters">Filters before LZMA2, in order.</param>
    /// <param name="check">The check of the Block.</param>
    public StreamEncoder(
        WorkAllocator allocator, LzmaEncoderOptions options, IReadOnlyList<FilterFlags> simpleFilters, CheckId check)
        : this(
            new SequentialBlocksEncoder(
                allocator,
                new BlockPlan([new PlannedBlock(0, new EncoderChain(simpleFilters, options))], 0, storesSizes: false),
                check),
            check)
    {
    }

    private enum Step
    {
        Header,
        Blocks,
        Footer,
        End,
    }

    /// <inheritdoc/>
    public override bool IsComplete => _step == Step.End && _field.IsEmpty;

    /// <inheritdoc/>
    public override PendingBytes Pending => _blocks.Pending;

    /// <summary>Begins another Stream.</summary>
    public override void Reset()
    {
        base.Reset();
        _blocks.Reset();
        _step = Step.Header;
        _field = default;
    }

    /// <summary>Most working memory in bytes of a chain that <see cref="TryChange"/> may be given.</summary>
    public long ChainMemoryLimit { get; init; } = long.MaxValue;

    /// <inheritdoc cref="BlocksEncoder.Prepare"/>
    public void Prepare() => _blocks.Prepare();

    /// <inheritdoc cref="BlocksEncoder.TryChange"/>
    public bool TryChange(EncoderChain chain) => !IsBusy && _blocks.TryChange(chain);

    public override Task WhenReady() => _blocks.WhenReady();

    public override void Dispose() => _blocks.Dispose();

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (true)
        {
            int sent = Math.Min(_field.Length, output.Length);
            _field.Span[..sent].CopyTo(output);
            output = output[sent..];
            _field = _field[sent..];
            if (!_field.IsEmpty)
            {
                return CoderStatus.More;
            }

            switch (_step)
            {
                case Step.Header:
                    StreamFlags.WriteHeader(_buffer, _check);
                    _field = _buffer.AsMemory(0, StreamFormat.HeaderSize);
                    _step = Step.Blocks;
                    break;

                case Step.Blocks:
                    CoderStatus status = _blocks.Code(ref input, ref output, action);
                    if (status != CoderStatus.End || action != EncoderAction.Finish)
                    {
                        return status;
                    }

                    _field = _blocks.Index.Build();
                    StreamFlags.WriteFooter(_buffer, _check, (ulong)_field.Length);
                    _step = Step.Footer;
                    break;

                case Step.Footer:
                    _field = _buffer.AsMemory(0, StreamFormat.FooterSize);
                    _step = Step.End;
                    break;

                default:
                    return CoderStatus.End;
            }
        }
    }
}
