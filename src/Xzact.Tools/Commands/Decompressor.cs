using Xzact.Tools.Interop;

namespace Xzact.Tools.Commands;

/// <summary>
/// The programs that decompress what grep, diff and more are to see: ourselves for our formats, and for what is not
/// compressed; gzip, bzip2, lzop, zstd and lz4 for theirs, which file names tell.
/// </summary>
internal static class Decompressor
{
    private static readonly (string Program, string[] Options, string[] Suffixes)[] s_others =
    [
        ("gzip", ["-cdf"], ["-z", ".z", "-Z", ".Z", "_z", "-gz", ".gz", ".tgz", ".taz"]),
        ("bzip2", ["-cdf"], ["-bz2", ".bz2", "-tbz", ".tbz", ".tbz2"]),
        ("lzop", ["-cdf"], ["-lzo", ".lzo", "-tzo", ".tzo"]),
        ("zstd", ["-cdfq"], ["-zst", ".zst", "-tzst", ".tzst"]),
        ("lz4", ["-cdf"], ["-lz4", ".lz4"]),
    ];

    private static readonly string[] s_ownOptions = ["--format=auto", "-cdfqQ"];

    /// <summary>Begins to decompress a file.</summary>
    /// <param name="name">Its name; "-" for standard input.</param>
    /// <param name="output">The descriptor that data is written to.</param>
    /// <param name="input">The descriptor that standard input is, or 0.</param>
    /// <param name="error">Below zero: why the program could not be started.</param>
    /// <returns>Null if it could not be started.</returns>
    public static Child? Start(string name, int output, int input, out int error)
    {
        (string program, string[] options) = ProgramOf(name);
        bool isOurs = program == "xz";
        return Child.Start(
            isOurs ? Child.Self : program, [program, .. options, "--", name], [(input, 0), (output, 1)], out error);
    }

    /// <summary>Begins to decompress a file with ourselves, whatever its name is.</summary>
    /// <inheritdoc cref="Start"/>
    public static Child? StartOwn(string name, int output, out int error) => Child.Start(
        Child.Self, ["xz", .. s_ownOptions, "--", name], [(output, Posix.StandardOutput)], out error);

    /// <summary>The program that decompresses a file, and its options.</summary>
    public static (string Program, string[] Options) ProgramOf(string name)
    {
        foreach ((string program, string[] options, string[] suffixes) in s_others)
        {
            if (Array.Exists(suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
            {
                return (program, options);
            }
        }

        return ("xz", s_ownOptions);
    }
}
