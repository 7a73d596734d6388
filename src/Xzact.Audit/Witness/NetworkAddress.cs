using System.Buffers.Binary;
using System.Net;

namespace Xzact.Audit.Witness;

/// <summary>Reads the address of a call about sockets.</summary>
internal static class NetworkAddress
{
    /// <summary>
    /// The address in words: <c>inet 192.0.2.1:80</c>, <c>inet6 [2001:db8::1]:80</c>, <c>unix /path</c>, with
    /// <c>bind</c> before it if it is offered to others; null if there is none, or none that leaves a process.
    /// </summary>
    public static string? Of(StraceCall call)
    {
        string text = string.Join(", ", call.Arguments.Skip(1));
        string verb = call.Name == "bind" ? "bind " : "";
        if (text.Contains("sa_family=AF_INET6", StringComparison.Ordinal))
        {
            return $"{verb}inet6 [{Quoted(text, "inet_pton(AF_INET6, ")}]:{Number(text, "htons(")}";
        }

        if (text.Contains("sa_family=AF_INET,", StringComparison.Ordinal))
        {
            return $"{verb}inet {Quoted(text, "inet_addr(")}:{Number(text, "htons(")}";
        }

        const string Path = "sun_path=";
        int at = text.IndexOf("sa_family=AF_UNIX, " + Path, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string rest = text[(text.IndexOf(Path, at, StringComparison.Ordinal) + Path.Length)..];
        return rest.StartsWith('@') ? $"{verb}unix @{StraceText.String(rest[1..])}"
            : $"{verb}unix {StraceText.String(rest)}";
    }

    /// <summary>The same of the bytes of an address, without a verb (<c>struct sockaddr</c>).</summary>
    public static string? Of(ReadOnlySpan<byte> address)
    {
        const int Unix = 1, Inet = 2, Inet6 = 10;
        int family = address.Length < 2 ? 0 : BitConverter.ToUInt16(address);
        return (family, address.Length) switch
        {
            (Unix, > 2) => UnixName(address[2..]),
            (Inet, >= 8) => Text("inet ", new(address.Slice(4, 4)), address),
            (Inet6, >= 24) => Text("inet6 ", new(address.Slice(8, 16)), address),
            _ => null,
        };
    }

    private static string Text(string family, IPAddress host, ReadOnlySpan<byte> address) =>
        family + new IPEndPoint(host, BinaryPrimitives.ReadUInt16BigEndian(address[2..]));

    private static string UnixName(ReadOnlySpan<byte> name)
    {
        if (name[0] == 0)
        {
            return $"unix @{PathText.Decode(name[1..])}";
        }

        int end = name.IndexOf((byte)0);
        return $"unix {PathText.Decode(end < 0 ? name : name[..end])}";
    }

    private static string Quoted(string text, string before)
    {
        int at = text.IndexOf(before, StringComparison.Ordinal);
        return at < 0 ? "?" : StraceText.String(text[(at + before.Length)..]) ?? "?";
    }

    private static string Number(string text, string before)
    {
        int at = text.IndexOf(before, StringComparison.Ordinal);
        return at < 0 ? "?" : new([.. text.Skip(at + before.Length).TakeWhile(char.IsAsciiDigit)]);
    }
}
