namespace Xzact.Coding;

/// <summary>What an encoder is to do with the input that it has.</summary>
internal enum EncoderAction
{
    /// <summary>Go on; more input will come.</summary>
    Run,

    /// <summary>
    /// Write everything out so that a decoder can give all of the input so far, then go on. A branch converter holds
    /// back up to 15 bytes that it cannot judge without those behind them, and so does its decoder.
    /// </summary>
    SyncFlush,

    /// <summary>End the Block and write it out, then go on with another one.</summary>
    FullFlush,

    /// <summary>End the Block, then go on with another one; what is not written yet is written later.</summary>
    FullBarrier,

    /// <summary>End the data.</summary>
    Finish,
}

/// <summary>A state machine over spans that encodes; see <see cref="Coder"/>.</summary>
internal abstract class Encoder
{
    /// <summary>Uses input and fills output as far as it can. Both spans are cut to what is left of them.</summary>
    /// <returns>
    /// More: input is empty or output is full, or both. End: what <paramref name="action"/> asked for is done; after
    /// Run that cannot be. Waiting: see <see cref="WhenReady"/>.
    /// </returns>
    public abstract CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action);

    /// <summary>What threads have under way; may be asked for at any time by the thread that codes.</summary>
    public virtual PendingBytes Pending => default;

    /// <summary>After Waiting: completes once a further call can go on.</summary>
    public virtual Task WhenReady() => Task.CompletedTask;
}
