using System.CommandLine;
using Xzact.Attacks.Measuring;
using Xzact.Attacks.Trees;

namespace Xzact.ScanBench;

/// <summary>The measurement of recall and of near-misses.</summary>
internal static class RecallCommand
{
    /// <summary>The scanner that is measured if no other is named.</summary>
    public const string UsualScanner = "xzact scan --format json";

    private const int UsualCases = 200;
    private const int UsualSeconds = 600;

    /// <summary>The rules that are switched off in turn.</summary>
    public static Option<string[]> OffOption() => new("--off")
    {
        Description = "A rule that is switched off in one more scan of each attack; as often as needed.",
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        var trees = new Argument<DirectoryInfo[]>("trees")
        {
            Description = "Clean source trees; none: three small ones that are made for it.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        trees.AcceptExistingOnly();
        var scanner = new Option<string>("--scanner")
        {
            Description = "The scanner's command line; the folder is added to it.",
            DefaultValueFactory = _ => UsualScanner,
        };
        var count = new Option<int>("--cases")
        {
            Description = "So many attacks, and as many twins.",
            DefaultValueFactory = _ => UsualCases,
        };
        var without = new Option<string[]>("--without")
        {
            Description = "A rule that the scanner is told to leave out; as often as needed.",
            DefaultValueFactory = _ => [],
        };
        Option<string[]> off = OffOption();
        var seconds = new Option<int>("--limit")
        {
            Description = "Seconds for one scan.",
            DefaultValueFactory = _ => UsualSeconds,
        };
        var output = new Option<FileInfo?>("--json") { Description = "Where the result is written to as JSON." };
        var cases = new CaseOptions();
        var command = new Command("recall", "Measures recall by axis value, near-misses, and lists what was missed.")
        {
            trees, scanner, count, without, off, seconds, output,
        };
        cases.AddTo(command);
        command.SetAction(arguments => CommandText.Explained(() =>
        {
            string[] rules = arguments.GetRequiredValue(without);
            string line = arguments.GetRequiredValue(scanner);
            var measurement = new ScanMeasurement(
                new Scanner(line, rules, TimeSpan.FromSeconds(arguments.GetValue(seconds))), Console.Error,
                arguments.GetRequiredValue(off));
            void measure(IReadOnlyList<SourceTree> all) =>
                measurement.Run(cases.Generator(arguments), all, arguments.GetValue(count));
            DirectoryInfo[] given = arguments.GetRequiredValue(trees);
            if (given.Length > 0)
                measure([.. given.Select(f => new SourceTree(f.FullName))]);
            else
                SmallTrees.Use(measure);
            var plan = new MeasurementPlan(
                CommandText.Of(arguments), CommandText.Bare(line),
                cases.SeedOf(arguments), cases.CommitOf(arguments), cases.HasRandomWords(arguments), rules);
            var report = new MeasurementReport(plan, measurement.Clean, measurement.Results);
            Console.Write(report.Markdown());
            if (arguments.GetValue(output) is { } file)
                File.WriteAllText(file.FullName, report.Json());
        }));
        return command;
    }
}
