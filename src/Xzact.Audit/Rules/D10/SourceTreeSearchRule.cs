using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules.D10;

/// <summary>
/// A recursive search of the source tree that treats binary files as text or asks for file names, and keeps what it
/// finds: how a build finds a payload that no name gives away.
/// </summary>
internal sealed class SourceTreeSearchRule : IFileRule
{
    private static readonly HashSet<string> s_searchers =
        ["grep", "egrep", "fgrep", "zgrep", "ggrep", "rgrep", "$GREP", "$EGREP", "$FGREP", "${GREP}", "${EGREP}",
         "$(GREP)", "$(EGREP)", "rg", "ag", "ack"];

    // These search below a folder without being told to.
    private static readonly HashSet<string> s_recursiveByNature = ["rg", "ag", "ack", "rgrep"];

    public string Id => "D10";

    public bool AppliesTo(SuspectFile file) => file.IsBuildText && file.Text is not null;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        HashSet<int> reported = [];
        foreach (ShellPipeline pipeline in file.NewPipelines)
        {
            if (Searches(pipeline) && IsKept(pipeline) && reported.Add(pipeline.Line))
            {
                Evidence found = file.Show(
                    pipeline, "searches the source tree, binary files or file names, and keeps the result");
                yield return new(
                    Severity.Critical,
                    "Build text searches the whole source tree for a pattern and keeps what it finds.",
                    pipeline.Text,
                    [.. file.Entry.References, found]);
            }
        }
    }

    private static bool Searches(ShellPipeline pipeline)
    {
        bool findsFiles = pipeline.Commands.Any(c => c.Name == "find" && WalksSourceTree(c));
        foreach (ShellCommand command in pipeline.Commands)
        {
            string? searcher = command.Words.Find(s_searchers.Contains);
            if (searcher is null || command.Name == "git")
            {
                continue;
            }

            string flags = Flags(command, searcher);

            // find hands its files to a search through xargs or -exec; behind a plain pipe only names are searched.
            bool found = findsFiles && command.Name is ("xargs" or "find");
            bool recursive = found || s_recursiveByNature.Contains(searcher)
                || flags.AsSpan().IndexOfAny('r', 'R') >= 0;
            bool binaryOrNames = flags.AsSpan().IndexOfAny("alLoZ") >= 0 || found;
            if (recursive && binaryOrNames && (found || WalksSourceTree(command)))
            {
                return true;
            }
        }

        return false;
    }

    // Short flags as letters; long ones by the letter that means the same.
    private static string Flags(ShellCommand command, string searcher) => string.Concat(
        command.Words.SkipWhile(w => w != searcher).Skip(1).Where(w => w.StartsWith('-')).Select(w => w switch
        {
            "--recursive" or "--dereference-recursive" or "--directories=recurse" => "r",
            "--text" or "--binary-files=text" => "a",
            "--files-with-matches" => "l",
            "--files-without-match" => "L",
            "--only-matching" => "o",
            _ when w.StartsWith("--", StringComparison.Ordinal) => "",
            _ => w[1..],
        }));

    // No folder at all means the working folder, which is the source tree when it is configured in place.
    private static bool WalksSourceTree(ShellCommand command)
    {
        string[] operands = [.. command.Arguments.Where(w => !w.StartsWith('-'))];
        return operands.Length <= 1 || operands.Any(w =>
            w.Contains("srcdir", StringComparison.OrdinalIgnoreCase)
            || w.Contains("SOURCE_DIR", StringComparison.OrdinalIgnoreCase)
            || w is "." or ".." or "./" or "../" or "*" || w.StartsWith("$(…)", StringComparison.Ordinal)
            || PathWords.IsTestPath(w));
    }

    private static bool IsKept(ShellPipeline pipeline) =>
        pipeline.Context == ShellContext.Substitution || pipeline.StoredIn is not null
        || pipeline.Commands.Count > 1
        || pipeline.Commands.Any(c => c.Redirections.Any(r => r.Operator.Contains('>', StringComparison.Ordinal)
            && r.Target != "/dev/null" && !r.Operator.StartsWith('2')))
        || pipeline.Parent?.Words.Any(w => w.Contains("OUTPUT_VARIABLE", StringComparison.Ordinal)) == true
        || pipeline.Commands.Any(c => c.Words.Contains("OUTPUT_VARIABLE") || c.Words.Contains("OUTPUT_FILE"));
}
