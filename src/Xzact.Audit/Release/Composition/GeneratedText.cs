using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Composition;

/// <summary>
/// Splits what Autoconf, Automake and Libtool generate, and names the lines that belong to nothing known: where to look
/// first. It explains no file and changes no finding, for known lines in another order may do something else.
/// </summary>
internal static class GeneratedText
{
    // More ranges than this are counted, not listed.
    private const int MaxListed = 200;

    /// <summary>Whether a path is one of those that are split.</summary>
    public static bool IsSplit(string path) => FrameOf(path) is not null;

    /// <summary>The file with its lines accounted for, or as it was if it is none that is split.</summary>
    public static AccountedFile Split(AccountedFile file, ProofContext context, KnownPartsIndex known)
    {
        if (file is not { Tracked: null, Archived.Content: byte[] content }
            || FrameOf(file.Path) is not ToolFrame frame)
        {
            return file;
        }

        string text = Encoding.Latin1.GetString(content);
        LineAttribution lines = LineAttribution.Of(text, known, InputsOf(file.Path, context), frame);
        int[] residual = [.. lines.Residual];
        int whole = lines.Lines.Count(line => line.Length > 0);
        string sources = $"{whole} lines: {lines.Sources.Count(s => s == LineSource.Known)} of "
            + $"{lines.Parts.Keys.Count(p => p.Project != TagLines.Project)} known parts, "
            + $"{lines.Sources.Count(s => s == LineSource.Tag)} of the tag, "
            + $"{lines.Sources.Count(s => s == LineSource.Frame)} of the tool's frame";
        return file with
        {
            Account = file.Account with
            {
                Reason = $"{file.Account.Reason}; {residual.Length} lines belong to nothing known, of {sources}",
                Proof = [.. file.Account.Proof, .. Listed(file.Path, text, residual)],
            },
        };
    }

    private static IEnumerable<Evidence> Listed(string path, string text, int[] residual)
    {
        string[] lines = text.Split('\n');
        List<(int First, int Last)> ranges = [];
        foreach (int line in residual)
        {
            if (ranges.Count > 0 && ranges[^1].Last == line - 1)
            {
                ranges[^1] = (ranges[^1].First, line);
            }
            else
            {
                ranges.Add((line, line));
            }
        }

        foreach ((int first, int last) in ranges.Take(MaxListed))
        {
            string what = first == last ? $"line {first} belongs" : $"lines {first} to {last} belong";
            yield return new(
                $"{what} to no known part and to no text of the tag", path, first, Excerpt: lines[first - 1]);
        }

        if (ranges.Count > MaxListed)
        {
            yield return new($"and {ranges.Count - MaxListed} more ranges of lines", path);
        }
    }

    private static ToolFrame? FrameOf(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "configure" => ToolFrame.Autoconf,
        "Makefile.in" => ToolFrame.Automake,
        "ltmain.sh" => ToolFrame.None,
        _ => null,
    };

    private static TagLines InputsOf(string path, ProofContext context)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        return path.EndsWith("Makefile.in", StringComparison.Ordinal)
            ? context.MakeLinesOf(folder)
            : context.MacroLines;
    }
}
