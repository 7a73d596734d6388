namespace Xzact.Audit.Archives;

/// <summary>The content of the present member, which is read once and ends with the reader's next step.</summary>
internal sealed class MemberContent(Stream content) : ForwardStream
{
    private bool _opened;
    private bool _over;

    /// <summary>Hands the stream to the caller, once.</summary>
    public Stream Open()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (_opened)
        {
            throw new InvalidOperationException("The content of an archive member can be opened once.");
        }

        _opened = true;
        return this;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return content.Read(buffer, offset, count);
    }

    /// <summary>Ends the caller's access.</summary>
    public void End() => _over = true;
}
