using System.Globalization;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>Does in memory to a file's bytes what the steps of a path would do, as long as each is a transform that is
/// known here with operands that the scripts decide. Nothing is run.</summary>
internal static class PathEvaluation
{
    private const int MaxBytes = 64 << 20;

    /// <summary>What comes out at the end; null if a step is not known, or changes nothing.</summary>
    /// <param name="steps">The steps behind the file.</param>
    /// <param name="content">The file.</param>
    /// <param name="budget">What may be decoded.</param>
    public static byte[]? Run(IEnumerable<FlowNode> steps, byte[] content, ContentBudget budget)
    {
        bool isChanged = false;
        foreach (FlowNode step in steps.Where(step => step.Kind == FlowKind.Command))
        {
            byte[]? next = content.Length > MaxBytes ? null : Apply(step.Name, step.Arguments, content, budget);
            if (next is null)
            {
                return null;
            }

            isChanged |= !ReferenceEquals(next, content);
            content = next;
        }

        return isChanged ? content : null;
    }

    private static byte[]? Apply(string program, IReadOnlyList<string> arguments, byte[] data, ContentBudget budget)
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
            case "sed" when operands is [var script, ..]:
                return script.Length < 2 || script[0] is 'r' || script is "$p" ? data : null;
            case "tr" when arguments is ["-d", var deleted]:
                return ByteMap.FromTr(deleted, "x") is null ? null : Delete(data, deleted);
            case "tr" when operands is [var from, var to] && arguments.Count == 2
                && ByteMap.FromTr(from, to) is { } map:
                byte[] mapped = [.. data];
                map.Apply(mapped);
                return mapped;
            case "head" or "tail":
                return Cut(program, arguments, data);
            case "dd":
                return Range(arguments, data);
            case "rev" or "tac":
                return null;
            case "base64" or "base32" or "openssl" when arguments.Any(a => a is "-d" or "--decode" or "-di" or "-D")
                && (program == "base64" || arguments.Any(a => a is "base64" or "-base64" or "-a")):
                return TextCodec.FromBase64([.. data.Where(value => value is not ((byte)'\r' or (byte)' '))]);
            case "xxd" when arguments.Any(a => a is "-r" or "-rp") && arguments.Any(a => a is "-p" or "-rp" or "-ps"):
                return data.All(value => char.IsAsciiHexDigit((char)value) || value is (byte)'\n')
                    ? TextCodec.FromHex(data)
                    : null;
            case "uudecode":
                return TextCodec.FromUuencode([.. Body(data)]);
            default:
                return program.Length == 0 || CommandTable.IsDecompressor(program) ? Decompress(data, budget) : null;
        }
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

    private static IEnumerable<byte> Body(byte[] data)
    {
        int begin = data.AsSpan().IndexOf((byte)'\n');
        int end = data.AsSpan().LastIndexOf("end"u8);
        return begin < 0 || end < begin ? [] : data[(begin + 1)..(end - 1)];
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

        FormatWalk walk = new(data, budget);
        try
        {
            format.Read(walk);
        }
        catch (FormatBreakException)
        {
            // What came out before the break is what a pipe would get.
        }

        return walk.Parts is [var first, ..] ? first.Content.ToArray() : null;
    }
}
