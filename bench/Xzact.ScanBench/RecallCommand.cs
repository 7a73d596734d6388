using System.CommandLine;
using Xzact.Attacks;
using Xzact.Attacks.Measuring;
using Xzact.Attacks.Trees;

namespace Xzact.ScanBench;

/// <summary>The measurement of recall and of near-misses.</summary>
internal static class RecallCommand
{
    private const int UsualCases = 200;
    private const int UsualSeconds = 600;

    public static Command Create()
    {
        var trees = new Argument<DirectoryInfo[]>("trees")
        {
            Description = "Clean source trees; none: three small ones that are made for it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        trees.AcceptExistingOnly();
        var scanner = new Option<string>("--scanner")
        {
            Description = "The scanner's command line; the folder is added to it.",
            DefaultValueFactory = _ => "xzact scan --format json",
        };
        var count = new Option<int>("--cases")
        {
            Description = "So many attacks, and as many twins.", DefaultValueFactory = _ => UsualCases,
        };
        var without = new Option<string[]>("--without")
        {
            Description = "A rule that the scanner is told to leave out; as often as needed.", DefaultValueFactory = _ => [],
        };
        var seconds = new Option<int>("--limit")
        {
            Description = "Seconds for one scan.", DefaultValueFactory = _ => UsualSeconds,
        };
        var output = new Option<FileInfo?>("--json") { Description = "Where the result is written to as JSON." };
        var cases = new CaseOptions();
        var command = new Command("recall", "Measures recall by axis value, near-misses, and lists what was missed.")
        {
            trees, scanner, count, without, seconds, output,
        };
        cases.AddTo(command);
        command.SetAction(arguments =>
        {
            string[] rules = arguments.GetRequiredValue(without);
            string line = arguments.GetRequiredValue(scanner);
            var measurement = new ScanMeasurement(
                new Scanner(line, rules, TimeSpan.FromSeconds(arguments.GetValue(seconds))), Console.Error);
            WithTrees(arguments.GetRequiredValue(trees), all =>
                measurement.Run(cases.Generator(arguments), all, arguments.GetValue(count)));
            var plan = new MeasurementPlan(
                "Xzact.ScanBench " + string.Join(' ', arguments.Tokens.Select(t => Bare(t.Value))), Bare(line),
                cases.SeedOf(arguments), cases.CommitOf(arguments), cases.HasRandomWords(arguments), rules);
            var report = new MeasurementReport(plan, measurement.Clean, measurement.Results);
            Console.Write(report.Markdown());
            if (arguments.GetValue(output) is { } file)
                File.WriteAllText(file.FullName, report.Json());
        });
        return command;
    }

    // Results are kept; the folders of the machine they were made on are nobody's business.
    private static string Bare(string text)
    {
        IEnumerable<string> words = text.Split(' ')
            .Select(word => Path.IsPathRooted(word) ? Path.GetFileName(word.TrimEnd('/')) : word);
        string bare = string.Join(' ', words);
        return bare.Contains(' ', StringComparison.Ordinal) ? $"'{bare}'" : bare;
    }

    private static void WithTrees(DirectoryInfo[] folders, Action<IReadOnlyList<SourceTree>> action)
    {
        if (folders.Length > 0)
        {
            action([.. folders.Select(f => new SourceTree(f.FullName))]);
            return;
        }

        DirectoryInfo scratch = Directory.CreateTempSubdirectory("xzact-clean-");
        try
        {
            action([.. SyntheticTrees.Names.Select(n => SyntheticTrees.Write(n, Path.Combine(scratch.FullName, n)))]);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
