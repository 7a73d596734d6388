namespace Xzact.Audit.Archives.Ar;

/// <summary>The content of a member, read once and forwards.</summary>
/// <param name="stream">The archive; nobody else moves it meanwhile, and it stays the caller's.</param>
/// <param name="member">The member.</param>
internal sealed class ArMemberStream(Stream stream, ArMember member) : ForwardStream
{
    private long _at;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int most = (int)Math.Min(count, member.Length - _at);
        if (most == 0)
        {
            return 0;
        }

        stream.Position = member.Offset + _at;
        int read = stream.Read(buffer, offset, most);
        _at += read;
        return read;
    }
}
