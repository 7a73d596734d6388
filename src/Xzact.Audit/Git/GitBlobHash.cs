using System.Security.Cryptography;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// The id that git gives to a content: the hash of <c>blob</c>, the size in decimal, a zero byte and the content
/// (git's object format). SHA-1 here is the plain function, without the collision detection that git has.
/// </summary>
public static class GitBlobHash
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The id of a content in memory, in lower-case hexadecimal.</summary>
    public static string Compute(ReadOnlySpan<byte> content, GitObjectFormat format) =>
        ComputeObject("blob", content, format);

    /// <summary>The id of a content that is read to its end.</summary>
    /// <param name="content">The content.</param>
    /// <param name="size">Its size in bytes; the id begins with it, so it must be known first.</param>
    /// <param name="format">The hash.</param>
    /// <exception cref="InvalidDataException">The content has another size.</exception>
    public static string Compute(Stream content, long size, GitObjectFormat format)
    {
        ArgumentNullException.ThrowIfNull(content);
        using IncrementalHash hash = Start(size, format);
        byte[] buffer = new byte[BufferSize];
        long total = 0;
        for (int read; (read = content.Read(buffer)) > 0; total += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return total == size
            ? Finish(hash)
            : throw new InvalidDataException($"The content has {total} bytes where {size} were announced.");
    }

    /// <summary>Starts a hash to which exactly <paramref name="size"/> bytes of content are to be appended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static IncrementalHash Start(long size, GitObjectFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return StartObject("blob", size, format);
    }

    /// <summary>Ends a hash of <see cref="Start"/>: the id in lower-case hexadecimal.</summary>
    public static string Finish(IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The id of an object of any type.</summary>
    internal static string ComputeObject(string type, ReadOnlySpan<byte> content, GitObjectFormat format)
    {
        using IncrementalHash hash = StartObject(type, content.Length, format);
        hash.AppendData(content);
        return Finish(hash);
    }

    private static IncrementalHash StartObject(string type, long size, GitObjectFormat format)
    {
        var hash = IncrementalHash.CreateHash(
            format == GitObjectFormat.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes($"{type} {size}\0"));
        return hash;
    }
}
