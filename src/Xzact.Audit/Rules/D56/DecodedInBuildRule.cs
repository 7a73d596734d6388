using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D56;

/// <summary>What a decoder makes of a file of the tree reaches a shell, a compiler or a linker.</summary>
internal sealed class DecodedInBuildRule : IBuildRule
{
    public string Id => "D56";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (BuildProcess process in build.Processes.Values.Where(p =>
            p.Phase is not (BuildPhase.Test or BuildPhase.Distribution)))
        {
            if (process.Executions.FirstOrDefault(Decodes) is not Execution decoder
                || DataTrail.From(process) is not { Sink: not Sink.Installed } trail)
            {
                continue;
            }

            FileContent[] inputs = [.. Inputs(process).Where(c => c.Origin is not null)];
            bool ofTests = Array.Exists(inputs, c => ObservedBuild.IsTestData(c.Origin));
            bool unpacks = trail.Steps.Any(step => step
                is BuildProcess { Program.Name: "tar" or "cpio" or "unzip" or "bsdtar" });
            string subject = inputs.FirstOrDefault()?.Origin!.Path ?? decoder.Name;
            yield return new(
                subject,
                new(
                    ofTests ? Severity.Critical : unpacks ? Severity.Medium : Severity.High,
                    $"{decoder.Name} decodes data in the build, and what comes of it {trail.Ending}.",
                    $"{decoder.Name} {trail.Sink}",
                    [.. inputs.Take(3).Select(c => new Evidence("is decoded", c.Origin!.Path)),
                     .. trail.Evidence(build.Names)]));
        }
    }

    private static bool Decodes(Execution program)
    {
        if (program.Kind != ToolKind.Decoder)
        {
            return false;
        }

        string name = program.Name;
        return name.StartsWith("un", StringComparison.Ordinal) || name.EndsWith("cat", StringComparison.Ordinal)
            || name.EndsWith("dec", StringComparison.Ordinal) || name is "gunzip" or "bunzip2" or "uudecode" or "gpg"
            || program.Arguments.Skip(1).Any(a => a is "--decompress" or "--decode" or "--uncompress" or "x" or "e"
                || (a is ['-', not '-', ..] && a.AsSpan().IndexOfAny('d', 'D', 'r') > 0));
    }

    // Files that it reads, or that what feeds it reads, a few steps up.
    private static IEnumerable<FileContent> Inputs(BuildProcess process)
    {
        const int MaxNodes = 200;
        HashSet<DataNode> seen = [process];
        Queue<DataNode> queue = new(seen);
        while (queue.TryDequeue(out DataNode? node) && seen.Count < MaxNodes)
        {
            foreach (DataNode source in node.Sources.Where(seen.Add))
            {
                if (source is FileContent content)
                {
                    yield return content;
                }

                queue.Enqueue(source);
            }
        }
    }
}
