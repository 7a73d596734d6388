using Xzact.Audit.Case;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>What a program of a path does with the data that passes it.</summary>
internal static class StepActs
{
    private static readonly HashSet<string> s_filters =
        ["sed", "awk", "gawk", "mawk", "nawk", "grep", "egrep", "fgrep", "cut", "sort", "uniq", "paste", "fold",
            "xargs",
         "echo", "printf", "expr", "read", "cat", "ls", "find", "tee", "cp", "mv", "ln", "install"];

    /// <summary>The act of a node.</summary>
    public static StoryAct Of(FlowNode node)
    {
        if (node.Kind is not FlowKind.Command)
        {
            return StoryAct.Pass;
        }

        if (node.Loop is not null)
        {
            return StoryAct.Decode;
        }

        IReadOnlyList<string> arguments = node.Arguments;
        string program = node.Name;
        return program switch
        {
            "tr" => IsByteMap(arguments) ? StoryAct.ByteMap : StoryAct.Filter,
            "sed" or "gsed" when IsDisguisedCopy(arguments) => StoryAct.DisguisedCopy,
            "head" or "tail" => arguments.Any(a => a.StartsWith("-c", StringComparison.Ordinal)
                || a.StartsWith("--bytes", StringComparison.Ordinal)) ? StoryAct.Carve : StoryAct.Filter,
            "dd" => arguments.Any(a => a.StartsWith("skip=", StringComparison.Ordinal)
                || a.StartsWith("count=", StringComparison.Ordinal)) ? StoryAct.Carve
                : arguments.Any(Swaps) ? StoryAct.Decode : StoryAct.Pass,
            "cut" when arguments.Any(a => a.StartsWith("-b", StringComparison.Ordinal)) => StoryAct.Carve,
            "awk" or "gawk" or "mawk" or "nawk" when arguments.Any(a => a.Contains("%c", StringComparison.Ordinal)) =>
                StoryAct.Decode,
            "sed" or "gsed" when arguments.Any(IsExchange) => StoryAct.ByteMap,
            "string" when arguments is ["ASCII", ..] => StoryAct.Decode,
            "ar" => StoryAct.Decompress,
            _ when OperandRoles.InlineText(program, arguments) > 0 => StoryAct.Decode,
            _ when InterpreterText.IsDecoder(program) => StoryAct.Decode,
            _ when CommandTable.IsDecompressor(program) && Undoes(program, arguments) => StoryAct.Decompress,
            _ when CommandTable.IsDecoder(program) && Undoes(program, arguments) => StoryAct.Decode,
            _ when program.Length == 0 && arguments.Any(IsDecodeOption) => StoryAct.Decompress,
            _ when s_filters.Contains(program) => StoryAct.Filter,
            _ => StoryAct.Pass,
        };
    }

    /// <summary>Whether an operand of dd exchanges each byte with the one beside it.</summary>
    internal static bool Swaps(string operand) => operand.StartsWith("conv=", StringComparison.Ordinal)
        && operand[5..].Split(',').Contains("swab");

    private static bool IsDecodeOption(string option) => option is "--decompress" or "--uncompress" or "--decode"
        || (option.Length is > 1 and < 6 && option[0] == '-' && option[1] != '-'
            && option.Contains('d', StringComparison.Ordinal));

    private static bool Undoes(string program, IReadOnlyList<string> arguments) => program switch
    {
        "unxz" or "xzcat" or "unlzma" or "lzcat" or "gunzip" or "zcat" or "bunzip2" or "bzcat" or "zstdcat" or "unzstd"
            or "lz4cat" or "unzip" or "funzip" or "uncompress" or "uudecode" or "rev" or "tac" or "rpm2cpio" or "xxd"
            or "od" or "hexdump" => true,
        "tar" or "bsdtar" or "gtar" => arguments.Any(a => a is "--extract" or "--get")
            || (arguments is [var mode, ..] && !mode.StartsWith("--", StringComparison.Ordinal)
                && mode.Contains('x', StringComparison.Ordinal)),
        "cpio" => arguments.Any(a => a.StartsWith("-i", StringComparison.Ordinal) || a == "--extract"),
        "7z" => arguments is ["x" or "e", ..],
        "openssl" => true,
        "iconv" => arguments.Any(a => a.Contains("EBCDIC", StringComparison.OrdinalIgnoreCase)
            || a.Contains("IBM", StringComparison.OrdinalIgnoreCase) || a.Contains("UTF-7", StringComparison.Ordinal)),
        "gpg" => arguments.Any(IsDecodeOption),
        _ => arguments.Any(IsDecodeOption),
    };

    // A script that does nothing, as "r" of a file that cannot be there, or "p" without its output twice.
    private static bool IsDisguisedCopy(IReadOnlyList<string> arguments)
    {
        string? script = arguments.FirstOrDefault(a => a.Length == 0 || a[0] != '-');
        return (script is { Length: 0 or 1 } and not [WordValues.Unknown]) || script is "r\\n" or "r\n"
            || (script is { Length: > 1 } && script[0] == 'r' && !char.IsWhiteSpace(script[1]))
            || (script is { Length: > 2 } && script[0] == 'r' && script[1] == ' '
                && !script.AsSpan(2).ContainsAnyExceptInRange('\0', '@'));
    }

    // y/from/to/ of sed does what tr does.
    private static bool IsExchange(string script) => script.Split('\n').Select(line => line.Trim()).Any(line =>
        line.Length > 4 && line[0] == 'y' && line.Split(line[1]) is ["y", var from, var to, ""]
            && IsByteMap([from, to]));

    /// <summary>Whether tr changes bytes in a way that is no change of case, of line ends or of separators.</summary>
    private static bool IsByteMap(IReadOnlyList<string> arguments)
    {
        string[] sets = [.. arguments.Where(a => a.Length == 0 || a[0] != '-')];
        if (sets is not [var from, var to] || arguments.Any(a => a is "-d" or "-s" or "-cd" or "-sc" or "-cs" or "-c"))
        {
            return false;
        }

        if (from.Contains(WordValues.Unknown, StringComparison.Ordinal)
            || to.Contains(WordValues.Unknown, StringComparison.Ordinal))
        {
            return false;
        }

        if (ByteMap.FromTr(from, to) is not { } map)
        {
            return false;
        }

        int changed = 0;
        for (int value = 0; value < 256; value++)
        {
            byte result = map[(byte)value];
            bool isCase = char.IsAsciiLetter((char)value) && (value ^ 0x20) == result;
            changed += result != value && !isCase && result is not ((byte)'\n' or (byte)' ' or (byte)'_'
                or (byte)'-') ? 1 : 0;
        }

        return changed > 1;
    }
}
