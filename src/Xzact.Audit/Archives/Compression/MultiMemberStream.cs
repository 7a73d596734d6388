namespace Xzact.Audit.Archives.Compression;

/// <summary>A compressed file: one or more members end to end, then perhaps bytes that belong to none. Decodes them
/// as one stream and observes what is beyond the first.</summary>
internal abstract class MultiMemberStream(ArchiveInput input, ArchiveContext context) : ForwardStream
{
    private Stream? _member;
    private int _members;
    private long _secondMember;
    private bool _ended;

    protected ArchiveInput Input { get; } = input;

    protected ArchiveContext Context { get; } = context;

    /// <summary>The name of the format in messages, such as <c>gzip</c>.</summary>
    protected abstract string FormatName { get; }

    /// <summary>Whether the input stands before the magic bytes of a member.</summary>
    protected abstract bool IsAtMember();

    /// <summary>Reads the header of a member and returns its decoder.</summary>
    protected abstract Stream OpenMember();

    /// <summary>Looks at decoded bytes, to check them.</summary>
    protected virtual void Decoded(ArraySegment<byte> bytes)
    {
    }

    /// <summary>Reads and verifies what follows the data of a member.</summary>
    protected virtual void CloseMember()
    {
    }

    /// <summary>Whether an exception of the decoder means that the data is damaged.</summary>
    protected virtual bool IsDamage(Exception exception) => false;

    /// <summary>Observes what can only be said at the end.</summary>
    protected virtual void ObserveAtEnd()
    {
    }

    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || _ended)
        {
            return 0;
        }

        try
        {
            while (_member is not null || NextMember())
            {
                int read = _member!.Read(buffer, offset, count);
                Input.ThrowIfFailed();
                if (read > 0)
                {
                    Decoded(new ArraySegment<byte>(buffer, offset, read));
                    return read;
                }

                CloseMember();
                _member.Dispose();
                _member = null;
            }

            return 0;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            Input.ThrowIfFailed();
            bool truncated = Input.Peek(1).IsEmpty;
            throw new ArchiveException(
                truncated ? ArchiveErrorReason.Truncated : ArchiveErrorReason.Corrupt,
                $"the {FormatName} data {(truncated ? "ends too soon" : "is damaged")}: {exception.Message}",
                Input.Offset,
                ArchiveOffsetBase.File,
                exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextMember()
    {
        // The first member was recognised when the format was; what is not a member after it is trailing data.
        if (_members > 0 && !IsAtMember())
        {
            ObserveEnd();
            _ended = true;
            return false;
        }

        if (++_members > Context.Limits.MaxCompressedMembers)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"more than {Context.Limits.MaxCompressedMembers} {FormatName} members",
                Input.Offset,
                ArchiveOffsetBase.File);
        }

        _secondMember = _members == 2 ? Input.Offset : _secondMember;
        _member = OpenMember();
        return true;
    }

    private void ObserveEnd()
    {
        if (_members > 1)
        {
            Context.Observe(
                ArchiveObservationKind.ExtraCompressedMember,
                null,
                _secondMember,
                $"the file holds {_members} {FormatName} members; the second begins at byte {_secondMember}",
                ArchiveOffsetBase.File);
        }

        ObserveAtEnd();
        TrailingData.Observe(Input, Context, $"the {FormatName} data");
    }
}
