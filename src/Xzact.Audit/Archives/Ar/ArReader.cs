using System.Globalization;
using System.Text;

namespace Xzact.Audit.Archives.Ar;

/// <summary>Reads archives of ar (the System V form that GNU and Debian write, and BSD's long names): libraries of
/// objects and Debian packages.</summary>
internal static class ArReader
{
    private const int MagicLength = 8;
    private const int HeaderLength = 60;
    private const int MaxMembers = 100_000;
    private const int MaxNames = 16 << 20;

    /// <summary>Whether a file begins so.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith("!<arch>\n"u8);

    /// <summary>The members in their order, tables of names and symbols left out.</summary>
    /// <param name="stream">The archive, from its first byte; it can seek and stays the caller's.</param>
    /// <exception cref="ArchiveException">It is damaged or ends too soon.</exception>
    public static IEnumerable<ArMember> Read(Stream stream)
    {
        byte[] header = new byte[HeaderLength];
        byte[] names = [];
        long at = MagicLength;
        for (int count = 0; at < stream.Length; count++)
        {
            if (count == MaxMembers)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.OverLimit, $"it has more than {MaxMembers:N0} members", at,
                    ArchiveOffsetBase.File);
            }

            // Some writers end the file with a byte of padding.
            stream.Position = at;
            int read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
            if (read <= 1)
            {
                yield break;
            }

            if (read < HeaderLength || header[58] != '`' || header[59] != '\n'
                || !long.TryParse(Field(header, 48, 10), NumberStyles.None, CultureInfo.InvariantCulture,
                    out long length))
            {
                throw Broken("a member has no whole header", at);
            }

            long content = at + HeaderLength;
            if (length > stream.Length - content)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.Truncated,
                    $"a member of {length:N0} bytes is cut off after {stream.Length - content:N0}", content,
                    ArchiveOffsetBase.File);
            }

            string name = Field(header, 0, 16);
            at = content + length + (length & 1);
            if (name == "//")
            {
                names = new byte[Math.Min(length, MaxNames)];
                stream.ReadExactly(names);
            }
            else if (name.StartsWith("#1/", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int own)
                && own <= Math.Min(length, 4096))
            {
                byte[] text = new byte[own];
                stream.ReadExactly(text);
                yield return new(Encoding.UTF8.GetString(text).TrimEnd('\0'), content + own, length - own);
            }
            else if (name is not ("/" or "/SYM64/"))
            {
                yield return new(LongName(names, name) ?? name.TrimEnd('/'), content, length);
            }
        }
    }

    // "/123": the name is in the table of names, from byte 123 to a slash and the end of the line.
    private static string? LongName(byte[] names, string name)
    {
        if (name.Length < 2 || name[0] != '/'
            || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int at)
            || at >= names.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = names.AsSpan(at);
        int end = rest.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).TrimEnd('/');
    }

    private static string Field(byte[] header, int at, int length) =>
        Encoding.ASCII.GetString(header, at, length).TrimEnd(' ');

    private static ArchiveException Broken(string what, long offset) =>
        new(ArchiveErrorReason.Corrupt, what, offset, ArchiveOffsetBase.File);
}
