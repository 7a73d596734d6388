using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Interop;

/// <summary>
/// Coding in one call, from buffer to buffer. Positions move only if it succeeds. Coders for it live for that call
/// only.
/// </summary>
internal static unsafe class Buffers
{
    /// <summary>Whether pointers and positions fit together.</summary>
    public static bool AreValid(byte* input, nuint inSize, byte* output, nuint* outPosition, nuint outSize) =>
        (input != null || inSize == 0) && output != null && outPosition != null && *outPosition <= outSize;

    /// <summary>The same for decoders, which have a position in their input, too, and may give nothing.</summary>
    public static bool AreValid(
        byte* input, nuint* inPosition, nuint inSize, byte* output, nuint* outPosition, nuint outSize) =>
        inPosition != null && (input != null || *inPosition == inSize) && *inPosition <= inSize
        && outPosition != null && (output != null || *outPosition == outSize) && *outPosition <= outSize;

    /// <summary>
    /// Decodes in one call: input that ends too early is <see cref="LzmaRet.DataError"/>, output that is too small
    /// <see cref="LzmaRet.BufError"/>. For the parameters see <see cref="Run"/>.
    /// </summary>
    public static LzmaRet Decode(
        LzmaAllocator* allocator,
        MakeCoder make,
        byte* input,
        nuint* inPosition,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize,
        Action<StreamCoder, LzmaRet>? coderEnds = null)
    {
        if (!AreValid(input, inPosition, inSize, output, outPosition, outSize))
        {
            return LzmaRet.ProgError;
        }

        return Run(
            allocator, make, input, inPosition, inSize, output, outPosition, outSize, out bool isInputUsed,
            coderEnds) switch
        {
            LzmaRet.StreamEnd => LzmaRet.Ok,
            LzmaRet.Ok => isInputUsed ? LzmaRet.DataError : LzmaRet.BufError,
            var result => result,
        };
    }

    /// <summary>Codes in one call.</summary>
    /// <returns><see cref="LzmaRet.StreamEnd"/> at the end; Ok if it was not reached; else why not.</returns>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="make">Makes the coder.</param>
    /// <param name="input">Input.</param>
    /// <param name="inPosition">Where it begins; null for at zero.</param>
    /// <param name="inSize">Where it ends.</param>
    /// <param name="output">Output.</param>
    /// <param name="outPosition">Where it begins.</param>
    /// <param name="outSize">Where it ends.</param>
    /// <param name="isInputUsed">Whether all input was read, and with more room no more would come of it.</param>
    /// <param name="coderEnds">Looks at the coder before it goes.</param>
    public static LzmaRet Run(
        LzmaAllocator* allocator,
        MakeCoder make,
        byte* input,
        nuint* inPosition,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize,
        out bool isInputUsed,
        Action<StreamCoder, LzmaRet>? coderEnds = null)
    {
        isInputUsed = false;
        var stream = new LzmaStream { Allocator = allocator };
        LzmaRet result = Border.Start(&stream, make);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        nuint start = inPosition == null ? 0 : *inPosition;
        stream.NextIn = input == null ? null : input + start;
        stream.AvailIn = inSize - start;
        stream.NextOut = output == null ? null : output + *outPosition;
        stream.AvailOut = outSize - *outPosition;
        StreamState state = Border.StateOf(&stream)!;
        result = state.Code(&stream, LzmaAction.Finish);
        isInputUsed = stream.AvailIn == 0 && !HasMore(state, result, &stream);
        coderEnds?.Invoke(state.Coder!, result);
        Border.End(&stream);
        if (result != LzmaRet.StreamEnd)
        {
            return result;
        }

        if (inPosition != null)
        {
            *inPosition = inSize - stream.AvailIn;
        }

        *outPosition = outSize - stream.AvailOut;
        return LzmaRet.StreamEnd;
    }

    /// <summary>Whether a coder that has used its input and filled the room has another byte for more room.</summary>
    private static bool HasMore(StreamState state, LzmaRet result, LzmaStream* stream)
    {
        if (result != LzmaRet.Ok || stream->AvailOut != 0)
        {
            return false;
        }

        byte next;
        LzmaStream rest = *stream;
        rest.NextOut = &next;
        rest.AvailOut = 1;
        _ = state.Code(&rest, LzmaAction.Finish);
        return rest.AvailOut == 0;
    }
}
