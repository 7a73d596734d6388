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
        Residual residual = new(ResidualBasis.KnownParts, Hunks(text, lines.Residual));
        int whole = lines.Lines.Count(line => line.Length > 0);
        string sources = $"{whole} lines: {lines.Sources.Count(s => s == LineSource.Known)} of "
            + $"{lines.Parts.Keys.Count(p => p.Project != TagLines.Project)} known parts, "
            + $"{lines.Sources.Count(s => s == LineSource.Tag)} of the tag, "
            + $"{lines.Sources.Count(s => s == LineSource.Frame)} of the tool's frame";
        return file with
        {
            Account = file.Account with
            {
                Reason = $"{file.Account.Reason}; {residual.Count} lines belong to nothing known, of {sources}",
                Residual = residual,
            },
        };
    }

    // Lines that follow each other make one place.
    private static List<ResidualHunk> Hunks(string text, IEnumerable<int> residual)
    {
        string[] lines = text.Split('\n');
        List<ResidualHunk> hunks = [];
        List<string> open = [];
        int next = 0;
        foreach (int line in residual)
        {
            if (line != next)
            {
                hunks.Add(new(line, open = [], RegeneratedLine: null, []));
            }

            open.Add(lines[line - 1]);
            next = line + 1;
        }

        return hunks;
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
