using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Streams;
using Xzact.Threading;

namespace Xzact.Liblzma.Coders;

/// <summary>
/// Decodes files: .xz, .lzma, .lz, or whichever of them the first byte tells. It stops behind headers where the caller
/// wants to know about checks, and at the memory limit, which the caller may raise.
/// </summary>
internal sealed class FileDecoderCoder : LimitedCoder
{
    private readonly DecoderFlags _flags;
    private readonly DecoderLimits _limits;
    private readonly FormatDecoder _decoder;
    private readonly ParallelDecoder? _parallel;
    private readonly bool _isAuto;
    private readonly int _timeout = Timeout.Infinite;

    /// <summary>Whether the data is .lzma, of which nothing is read before there is room.</summary>
    private bool _isAlone;
    private bool _isBegun;
    private bool _isAtLimit;
    private CheckId _check;
    private LzmaRet _told;

    private FileDecoderCoder(ulong memoryLimit, uint flags, Func<DecoderLimits, FormatDecoder> make)
        : base(memoryLimit)
    {
        if (flags > (uint)DecoderFlags.All)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        _flags = (DecoderFlags)flags;
        _limits = new DecoderLimits
        {
            VerifyChecksum = !_flags.HasFlag(DecoderFlags.IgnoreCheck),
            MemoryModel = filters => (long)ReckonedMemory.Decoder(filters),
            StopsBehindHeader = StopsBehindHeader,
            MemoryLimit = LimitOf(MemoryLimit),
        };
        _decoder = make(_limits);
        _decoder.SingleStream = !_flags.HasFlag(DecoderFlags.Concatenated);
        _parallel = _decoder as ParallelDecoder;
    }

    private FileDecoderCoder(
        ulong memoryLimit, uint flags, uint timeout, Func<DecoderLimits, FormatDecoder> make)
        : this(memoryLimit, flags, make) =>
        _timeout = timeout == 0 ? Timeout.Infinite : (int)Math.Min(timeout, int.MaxValue);

    private FileDecoderCoder(ulong memoryLimit, uint flags, bool isAuto, Func<DecoderLimits, FormatDecoder> make)
        : this(memoryLimit, flags, make)
    {
        _isAuto = isAuto;
        _isAlone = !isAuto;
    }

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override bool HasThreads => _parallel is not null;

    public override CheckId Check => _check;

    public override ulong MemoryUsage => Math.Max(ReckonedMemory.Base, (ulong)_decoder.MemoryNeeded);

    /// <summary>.xz.</summary>
    public static FileDecoderCoder Xz(WorkAllocator memory, ulong memoryLimit, uint flags) => new(
        memoryLimit, flags, limits => new FileDecoder(memory, limits, singleStream: false));

    /// <summary>Begins again, if this is what <see cref="Xz"/> would make.</summary>
    public bool TryRestart(ulong memoryLimit, uint flags)
    {
        if (_decoder is not FileDecoder || (uint)_flags != flags)
        {
            return false;
        }

        StartLimit(memoryLimit);
        _limits.MemoryLimit = LimitOf(MemoryLimit);
        _decoder.Reset();
        _isAtLimit = false;
        _check = default;
        _told = LzmaRet.Ok;
        return true;
    }

    /// <summary>.xz, its Blocks on threads.</summary>
    /// <param name="memory">Where working memory comes from.</param>
    /// <param name="memoryLimit">Bytes beyond which data is refused.</param>
    /// <param name="threading">Bytes beyond which fewer threads are used.</param>
    /// <param name="flags">How to behave.</param>
    /// <param name="threads">Most threads.</param>
    /// <param name="timeout">Milliseconds after which a call comes back; 0 for any.</param>
    public static FileDecoderCoder XzThreaded(
        WorkAllocator memory, ulong memoryLimit, ulong threading, uint flags, int threads, uint timeout) => new(
        memoryLimit, flags, timeout, limits => new ParallelDecoder(
            memory,
            threads,
            (long)Math.Min(Math.Min(threading, memoryLimit), long.MaxValue),
            dispatcher => new FileDecoder(memory, limits, singleStream: false, dispatcher)));

    /// <summary>.lzma; there is nothing to choose.</summary>
    public static FileDecoderCoder Alone(WorkAllocator memory, ulong memoryLimit) => new(
        memoryLimit, 0, isAuto: false, limits => new LzmaAloneDecoder(memory, limits, plausibleOnly: false));

    /// <summary>.lz.</summary>
    public static FileDecoderCoder Lzip(WorkAllocator memory, ulong memoryLimit, uint flags) => new(
        memoryLimit, flags, limits => new LzipFileDecoder(memory, limits));

    /// <summary>.xz, .lz or .lzma.</summary>
    public static FileDecoderCoder Auto(WorkAllocator memory, ulong memoryLimit, uint flags) => new(
        memoryLimit, flags, isAuto: true, limits => new AutoDecoder(memory, limits, FileFormats.All));

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (_isAuto && !_isBegun && BeginAuto(input) is { } answer)
        {
            return answer;
        }

