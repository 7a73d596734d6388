using System.Globalization;
using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>Does in memory to a file's bytes what the steps of a path would do, as long as each is a transform that is
/// known here with operands that the scripts decide. Nothing is run.</summary>
internal static class PathEvaluation
{
    private const int MaxBytes = 64 << 20;
    private const int MaxText = 4 << 20;
    private const StringComparison Ordinal = StringComparison.Ordinal;

    /// <summary>What comes out at the end; null if a step is not known, or changes nothing.</summary>
    /// <param name="steps">The steps behind the file.</param>
    /// <param name="content">The file.</param>
    /// <param name="budget">What may be decoded.</param>
    public static byte[]? Run(IEnumerable<FlowNode> steps, byte[] content, ContentBudget budget)
    {
        bool isChanged = false;
        foreach (FlowNode step in steps.Where(step => step.Kind == FlowKind.Command))
        {
            byte[]? next = content.Length > MaxBytes ? null
                : step.Loop is { } loop ? loop.Apply(content)
                : Apply(step.Name, step.Arguments, content, budget);
            if (next is null)
            {
                return null;
            }

            isChanged |= !ReferenceEquals(next, content);
            content = next;
        }

        return isChanged ? content : null;
    }

    /// <summary>What one program makes of data; null if it, or what it is told, is not known here.</summary>
    public static byte[]? Apply(string program, IReadOnlyList<string> arguments, byte[] data, ContentBudget budget)
    {
        if (arguments.Any(a => a.Contains(WordValues.Unknown, StringComparison.Ordinal))
            && program is not ("cat" or "cp" or "mv" or "ln" or "install")
            && !CommandTable.IsDecompressor(program))
        {
            return null;
        }

        string[] operands = [.. arguments.Where(a => a.Length == 0 || a[0] != '-')];
        switch (program)
        {
            case "cat" or "cp" or "mv" or "ln" or "install" or "tee" or "xargs":
                return data;
            case "sed" when operands is [['r', ..], ..] or ["$p", ..]:
                return data;
            case "sed" or "gsed" or "grep" or "egrep" when data.Length > MaxText:
                return null;
            case "sed" or "gsed":
                return SedText.Apply(arguments, Encoding.Latin1.GetString(data)) is { } text
                    ? Encoding.Latin1.GetBytes(text) : null;
            case "grep":
                return TextTools.Grep(arguments, data);
            case "egrep":
                return TextTools.Grep([.. arguments, "-E"], data);
            case "cut":
                return TextTools.Cut(arguments, data);
            case "tr" when arguments is ["-d", var deleted]:
                return ByteMap.FromTr(deleted, "x") is null ? null : Delete(data, deleted);
            case "tr" when operands is [var from, var to] && arguments.Count == 2
                && ByteMap.FromTr(from, to) is { } map:
                byte[] mapped = [.. data];
                map.Apply(mapped);
                return mapped;
            case "tr" when arguments is ["-s", ..] && operands.Length is 1 or 2:
                return TextTools.Squeezed(operands[0], operands[^1], data);
            case "xxd" when arguments.Contains("-p") && !arguments.Any(a => a.StartsWith("-r", Ordinal)):
                return TextTools.HexDump(arguments, data);
            case "head" or "tail":
                return Cut(program, arguments, data) ?? TextTools.HeadOrTail(program, arguments, data);
            case "dd" when arguments.Contains("of=/dev/null"):
                return [];
            case "dd":
                byte[]? range = Range(arguments, data);
                return range is not null && arguments.Any(StepActs.Swaps) ? TextTools.Swapped(range) : range;
            case "rev":
                return TextTools.EachLine(data, line => line.Reverse());
            case "tac":
                return TextTools.LinesReversed(data);
            case "sort" when arguments.All(a => a is "-u" or "-r"):
                return TextTools.Sorted(arguments, data);
            case "od":
                return TextTools.Dump(arguments, data);
            case "awk" or "gawk" or "mawk" or "nawk" when operands is [var awk, ..]:
                return TextTools.EachNth(awk, data) ?? InlineProgram.PrintedCharacters(awk, data);
            case "base64" or "openssl" when arguments.Any(a => a is "-d" or "--decode" or "-di" or "-D")
                && (program == "base64" || arguments.Any(a => a is "base64" or "-base64" or "-a")):
                return TextTools.FromBase64(data);
            case "xxd" when arguments.Any(a => a is "-r" or "-rp") && arguments.Any(a => a is "-p" or "-rp" or "-ps"):
                return TextTools.FromHex(data);
            case "uudecode":
                return TextTools.Uudecode(data);
            case "unzip" or "funzip" or "tar" or "bsdtar" or "gtar" or "ar" or "cpio":
                return Member(program, operands, data, budget);
            case var _ when OperandRoles.InlineText(program, arguments) is > 0 and int inline:
                return InlineProgram.Apply(arguments[inline], [.. arguments.Take(inline)], data);
            case ['c', 'a', 'l', 'l', ' ', ..]:
                return program.Contains("64", StringComparison.Ordinal) ? TextTools.FromBase64(data)
                    : program.Contains("hex", StringComparison.Ordinal) ? TextTools.FromHex(data)
                    : Decompress(data, budget);
            default:
                return program.Length == 0 || CommandTable.IsDecompressor(program) ? Decompress(data, budget) : null;
        }
    }

