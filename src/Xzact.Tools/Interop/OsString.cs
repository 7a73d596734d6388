using System.Text;

namespace Xzact.Tools.Interop;

/// <summary>
/// Names as the system has them: strings of bytes in no particular encoding. A .NET string holds one byte in each
/// character, so that every name, valid UTF-8 or not, comes back out as it went in.
/// </summary>
internal static class OsString
{
    /// <summary>The bytes of a text in UTF-8.</summary>
    public static string FromText(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>A string as C has it: its bytes and a zero.</summary>
    public static byte[] Bytes(string text)
    {
        byte[] bytes = new byte[text.Length + 1];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>The environment of this process as it was given: NAME=VALUE.</summary>
    public static IReadOnlyList<string> Environment() =>
        ReadFile("/proc/self/environ")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A variable of the environment as it was given; null if there is none.</summary>
    public static string? Variable(string name)
    {
        string? text = System.Environment.GetEnvironmentVariable(name);
        if (text is null || Ascii.IsValid(text))
        {
            return text;
        }

        // .NET has made text of the bytes, and what is no UTF-8 is lost.
        string prefix = name + "=";
        return Environment().FirstOrDefault(each => each.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..]
            ?? FromText(text);
    }

    /// <summary>The arguments of this process as they were given, first of all the name it was called by.</summary>
    /// <param name="arguments">What .NET made of them.</param>
    public static (string Name, string[] Arguments) CommandLine(string[] arguments)
    {
        string[] all = ReadFile("/proc/self/cmdline")?.Split('\0') ?? [];
        int count = all.Length - 1; // each one ends with a zero

        // A host may stand before the program: its own arguments come first.
        return count > arguments.Length
            ? (all[count - arguments.Length - 1], all[(count - arguments.Length)..count])
            : (FromText(System.Environment.GetCommandLineArgs()[0]), Array.ConvertAll(arguments, FromText));
    }

    /// <summary>The bytes of a small file, or null.</summary>
    public static string? ReadFile(string path)
    {
        int descriptor = Posix.Open(Posix.CurrentDirectory, path, OpenFlags.Read);
        return descriptor < 0 ? null : ReadAll(descriptor);
    }

    /// <summary>All bytes of a descriptor, which is closed; null if that failed.</summary>
    public static string? ReadAll(int descriptor)
    {
        byte[] buffer = new byte[4096];
        int filled = 0;
        int read;
        while ((read = Posix.Read(descriptor, buffer.AsSpan(filled))) > 0)
        {
            filled += read;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        _ = Posix.Close(descriptor);
        return read < 0 ? null : Encoding.Latin1.GetString(buffer, 0, filled);
    }
}
