using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Interop;

/// <summary>What <c>lzma_stream.internal</c> stands for: a coder, its memory, and the order of calls.</summary>
internal sealed unsafe class StreamState
{
    private CallerAllocator? _memory;
    private ActionRules _rules = new();

    /// <summary>Whether an exception left the coder as nobody knows.</summary>
    private bool _isBroken;

    /// <summary>The coder; null before the first init function.</summary>
    public StreamCoder? Coder { get; private set; }

    /// <summary>Puts another coder in place of the one that is there.</summary>
    public void Replace(LzmaAllocator* allocator, MakeCoder make)
    {
        Release(allocator);
        _rules = new ActionRules();
        _isBroken = false;
        _memory = new CallerAllocator(allocator);
        Coder = make(_memory);
        if (Coder.HasThreads)
        {
            ThreadEnd.Expect();
        }
    }

    /// <summary>
    /// Lets the coder that is there begin again. A program that codes many small pieces with one stream so takes the
    /// memory, and clears it, once.
    /// </summary>
    /// <returns>Whether it could; if not, <see cref="Replace"/> is to be called.</returns>
    public bool TryRestart(LzmaAllocator* allocator, RestartCoder restart)
    {
        if (Coder is null || _isBroken || !_memory!.IsFrom(allocator) || !restart(Coder))
        {
            return false;
        }

        _rules = new ActionRules();
        return true;
    }

    /// <summary>Gives everything back; never throws.</summary>
    public void Dispose(LzmaAllocator* allocator)
    {
        try
        {
            Release(allocator);
        }
#pragma warning disable CA1031 // the end of a stream cannot fail
        catch (Exception)
#pragma warning restore CA1031
        {
            _memory?.ReleaseAll();
        }
    }

    /// <summary>The work of <c>lzma_code</c>, once the stream was looked at.</summary>
    public LzmaRet Code(LzmaStream* stream, LzmaAction action)
    {
        StreamCoder coder = Coder!;
        if (_rules.Enter(action, stream->AvailIn) is { } answer)
        {
            return answer;
        }

        _memory!.Use(stream->Allocator);
        nuint availableBefore = stream->AvailIn;
        nuint roomBefore = stream->AvailOut;
        LzmaRet result;
        try
        {
            result = Run(coder, stream, action);
            stream->SeekPos = result == LzmaRet.SeekNeeded ? coder.SeekPosition : stream->SeekPos;
        }
#pragma warning disable CA1031 // whatever it is, C code cannot catch it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _isBroken = true;
            result = LzmaErrors.Of(exception);
        }

        bool hasMoved = stream->AvailIn != availableBefore || stream->AvailOut != roomBefore;
        return _rules.Leave(result, stream->AvailIn, hasMoved);
    }

    /// <summary>Spans end at 2 GiB; longer buffers are given piece by piece, the action with the last one.</summary>
    private static LzmaRet Run(StreamCoder coder, LzmaStream* stream, LzmaAction action)
    {
        while (true)
        {
            int available = (int)Math.Min(stream->AvailIn, int.MaxValue);
            int room = (int)Math.Min(stream->AvailOut, int.MaxValue);
            var input = new ReadOnlySpan<byte>(stream->NextIn, available);
            var output = new Span<byte>(stream->NextOut, room);
            bool isAll = (nuint)available == stream->AvailIn;
            LzmaRet result = coder.Code(ref input, ref output, isAll ? action : LzmaAction.Run);

            int read = available - input.Length;
            int written = room - output.Length;
            if (read > 0)
            {
                stream->NextIn += read;
                stream->AvailIn -= (nuint)read;
                stream->TotalIn += (nuint)read;
            }

            if (written > 0)
            {
                stream->NextOut += written;
                stream->AvailOut -= (nuint)written;
                stream->TotalOut += (nuint)written;
            }

            bool isCut = !isAll || (nuint)room - (nuint)written != stream->AvailOut;
            if (result != LzmaRet.Ok || !isCut || read + written == 0)
            {
                return result;
            }
        }
    }

    private void Release(LzmaAllocator* allocator)
    {
        StreamCoder? coder = Coder;
        Coder = null;
        _memory?.Use(allocator);
        coder?.Dispose();
        if (coder is { HasThreads: true })
        {
            ThreadEnd.Wait();
        }

        _memory?.ReleaseAll();
        _memory = null;
    }
}
