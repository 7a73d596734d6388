using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Interop;

/// <summary>Makes a coder whose memory comes from an allocator.</summary>
internal delegate StreamCoder MakeCoder(CallerAllocator memory);

/// <summary>Lets the coder that is there begin again, if that is the same as making one.</summary>
internal delegate bool RestartCoder(StreamCoder coder);

/// <summary>What every exported function goes through: no exception leaves the library.</summary>
/// <remarks>
/// The first call into the library starts the runtime, which then makes up the value by which overwritten stack buffers
/// are known. So no exported method has such a buffer of its own: it would compare the value after with none before.
/// </remarks>
internal static unsafe class Border
{
    /// <summary>Runs a function; what it throws becomes a code.</summary>
    public static LzmaRet Call(Func<LzmaRet> function)
    {
        try
        {
            return function();
        }
#pragma warning disable CA1031 // whatever it is, C code cannot catch it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return LzmaErrors.Of(exception);
        }
    }

    /// <summary>Runs a function that has a value for "no": what it throws becomes that.</summary>
    public static T Value<T>(Func<T> function, T failed)
    {
        try
        {
            return function();
        }
#pragma warning disable CA1031 // whatever it is, C code cannot catch it
        catch (Exception)
#pragma warning restore CA1031
        {
            return failed;
        }
    }

    /// <summary>
    /// An init function: the stream's coder is replaced, or begins again with the memory that it has. If that fails,
    /// everything is given back and the stream has none.
    /// </summary>
    public static LzmaRet Start(LzmaStream* stream, MakeCoder make, RestartCoder? restart = null)
    {
        if (stream == null)
        {
            return LzmaRet.ProgError;
        }

        try
        {
            StreamState? state = HandleBox.Open<StreamState>(stream->Internal);
            if (state is null)
            {
                state = new StreamState();
                stream->Internal = HandleBox.Make(state, stream->Allocator);
                if (stream->Internal == null)
                {
                    return LzmaRet.MemError;
                }
            }

            stream->TotalIn = 0;
            stream->TotalOut = 0;
            if (restart is null || !state.TryRestart(stream->Allocator, restart))
            {
                state.Replace(stream->Allocator, make);
            }

            return LzmaRet.Ok;
        }
#pragma warning disable CA1031 // whatever it is, C code cannot catch it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(stream);
            return LzmaErrors.Of(exception);
        }
    }

    /// <summary>Gives back all that a stream holds; never throws.</summary>
    public static void End(LzmaStream* stream)
    {
        if (stream == null || stream->Internal == null)
        {
            return;
        }

        StreamState? state = HandleBox.Open<StreamState>(stream->Internal);
        HandleBox.Free(stream->Internal, stream->Allocator);
        stream->Internal = null;
        state?.Dispose(stream->Allocator);
    }

    /// <summary>The state behind a stream; null for a stream without coder.</summary>
    public static StreamState? StateOf(LzmaStream* stream) =>
        stream == null ? null : HandleBox.Open<StreamState>(stream->Internal);
}
