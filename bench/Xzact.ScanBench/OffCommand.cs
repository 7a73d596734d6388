using System.CommandLine;
using Xzact.Attacks.Measuring;

namespace Xzact.ScanBench;

/// <summary>Where the absence of a rule shows in its own samples and in trees of the field.</summary>
internal static class OffCommand
{
    private const int Seconds = 600;

    // Subjects with a finding, those without any when the rule is off, and those whose worst one weighs less then.
    private sealed record Shown(int Subjects, int Gone, int Less)
    {
        public static Shown operator +(Shown one, Shown other) =>
            new(one.Subjects + other.Subjects, one.Gone + other.Gone, one.Less + other.Less);
    }

    public static Command Create()
    {
        var trees = new Argument<DirectoryInfo[]>("trees")
        {
            Description = "Source trees; none: the samples alone.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        trees.AcceptExistingOnly();
        var scanner = new Option<string>("--scanner")
        {
            Description = "The scanner's command line; the folder is added to it.",
            DefaultValueFactory = _ => RecallCommand.UsualScanner,
        };
        var samples = new Option<DirectoryInfo>("--samples")
        {
            Description = "The folder with the rules' samples, each rule in a folder of its name.",
            Required = true,
        };
        samples.AcceptExistingOnly();
        Option<string[]> off = RecallCommand.OffOption();
        var command = new Command("off", "Switches rules off, and says where that shows.")
        {
            trees, scanner, samples, off,
        };
        command.SetAction(arguments => CommandText.Explained(() =>
        {
            Scanner asked = new(arguments.GetRequiredValue(scanner), [], TimeSpan.FromSeconds(Seconds));
            SampleTree[] all = [.. SampleTree.Below(arguments.GetRequiredValue(samples).FullName)];
            string[] folders = [.. arguments.GetRequiredValue(trees).Select(folder => folder.FullName)];
            var whole = folders.ToDictionary(folder => folder, folder => Worst(asked, folder, null));
            Console.WriteLine("| without | own samples | nothing left | weigh less | files found in trees "
                + "| nothing left | weigh less |\n|---|---|---|---|---|---|---|");
            foreach (string rule in arguments.GetRequiredValue(off))
            {
                Shown own = Sum(all.Where(one => one.Rule == rule).Select(one => OfSample(asked, one)));
                Shown field = Sum(folders.Select(folder => Compare(whole[folder], Worst(asked, folder, rule))));
                Console.WriteLine($"| {rule} | {own.Subjects} | {own.Gone} | {own.Less} "
                    + $"| {field.Subjects} | {field.Gone} | {field.Less} |");
            }
        }));
        return command;
    }

    private static Shown Sum(IEnumerable<Shown> all) => all.Aggregate(new Shown(0, 0, 0), (one, other) => one + other);

    // A sample is one tree, whatever in it is found.
    private static Shown OfSample(Scanner scanner, SampleTree sample)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("xzact-scan-bench-");
        try
        {
            sample.WriteTo(scratch.FullName);
            return Compare(Whole(Worst(scanner, scratch.FullName, null)),
                Whole(Worst(scanner, scratch.FullName, sample.Rule)));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        static Dictionary<string, FindingSeverity> Whole(Dictionary<string, FindingSeverity> found) =>
            found.Count == 0 ? [] : new() { [""] = found.Values.Max() };
    }

    private static Shown Compare(
        Dictionary<string, FindingSeverity> with, Dictionary<string, FindingSeverity> without) => new(
        with.Count, with.Keys.Count(subject => !without.ContainsKey(subject)),
        with.Count(pair => without.TryGetValue(pair.Key, out FindingSeverity left) && left < pair.Value));

    private static Dictionary<string, FindingSeverity> Worst(Scanner scanner, string folder, string? rule)
    {
        ScanAnswer answer = scanner.Scan(folder, rule);
        return (answer.Report ?? throw new InvalidOperationException($"{folder}: {answer.Failure}")).Findings
            .GroupBy(finding => finding.Subject)
            .ToDictionary(group => group.Key, group => group.Max(finding => finding.Severity));
    }
}