        if (_isAlone && output.IsEmpty)
        {
            return LzmaRet.Ok;
        }

        if (_isAtLimit)
        {
            _decoder.GoOn();
            _isAtLimit = false;
        }

        if (input.IsEmpty && action == LzmaAction.Run)
        {
            _parallel?.InputIsLate();
        }

        int before = input.Length + output.Length;
        while (true)
        {
            CoderStatus status = _decoder.Code(ref input, ref output);
            switch (status)
            {
                case CoderStatus.End:
                    SkipLikeness(ref input);
                    return LzmaRet.StreamEnd;

                case CoderStatus.Failed:
                    return Failed();

                case CoderStatus.Waiting when _told != LzmaRet.Ok:
                    LzmaRet told = _told;
                    _told = LzmaRet.Ok;
                    return told;

                case CoderStatus.Waiting:
                    if (!_decoder.WhenReady().Wait(_timeout))
                    {
                        return LzmaRet.TimedOut;
                    }

                    break;

                default:
                    bool isEnd = input.IsEmpty && action == LzmaAction.Finish;
                    if (isEnd && (_parallel is not null || _decoder.MayEndHere))
                    {
                        switch (_decoder.Finish())
                        {
                            case CoderStatus.End:
                                return LzmaRet.StreamEnd;
                            case CoderStatus.Failed:
                                return Failed();
                        }
                    }

                    if (_parallel is null || output.IsEmpty || input.Length + output.Length != before)
                    {
                        return LzmaRet.Ok;
                    }

                    // Nothing came and nothing went: only threads can help, if they have work.
                    Task ready = _parallel.WhenReady();
                    if (ready.IsCompleted)
                    {
                        return LastLook(ref input, ref output);
                    }

                    if (!ready.Wait(_timeout))
                    {
                        return LzmaRet.TimedOut;
                    }

                    break;
            }
        }
    }

    public override LzmaRet SetMemoryLimit(ulong limit)
    {
        LzmaRet result = base.SetMemoryLimit(limit);
        _limits.MemoryLimit = LimitOf(MemoryLimit);
        return result;
    }

    public override (ulong Input, ulong Output) Progress(ulong read, ulong written)
    {
        PendingBytes pending = _decoder.Pending;
        return (read - (ulong)pending.Input, written + (ulong)pending.Output);
    }

    public override void Dispose() => _decoder.Dispose();

    /// <summary>What the codec counts in is signed, and has zero for no limit.</summary>
    private static long LimitOf(ulong limit) => limit > long.MaxValue ? 0 : (long)limit;

    private LzmaRet LastLook(ref ReadOnlySpan<byte> input, ref Span<byte> output) =>
        _decoder.Code(ref input, ref output) switch
        {
            CoderStatus.End => LzmaRet.StreamEnd,
            CoderStatus.Failed => Failed(),
            _ => LzmaRet.Ok,
        };

    /// <summary>What the first byte tells; null to go on.</summary>
    private LzmaRet? BeginAuto(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return LzmaRet.Ok;
        }

        _isBegun = true;
        _isAlone = input[0] != StreamFormat.HeaderMagic[0] && input[0] != LzipFormat.Magic[0];
        return !_isAlone ? null
            : _flags.HasFlag(DecoderFlags.TellNoCheck) ? LzmaRet.NoCheck
            : _flags.HasFlag(DecoderFlags.TellAnyCheck) ? LzmaRet.GetCheck
            : null;
    }

    /// <summary>
    /// Behind the last member of .lz, as many bytes as look like the magic of another one count as read.
    /// </summary>
    private void SkipLikeness(ref ReadOnlySpan<byte> input)
    {
        bool isLzip = _decoder is LzipFileDecoder or AutoDecoder { Format: FileFormats.Lzip };
        if (isLzip && !_decoder.SingleStream)
        {
            int alike = input.CommonPrefixLength(LzipFormat.Magic[_decoder.Excess..]);
            input = input[alike..];
        }
    }

    private bool StopsBehindHeader(CheckId check)
    {
        _check = check;
        _told = check == CheckId.None && _flags.HasFlag(DecoderFlags.TellNoCheck) ? LzmaRet.NoCheck
            : !check.IsSupported() && _flags.HasFlag(DecoderFlags.TellUnsupportedCheck) ? LzmaRet.UnsupportedCheck
            : _flags.HasFlag(DecoderFlags.TellAnyCheck) ? LzmaRet.GetCheck
            : LzmaRet.Ok;
        return _told != LzmaRet.Ok;
    }

    private LzmaRet Failed()
    {
        XzError error = _decoder.Failure!.Error;
        _isAtLimit = error == XzError.MemoryLimit;

        // What is cut off may go on; the rules of calls make an error of it.
        return error == XzError.UnexpectedEnd ? LzmaRet.Ok : LzmaErrors.Of(error);
    }
}
