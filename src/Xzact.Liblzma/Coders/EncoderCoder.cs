using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;
using Xzact.Lzma;
using Xzact.Threading;

namespace Xzact.Liblzma.Coders;

/// <summary>Encodes files and raw data.</summary>
internal sealed class EncoderCoder : StreamCoder
{
    private const LzmaActions XzThreadedActions = LzmaActions.All & ~LzmaActions.SyncFlush;

    private readonly FormatEncoder _encoder;
    private readonly int _timeout;
    private bool _canFlush;

    /// <summary>What raw data is encoded with.</summary>
    private Chain? _raw;

    /// <summary>What .xz with one thread is encoded with, until it is updated.</summary>
    private (Chain Chain, CheckId Check)? _xz;

    private EncoderCoder(FormatEncoder encoder, LzmaActions actions, bool canFlush, uint timeout = 0)
    {
        _encoder = encoder;
        _canFlush = canFlush;
        _timeout = timeout == 0 ? Timeout.Infinite : (int)Math.Min(timeout, int.MaxValue);
        Actions = actions;
        encoder.Reset();
    }

    public override LzmaActions Actions { get; }

    public override bool HasThreads => Actions == XzThreadedActions;

    /// <summary>.xz with one thread: one Block unless it is flushed.</summary>
    public static EncoderCoder Xz(WorkAllocator memory, IReadOnlyList<CallerFilter>? filters, uint check)
    {
        CheckId checkId = SupportedCheck(check);
        Chain chain = XzChain(filters);
        var encoder = new StreamEncoder(memory, Chain.EncoderOptions(chain.Lzma), chain.Simple, checkId);
        encoder.Prepare();
        return new EncoderCoder(encoder, LzmaActions.All, chain.CanFlush) { _xz = (chain, checkId) };
    }

    /// <summary>Begins again, if this is what <see cref="Xz"/> would make.</summary>
    public bool TryRestart(IReadOnlyList<CallerFilter>? filters, uint check)
    {
        if (_xz is not { } xz || SupportedCheck(check) != xz.Check || !XzChain(filters).IsSameAs(xz.Chain))
        {
            return false;
        }

        _encoder.Reset();
        return true;
    }

    /// <summary>.xz, its Blocks on threads.</summary>
    /// <param name="memory">Where working memory comes from.</param>
    /// <param name="filters">The chain.</param>
    /// <param name="check">The check.</param>
    /// <param name="blockSize">Bytes of a Block; 0 chooses.</param>
    /// <param name="threads">Most threads.</param>
    /// <param name="timeout">Milliseconds after which a call comes back; 0 for any.</param>
    public static EncoderCoder XzThreaded(
        WorkAllocator memory,
        IReadOnlyList<CallerFilter>? filters,
        uint check,
        ulong blockSize,
        int threads,
        uint timeout)
    {
        CheckId checkId = SupportedCheck(check);
        Chain chain = XzChain(filters);
        var encoderChain = new EncoderChain(chain.Simple, Chain.EncoderOptions(chain.Lzma));
        var plan = new BlockPlan(
            [new PlannedBlock(0, encoderChain)], (long)Math.Min(blockSize, long.MaxValue), storesSizes: true);
        return new EncoderCoder(
            new StreamEncoder(new ParallelBlocksEncoder(memory, plan, checkId, threads, helpsInside: false), checkId),
            XzThreadedActions,
            canFlush: false,
            timeout);
    }

    /// <summary>.lzma.</summary>
    public static EncoderCoder Alone(WorkAllocator memory, CallerLzma? options)
    {
        if (options is null)
        {
            throw new LzmaException(LzmaRet.ProgError);
        }

        if (!Chain.IsValidForEncoder(options))
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        return new EncoderCoder(
            new LzmaAloneEncoder(memory, Chain.EncoderOptions(options)), LzmaActions.RunFinish, canFlush: false);
    }

    /// <summary>A chain without a format.</summary>
    public static EncoderCoder Raw(WorkAllocator memory, IReadOnlyList<CallerFilter>? filters)
    {
        Chain chain = Chain.ForEncoder(filters);
        LzmaEncoderOptions options = Chain.EncoderOptions(chain.Lzma);
        var encoder = new RawEncoder(memory, chain.Simple, options, chain.Lzma.PresetDictionary, chain.IsLzma2);
        return new EncoderCoder(
            encoder, LzmaActions.RunFinish | LzmaActions.SyncFlush, chain.CanFlush)
        {
            EndsWithoutMarker = chain.EndsWithoutMarker,
            _raw = chain,
        };
    }

    /// <summary>Whether raw LZMA1 data ends with its length alone.</summary>
    private bool EndsWithoutMarker
    {
        init
        {
            if (value)
            {
                // The encoder writes no marker once it was told a length, and looks at it no further.
                _encoder.UseSourceLength(0);
            }
        }
    }

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (action == LzmaAction.SyncFlush && !_canFlush)
        {
            return LzmaRet.OptionsError;
        }

        while (true)
        {
            CoderStatus status = _encoder.Code(ref input, ref output, ActionOf(action));
            if (status != CoderStatus.Waiting)
            {
                return status == CoderStatus.End && action != LzmaAction.Run ? LzmaRet.StreamEnd : LzmaRet.Ok;
            }

            if (!_encoder.WhenReady().Wait(_timeout))
            {
                return LzmaRet.TimedOut;
            }
        }
    }

    public override bool CanUpdate => _encoder is StreamEncoder or RawEncoder;

    public override LzmaRet Update(IReadOnlyList<CallerFilter> filters)
    {
        if (_encoder is RawEncoder raw)
        {
            // Of other options than lc, lp and pb nothing is taken.
            Chain other = Chain.ForEncoder(filters);
            return other.HasFiltersOf(_raw!) && raw.TryChange(other.Properties) ? LzmaRet.Ok : LzmaRet.ProgError;
        }

        _xz = null;
        Chain chain = XzChain(filters);
        if (!((StreamEncoder)_encoder).TryChange(new EncoderChain(chain.Simple, Chain.EncoderOptions(chain.Lzma))))
        {
            return LzmaRet.ProgError;
        }

        _canFlush = chain.CanFlush;
        return LzmaRet.Ok;
    }

    public override (ulong Input, ulong Output) Progress(ulong read, ulong written)
    {
        PendingBytes pending = _encoder.Pending;
        return (read - (ulong)pending.Input, written + (ulong)pending.Output);
    }

    public override void Dispose() => _encoder.Dispose();

    /// <summary>A check that can be computed.</summary>
    /// <exception cref="LzmaException">It is none.</exception>
    public static CheckId SupportedCheck(uint check)
    {
        if (check >= CheckIdExtensions.Count)
        {
            throw new LzmaException(LzmaRet.ProgError);
        }

        return ((CheckId)check).IsSupported() ? (CheckId)check : throw new LzmaException(LzmaRet.UnsupportedCheck);
    }

    private static Chain XzChain(IReadOnlyList<CallerFilter>? filters)
    {
        Chain chain = Chain.ForEncoder(filters);

        // LZMA1 has no number in .xz.
        return chain.IsLzma2 ? chain : throw new LzmaException(LzmaRet.ProgError);
    }

    private static EncoderAction ActionOf(LzmaAction action) => action switch
    {
        LzmaAction.SyncFlush => EncoderAction.SyncFlush,
        LzmaAction.FullFlush => EncoderAction.FullFlush,
        LzmaAction.FullBarrier => EncoderAction.FullBarrier,
        LzmaAction.Finish => EncoderAction.Finish,
        _ => EncoderAction.Run,
    };
}
