namespace Xzact.Kernels;

/// <summary>
/// Decodes into a window: with <see cref="LzmaDecodeFast"/>, in processes of 32 bits with <see cref="LzmaDecodeLoop"/>
/// over pointers, and with the safe kernels with the same loop over checked memory.
/// </summary>
internal static unsafe class LzmaDecodeKernel
{
    /// <summary>
    /// Decodes until the window's limit or until the input runs low; see <see cref="LzmaDecodeLoop.Run"/> for what the
    /// caller guarantees about <paramref name="inputLimit"/>.
    /// </summary>
    /// <param name="state">The decoder's state.</param>
    /// <param name="cursor">Where in the window to work.</param>
    /// <param name="window">The window's memory.</param>
    /// <param name="probs">The probabilities, with the table of what they become.</param>
    /// <param name="input">The input, with <c>MaxSymbolInput + 1</c> readable bytes from the input limit on.</param>
    /// <param name="used">How many input bytes were read.</param>
    /// <param name="inputLimit">Where the last symbol may begin.</param>
    public static LzmaStop Run(
        ref LzmaDecoderState state,
        ref WindowCursor cursor,
        WorkMemory<byte> window,
        WorkMemory<ushort> probs,
        ReadOnlySpan<byte> input,
        out int used,
        int inputLimit)
    {
        nint position = 0;
        LzmaStop stop;
        if (KernelSwitch.UseSafeKernels)
        {
            stop = LzmaDecodeLoop.Run(
                ref state,
                ref cursor,
                new CheckedBytes(window.Span),
                new CheckedMemory<ushort>(probs.Span),
                new CheckedInput(input),
                ref position,
                inputLimit);
        }
        else
        {
            // SAFETY: the input is pinned for the call, window and probabilities are native blocks that live as long as
            // their owners, which the caller holds; the bounds are those that LzmaDecodeLoop.Run asks for.
            fixed (byte* start = input)
            {
                stop = sizeof(nint) == sizeof(long)
                    ? LzmaDecodeFast.Run(
                        ref state, ref cursor, window.Pointer, probs.Pointer, start, ref position, inputLimit)
                    : LzmaDecodeLoop.Run(
                        ref state,
                        ref cursor,
                        new RawBytes(window.Pointer),
                        new RawMemory<ushort>(probs.Pointer),
                        new RawInput(start),
                        ref position,
                        inputLimit);
            }
        }

        GC.KeepAlive(window);
        GC.KeepAlive(probs);
        used = (int)position;
        return stop;
    }
}
