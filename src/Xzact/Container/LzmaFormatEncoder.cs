using Xzact.Coding;

namespace Xzact.Container;

/// <summary>
/// What encoders of the formats around LZMA have in common: fields of a few bytes between the data, and actions that
/// are carried out once they have begun.
/// </summary>
internal abstract class LzmaFormatEncoder(int fieldCapacity) : FormatEncoder
{
    private readonly byte[] _field = new byte[fieldCapacity];
    private int _fieldSize;
    private int _fieldSent;
    private EncoderAction _begun;
    private bool _isStarted;
    private bool _isComplete;

    /// <inheritdoc/>
    public override bool IsEnding => _begun == EncoderAction.Finish;

    /// <inheritdoc/>
    public override bool IsComplete => _isComplete;

    /// <summary>Bytes that will be encoded; null if nobody said.</summary>
    protected long? SourceLength { get; private set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        SourceLength = null;
        _fieldSize = 0;
        _fieldSent = 0;
        _begun = EncoderAction.Run;
        _isStarted = false;
        _isComplete = false;
    }

    /// <inheritdoc/>
    public override bool UseSourceLength(long length)
    {
        if (_isStarted)
        {
            return false;
        }

        SourceLength = length;
        return true;
    }

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
            bool isSame = action == _begun && input.IsEmpty;
            if (begun != CoderStatus.End || IsEnding || isSame)
            {
                _begun = begun == CoderStatus.End && !IsEnding ? EncoderAction.Run : _begun;
                return begun;
            }

            _begun = EncoderAction.Run;
        }

        CoderStatus status = Run(ref input, ref output, action);
        if (input.IsEmpty && (status != CoderStatus.End || action == EncoderAction.Finish))
        {
            _begun = action;
        }

        return status;
    }

    /// <summary>Called before the first byte.</summary>
    protected abstract void Start();

    /// <summary>Does the work; null to be called again, once a field was sent that it may have written.</summary>
    protected abstract CoderStatus? Advance(
        ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action);

    /// <summary>Where a field of <paramref name="size"/> bytes is to be written; it is sent next.</summary>
    protected Span<byte> NewField(int size)
    {
        _fieldSize = size;
        _fieldSent = 0;
        return _field.AsSpan(0, size);
    }

    private CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        if (_isComplete)
        {
            return CoderStatus.End;
        }

        if (!_isStarted)
        {
            _isStarted = true;
            Start();
        }

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

            if (Advance(ref input, ref output, action) is { } status)
            {
                _isComplete = status == CoderStatus.End && action == EncoderAction.Finish;
                return status;
            }
        }
    }
}