    /// <summary>How many bytes a program takes of an input that it shares with others; null for all.</summary>
    public static long? Takes(string program, IReadOnlyList<string> arguments)
    {
        if (program == "head")
        {
            return Count(arguments) is { } text && long.TryParse(text.TrimStart('+'), CultureInfo.InvariantCulture,
                out long bytes) && bytes >= 0 ? bytes : null;
        }

        long size = Number(arguments, "ibs", Number(arguments, "bs", 512));
        long count = Number(arguments, "count", -1);
        long skip = Number(arguments, "skip", 0);
        return program == "dd" && count >= 0 && size is > 0 and <= int.MaxValue && count + skip <= int.MaxValue
            ? size * (count + skip) : null;
    }

    /// <summary>What head, tail or dd takes, for other files; null if the operands do not say.</summary>
    public static Rearrangement? Cut(string program, IReadOnlyList<string> arguments)
    {
        if (program == "dd")
        {
            long size = Number(arguments, "ibs", Number(arguments, "bs", 512));
            long skip = Number(arguments, "skip", 0);
            long count = Number(arguments, "count", -1);
            return size is < 0 or > int.MaxValue || skip is 0 || skip is < 0 or > int.MaxValue
                || count > int.MaxValue ? null
                : Rearrangement.Range(skip * size, count < 0 ? null : count * size);
        }

        if (Count(arguments) is not { } text
            || !long.TryParse(text.TrimStart('+', '-'), CultureInfo.InvariantCulture, out long number) || number < 0)
        {
            return null;
        }

        return (program, text[0]) switch
        {
            ("tail", '+') => Rearrangement.Range(Math.Max(0, number - 1)),
            _ => null,
        };
    }

    private static byte[] Delete(byte[] data, string set)
    {
        // A map that leaves what is not in the set and moves what is.
        ByteMap one = ByteMap.FromTr(set, "\\001")!;
        ByteMap two = ByteMap.FromTr(set, "\\002")!;
        return [.. data.Where(value => one[value] == two[value])];
    }

    private static byte[]? Cut(string program, IReadOnlyList<string> arguments, byte[] data)
    {
        string? count = Count(arguments);
        if (count is null || !long.TryParse(count.TrimStart('+', '-'), CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        int bytes = (int)Math.Clamp(number, 0, data.Length);
        return (program, count[0]) switch
        {
            ("tail", '+') => data[Math.Max(0, bytes - 1)..],
            ("tail", _) => data[^bytes..],
            (_, '-') => data[..^bytes],
            _ => data[..bytes],
        };
    }

    private static byte[]? Range(IReadOnlyList<string> arguments, byte[] data)
    {
        long size = Number(arguments, "ibs", Number(arguments, "bs", 512));
        long skip = Number(arguments, "skip", 0);
        long count = Number(arguments, "count", long.MaxValue);
        if (size < 0 || skip < 0 || count < 0 || size > int.MaxValue || skip > int.MaxValue)
        {
            return null;
        }

        bool isBytes = arguments.Any(a => a.Contains("skip_bytes", StringComparison.Ordinal));
        int begin = (int)Math.Min(data.Length, isBytes ? skip : skip * size);
        int length = (int)Math.Min(data.Length - begin, count > int.MaxValue ? long.MaxValue : count * size);
        return data[begin..(begin + length)];
    }

    // The operand of -c in its forms.
    private static string? Count(IReadOnlyList<string> arguments) => arguments
        .Select((a, i) => a is "-c" or "--bytes" ? arguments.ElementAtOrDefault(i + 1)
            : a.StartsWith("-c", StringComparison.Ordinal) ? a[2..]
            : a.StartsWith("--bytes=", StringComparison.Ordinal) ? a[8..] : null)
        .FirstOrDefault(a => a is { Length: > 0 });

    private static long Number(IReadOnlyList<string> arguments, string name, long standard) => arguments
        .Where(a => a.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(a => long.TryParse(a.AsSpan(name.Length + 1), CultureInfo.InvariantCulture, out long value)
            ? value : -1)
        .DefaultIfEmpty(standard).Last();

    private static byte[]? Decompress(byte[] data, ContentBudget budget)
    {
        if (FormatCatalog.Find(data) is not { Class: ContentClass.Compressed } format)
        {
            return null;
        }

        // What came out before a break is what a pipe would get.
        IReadOnlyList<ContentPart> parts = Parts(format, data, budget);
        return parts.Count switch
        {
            0 => null,
            1 => parts[0].Content.ToArray(),
            _ => [.. parts.SelectMany(part => part.Content.ToArray())],
        };
    }

    // The member of an archive that is named last, or the first; tar opens what is compressed by itself.
    private static byte[]? Member(string program, string[] operands, byte[] data, ContentBudget budget)
    {
        if (FormatCatalog.Find(data) is { Class: ContentClass.Compressed } && Decompress(data, budget) is { } inside)
        {
            data = inside;
        }

        if (FormatCatalog.Find(data) is not { } format)
        {
            return null;
        }

        IReadOnlyList<ContentPart> parts = Parts(format, data, budget);
        string name = program == "funzip" || operands.Length == 0 ? "" : operands[^1];
        return (parts.FirstOrDefault(part => part.Name == name || part.Name.EndsWith("/" + name,
            StringComparison.Ordinal)) ?? (parts.Count > 0 ? parts[0] : null))?.Content.ToArray();
    }

    private static IReadOnlyList<ContentPart> Parts(FormatReader format, byte[] data, ContentBudget budget)
    {
        FormatWalk walk = new(data, budget);
        try
        {
            format.Read(walk);
        }
        catch (FormatBreakException)
        {
            // The parts before it count.
        }

        return walk.Parts;
    }
}
