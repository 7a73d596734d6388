using Xzact.Coding;

namespace Xzact.Container;

/// <summary>
/// What encoders of the formats around LZMA have in common: fields of a few bytes between the data, and a length that
/// may be announced.
/// </summary>
internal abstract class LzmaFormatEncoder(int fieldCapacity) : FormatEncoder
{
    private readonly byte[] _field = new byte[fieldCapacity];
    private int _fieldSize;
    private int _fieldSent;
    private bool _isStarted;
    private bool _isComplete;

    /// <inheritdoc/>
    public override bool IsComplete => _isComplete;

    /// <summary>Bytes that will be encoded; null if nobody said.</summary>
    protected long? SourceLength { get; private set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        SourceLength = null;
        _fieldSize = 0;
        _fieldSent = 0;
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

    protected sealed override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
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
