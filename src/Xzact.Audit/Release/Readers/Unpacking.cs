namespace Xzact.Audit.Release.Readers;

/// <summary>Commands that unpack a file and choose the name of what comes out themselves.</summary>
internal static class Unpacking
{
    private static readonly HashSet<string> s_packers =
        ["xz", "gzip", "bzip2", "lzma", "lzip", "zstd", "lz4", "XZ", "GZIP", "BZIP2"];

    private static readonly HashSet<string> s_unpackers =
        ["unxz", "gunzip", "bunzip2", "unlzma", "unzstd", "unlz4", "lunzip", "uncompress"];

    private static readonly HashSet<string> s_archivers =
        [
            "unzip", "uudecode", "split", "csplit", "unshar", "bsdtar", "7z", "unrar", "tar", "TAR", "AMTAR", "cpio",
            "ar",
        ];

    /// <summary>Whether it writes <c>x</c> out of <c>x.xz</c>.</summary>
    public static bool TakesEnding(SimpleCommand command) => !command.IsCall
        && !command.Arguments.Any(a => IsShort(a, 'c') || a is "--stdout" or "--to-stdout")
        && (s_unpackers.Contains(command.Program) || (s_packers.Contains(command.Program)
            && command.Arguments.Any(a => IsShort(a, 'd') || a is "--decompress" or "--uncompress")));

    /// <summary>Whether it writes files whose names stand in the file.</summary>
    public static bool GivesNames(SimpleCommand command) => !command.IsCall && s_archivers.Contains(command.Program)
        && (command.Program is not ("tar" or "TAR" or "AMTAR" or "bsdtar" or "cpio" or "ar")
            || (command.Arguments.FirstOrDefault() is string first
                && first.AsSpan().ContainsAny('x', 'i') && !first.Contains('c', StringComparison.Ordinal)));

    private static bool IsShort(string option, char letter) => option.Length > 1 && option[0] == '-'
        && option[1] != '-' && option.Contains(letter, StringComparison.Ordinal);
}
