namespace Xzact.Coding;

/// <summary>Encodes a whole file of some format; can begin again with another one.</summary>
internal abstract class FormatEncoder : Encoder, IDisposable
{
    private EncoderAction _begun;

    /// <summary>Whether the end was asked for, so that no more input is taken.</summary>
    public bool IsEnding => _begun == EncoderAction.Finish;

    /// <summary>Whether a flush or the end was begun and not finished.</summary>
    protected bool IsBusy => _begun != EncoderAction.Run;

    /// <summary>Whether everything was written.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>Begins another file with the same options.</summary>
    public virtual void Reset() => _begun = EncoderAction.Run;

    /// <summary>
    /// Takes note of a length that was announced before the first byte; false if the file has no use for it.
    /// </summary>
    public virtual bool UseSourceLength(long length) => false;

    /// <inheritdoc/>
    /// <remarks>
    /// An action begins once all the input that came with it is taken. What has begun is done first, whatever later
    /// calls ask for, so that the bytes do not depend on the room that there was. After Finish the result is End and
    /// input is not taken.
    /// </remarks>
    public sealed override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        if (_begun != EncoderAction.Run)
        {
            ReadOnlySpan<byte> nothing = default;
            CoderStatus begun = Run(ref nothing, ref output, _begun);
            if (begun != CoderStatus.End || IsEnding)
            {
                return begun;
            }

            bool isSame = action == _begun && input.IsEmpty;
            _begun = EncoderAction.Run;
            if (isSame)
            {
                return begun;
            }
        }

        CoderStatus status = Run(ref input, ref output, action);
        if (input.IsEmpty && (status != CoderStatus.End || action == EncoderAction.Finish))
        {
            _begun = action;
        }

        return status;
    }

    public abstract void Dispose();

    /// <summary>Does the work of <see cref="Code"/>.</summary>
    protected abstract CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action);
}
