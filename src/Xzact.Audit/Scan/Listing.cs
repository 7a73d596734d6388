using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>The names that <c>ls</c> and <c>find</c> print: data too, where a script cuts it up and goes on with
/// it.</summary>
/// <param name="tree">The files.</param>
internal sealed class Listing(ScanTree tree)
{
    private const int MaxFiles = 10_000;

    // Commands between a search for names and what reads the files that it names.
    private const int MaxSteps = 8;

    /// <summary>Whether what ls is given looks like folders or patterns: a name with an ending is a file's.</summary>
    public static bool OfFolder(IReadOnlyList<string> arguments) => arguments.Where(a => !a.StartsWith('-'))
        .All(a => a.AsSpan().ContainsAny('*', '?')
            || !CommandTable.NameOf(a.TrimEnd('/')).Contains('.', StringComparison.Ordinal));

    /// <summary>Whether a program that prints names does so as data: nothing behind it takes them as names of
    /// files.</summary>
    /// <param name="node">A node of the kind <see cref="FlowKind.Search"/>.</param>
    public static bool IsOne(FlowNode node)
    {
        if (node.Name is not ("find" or "ls")
            || node.Arguments.Any(a => a.StartsWith("-exec", StringComparison.Ordinal)))
        {
            return false;
        }

        // Only through pipes: a substitution or a variable becomes operands.
        List<FlowNode> open = [node];
        bool isCut = false;
        for (int step = 0; step < MaxSteps && open.Count > 0; step++)
        {
            FlowNode[] next = [.. open.SelectMany(one => one.Next).Distinct()];
            if (next.Any(one => one.Name == "xargs" || one.IsSink || one.Kind is FlowKind.Variable or FlowKind.File
                || one is { Kind: FlowKind.Joint, Name: "$()" }))
            {
                return isCut && !next.Any(one => one.Name == "xargs");
            }

            isCut |= next.Any(one => one.Name is "sed" or "cut" or "awk" or "tr" or "perl");
            open = [.. next];
        }

        return isCut;
    }

    /// <summary>What the program prints, a name a line; null if an option or an operand is not known here.</summary>
    public byte[]? Names(FlowNode node)
    {
        IEnumerable<string>? names = node.Name == "ls" ? Listed(node.Arguments) : Found(node.Arguments);
        string[] all = names is null ? [] : [.. names.Take(MaxFiles + 1)];
        return all.Length is 0 or > MaxFiles ? null : Encoding.UTF8.GetBytes(string.Join('\n', all) + "\n");
    }

    private IEnumerable<string>? Listed(IReadOnlyList<string> arguments)
    {
        string[] operands = [.. arguments.Where(a => a is not ("-1" or "-A" or "-a" or "-d" or "--"))];
        if (operands.Any(a => a.StartsWith('-')) || operands.Length != 1)
        {
            return null;
        }

        string operand = PathText.Canonical(operands[0]);
        if (operand.AsSpan().ContainsAny('*', '?'))
        {
            return tree.Files.Select(file => file.Path).Where(path => GlobText.IsMatch(path, operand)
                && path.Count(c => c == '/') == operand.Count(c => c == '/')).Order(StringComparer.Ordinal);
        }

        string folder = operand.Length > 0 ? operand + "/" : "";
        return tree.Files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .Select(file => file.Path[folder.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal);
    }

    private IEnumerable<string>? Found(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-'))
        {
            return null;
        }

        string pattern = "*";
        for (int i = 1; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "-name" when i + 1 < arguments.Count:
                    pattern = arguments[++i];
                    break;
                case "-type" when arguments.ElementAtOrDefault(i + 1) == "f":
                    i++;
                    break;
                case "-print":
                    break;
                default:
                    return null;
            }
        }

        string given = arguments[0].TrimEnd('/').Replace(WordValues.Unknown, '.');
        string folder = PathText.Canonical(arguments[0]) is { Length: > 0 } path ? path + "/" : "";
        return tree.Files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)
            && GlobText.IsMatch(CommandTable.NameOf(file.Path), pattern))
            .Select(file => $"{given}/{file.Path[folder.Length..]}").Order(StringComparer.Ordinal);
    }
}
