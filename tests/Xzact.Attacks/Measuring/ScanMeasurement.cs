using Xzact.Attacks.Trees;

namespace Xzact.Attacks.Measuring;

/// <summary>What the clean tree alone gives.</summary>
public sealed record CleanResult(string Tree, IReadOnlyList<ScanFinding> Findings, bool IsComplete, double Seconds);

/// <summary>Plants cases in copies of clean trees, one after the other, and asks a scanner about each.</summary>
/// <param name="scanner">What is measured.</param>
/// <param name="progress">Gets a line now and then.</param>
/// <param name="off">Rules that are switched off, one after the other, in more scans of each attack; what the scanner
/// itself says of a finding without a rule stands for the others.</param>
public sealed class ScanMeasurement(Scanner scanner, TextWriter progress, IReadOnlyList<string>? off = null)
{
    private readonly Dictionary<string, ScanReport> _cleanWithout = [];
    private readonly List<CleanResult> _clean = [];
    private readonly List<CaseResult> _results = [];

    public IReadOnlyList<CleanResult> Clean => _clean;

    public IReadOnlyList<CaseResult> Results => _results;

    /// <summary>Cases take turns with the trees; each is planted with its twin after it, and taken out again.</summary>
    /// <exception cref="InvalidOperationException">The scanner gives no report of a clean tree.</exception>
    public void Run(AttackGenerator generator, IReadOnlyList<SourceTree> trees, int cases)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(trees);
        for (int turn = 0; turn < trees.Count; turn++)
        {
            SourceTree tree = trees[turn];
            int first = turn;
            InCopy(tree, copy =>
            {
                for (int index = first; index < cases; index += trees.Count)
                {
                    One(copy, tree, generator.Attack(index, tree));
                    One(copy, tree, generator.Twin(index, tree));
                }
            });
            progress.WriteLine(
                $"{tree.Name}: {_results.Count(r => r.Case.IsAttack && r.IsHigh)} found of "
                    + $"{_results.Count(r => r.Case.IsAttack)} so far");
        }
    }

    /// <summary>Plants cases that were written for one tree.</summary>
    public void Run(SourceTree tree, IEnumerable<AttackCase> cases) => InCopy(tree, copy =>
    {
        foreach (AttackCase one in cases)
            One(copy, tree, one);
    });

    private void InCopy(SourceTree tree, Action<string> action)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("xzact-scan-bench-");
        try
        {
            string copy = Path.Combine(scratch.FullName, tree.Name);
            tree.CopyTo(copy);
            ScanAnswer answer = scanner.Scan(copy);
            ScanReport report = Reported(answer);
            _clean.Add(new(tree.Name, report.Findings, report.IsComplete, answer.Time.TotalSeconds));
            foreach (string rule in off ?? [])
                _cleanWithout[rule] = Reported(scanner.Scan(copy, rule));
            action(copy);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        ScanReport Reported(ScanAnswer answer) => answer.Report
            ?? throw new InvalidOperationException($"{tree.Name}, clean: {answer.Failure}");
    }

    private void One(string copy, SourceTree tree, AttackCase one)
    {
        ScanReport clean = new(_clean[^1].Findings, _clean[^1].IsComplete);
        using (new Planting(copy, one))
        {
            CaseResult result = CaseResult.Of(one, tree.Name, clean, scanner.Scan(copy));
            if (one.IsAttack && off is { Count: > 0 })
            {
                Dictionary<string, CaseResult> without = new(result.Without);
                foreach (string rule in off)
                    without[rule] = CaseResult.Of(one, tree.Name, _cleanWithout[rule], scanner.Scan(copy, rule));
                result = result with { Without = without };
            }

            _results.Add(result);
        }
    }
}
