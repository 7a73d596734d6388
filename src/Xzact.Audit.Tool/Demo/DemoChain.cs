using Xzact.Audit.Behaviour;
using Xzact.Audit.Case;
using Xzact.Audit.Chain;

namespace Xzact.Audit.Tool.Demo;

/// <summary>The demonstration's chain: what is given of each link, and what must be found.</summary>
internal static class DemoChain
{
    // What the macro in the archive, the search and the pipe of it, and the joined story must be found by.
    private static readonly string[] s_expectedRules = ["D01", "D03", "D10", "D13", "D90", "D91"];

    // What must be found where the machine has a compiler and a tracer.
    private static readonly string[] s_expectedOfRuns = ["D33", "D55", "D85"];

    /// <summary>Makes what each link needs, and says what it is.</summary>
    /// <param name="folder">Where it is made.</param>
    /// <param name="archive">The shipped archive.</param>
    /// <param name="source">The repository.</param>
    /// <param name="runs">Whether something may be run.</param>
    /// <param name="missing">Told why a link cannot be shown; null for nobody.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ChainRequest Request(
        string folder, string archive, string source, bool runs, Action<string>? missing,
        IProgress<string>? progress, CancellationToken cancellation)
    {
        string machine = Path.Combine(folder, "machine");
        DemoMachine.Write(machine);
        ChainRequest read = new()
        {
            Subject = Path.GetFileName(archive),
            People = new() { RepositoryPath = source },
            Source = new() { Path = archive },
            Release = new() { ArchivePath = archive, SourcePath = source, Tag = DemoProject.Tag },
            Machine = new() { RootPath = machine },
            Progress = progress,
        };
        if (!runs)
        {
            return read;
        }

        string tree = Path.Combine(folder, "build");
        DemoBuild.Write(tree);
        (DemoLibraries? made, string reason) = DemoLibraries.Make(Path.Combine(folder, "libraries"));
        ChainRequest built = read with
        {
            Build = new() { Command = DemoBuild.Command, Folder = tree, Cancellation = cancellation },
        };
        if (made is null)
        {
            missing?.Invoke($"binary and behaviour cannot be shown: {reason}");
            return built;
        }

        BehaviourCommand program = new([made.Program], new Dictionary<string, string>());
        return built with
        {
            Binary = new() { Path = made.InQuestion, ComparePath = made.Before },
            Behaviour = new()
            {
                Baseline = program.WithLibraries(made.Before),
                Candidate = program.WithLibraries(made.InQuestion),
                VariesUsual = false,
                Runs = 2,
                Cancellation = cancellation,
            },
        };
    }

    /// <summary>What the demonstration expects and did not get.</summary>
    internal static IEnumerable<string> Failures(CaseReport shipped, CaseReport twin)
    {
        LedgerEntry[] unexplained = [.. shipped.Ledger.Unexplained];
        if (unexplained is not [{ Path: DemoProject.PlantedPath, ReachesBuild: true }])
        {
            yield return $"{DemoProject.PlantedPath} should be the only unexplained file, and reach the build";
        }

        string[] fired = [.. shipped.Findings.Where(f => f.Severity == Severity.Critical).Select(f => f.RuleId)];
        foreach (string rule in s_expectedRules.Except(fired))
        {
            yield return $"the rule {rule} should have fired as critical";
        }

        // A link that could not be looked into says so in the report; one that was must have found what is there.
        HashSet<string> judged = [.. shipped.Results.Where(r => r.Outcome == Outcome.Clean).Select(r => r.CheckId)];
        foreach (string rule in s_expectedOfRuns.Where(judged.Contains)
            .Except(shipped.Findings.Select(f => f.RuleId)))
        {
            yield return $"the rule {rule} should have fired";
        }

        if (twin.Ledger.Unexplained.Any() || twin.Findings.Count > 0 || twin.Ledger.Entries.Count == 0
            || twin.IsIncomplete)
        {
            yield return "the clean twin should have nothing unexplained";
        }
    }
}
