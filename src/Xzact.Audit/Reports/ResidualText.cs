using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>Residual lines for people, in the form of diff: what only the archive has after a plus, what only the
/// regenerated file has after a minus.</summary>
internal static class ResidualText
{
    private const int MaxLine = 200;

    /// <summary>The hunks of a file with what their signs mean, where there are both.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ResidualHunk> hunks, int max)
    {
        string[] signs = hunks.Any(hunk => hunk.RegeneratedLine is not null)
            ? ["--- made from the tag", "+++ in the archive"]
            : [];
        return signs.Concat(Hunks(hunks, max));
    }

    /// <summary>The hunks of a file, sanitised; at most so many lines, the last then says how many are left.</summary>
    public static IEnumerable<string> Hunks(IReadOnlyList<ResidualHunk> hunks, int max)
    {
        int shown = 0;
        int left = hunks.Sum(hunk => hunk.Count);
        foreach (ResidualHunk hunk in hunks)
        {
            if (shown >= max)
            {
                break;
            }

            yield return $"@@ {Place(hunk)} @@";
            foreach (string line in hunk.RegeneratedLines.Select(line => "-" + line)
                .Concat(hunk.Lines.Select(line => "+" + line)).Take(max - shown))
            {
                (shown, left) = (shown + 1, left - 1);
                yield return Clean(line);
            }
        }

        if (left > 0)
        {
            yield return $"… and {Counted.Of(left, "more line")}";
        }
    }

    /// <summary>Where a hunk is, in both files, in the order of the signs.</summary>
    public static string Place(ResidualHunk hunk) =>
        (hunk.RegeneratedLine is int line ? $"regenerated {Range(line, hunk.RegeneratedLines.Count)}, " : "")
        + $"archive {Range(hunk.Line, hunk.Lines.Count)}";

    /// <summary>How much is left over, in a few words.</summary>
    public static string Summary(Residual residual) =>
        $"{Counted.Of(residual.Count, "line")} {What(residual.Basis, residual.Count)}, in "
        + Counted.Of(residual.Hunks.Count, "place");

    /// <summary>What is said of lines that a comparison leaves over.</summary>
    public static string What(ResidualBasis basis, int lines = 2)
    {
        string s = lines == 1 ? "s" : "";
        return basis == ResidualBasis.Regenerated
            ? $"differ{s} from what the tag's build system makes"
            : $"belong{s} to no known part and to no text of the tag";
    }

    /// <summary>The tools that ran: "autoconf 2.71 (the archive names 2.72)".</summary>
    public static string Tools(RegenerationRun run) => string.Join(", ", run.Tools.Select(tool =>
        $"{tool.Name} {tool.Used ?? "not installed"}"
        + (tool.Claimed is null ? "" : tool.Claimed == tool.Used ? " as the archive names"
            : $" (the archive names {Clean(tool.Claimed)})")));

    /// <summary>The steps and how they ended: "bootstrap 0, configure 1 (no compiler)".</summary>
    public static string Steps(RegenerationRun run) => string.Join(", ", run.Steps.Select(step =>
        $"{Clean(step.Name)} {step.ExitCode}" + (step.LastLine is null ? "" : $" ({Clean(step.LastLine)})")));

    /// <summary>A line, sanitised and cut to a length that a reader can bear.</summary>
    public static string Clean(string line) =>
        Sanitizer.Clean(line.Length > MaxLine ? string.Concat(line.AsSpan(0, MaxLine - 1), "…") : line);

    private static string Range(int line, int count) => count == 0 ? $"before line {line}"
        : count == 1 ? $"line {line}"
        : $"lines {line}-{line + count - 1}";
}
