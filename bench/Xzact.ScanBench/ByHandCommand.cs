using System.CommandLine;
using Xzact.Attacks.ByHand;
using Xzact.Attacks.Measuring;
using Xzact.Attacks.Trees;

namespace Xzact.ScanBench;

/// <summary>What a scanner finds of the variants that were written by hand.</summary>
internal static class ByHandCommand
{
    private const int Seconds = 600;

    public static Command Create()
    {
        var scanner = new Option<string>("--scanner")
        {
            Description = "The scanner's command line; the folder is added to it.",
            DefaultValueFactory = _ => RecallCommand.UsualScanner,
        };
        var output = new Option<FileInfo?>("--json") { Description = "Where the result is written to as JSON." };
        Option<string[]> off = RecallCommand.OffOption();
        var command = new Command("by-hand", "Plants the variants that were written by hand, each in its small tree.")
        {
            scanner, off, output,
        };
        command.SetAction(arguments => CommandText.Explained(() =>
        {
            string line = arguments.GetRequiredValue(scanner);
            var measurement = new ScanMeasurement(
                new Scanner(line, [], TimeSpan.FromSeconds(Seconds)), Console.Error,
                arguments.GetRequiredValue(off));
            SmallTrees.Use(trees =>
            {
                foreach (SourceTree tree in trees)
                {
                    measurement.Run(tree, HandVariants.All.Index().Where(v => v.Item.Tree == tree.Name)
                        .Select(v => v.Item.For(v.Index, tree)));
                }
            });
            var report = new MeasurementReport(
                new(CommandText.Of(arguments), CommandText.Bare(line), 0, "", false, []),
                measurement.Clean, measurement.Results);
            Console.Write(report.Markdown());
            if (arguments.GetValue(output) is { } file)
                File.WriteAllText(file.FullName, report.Json());
        }));
        return command;
    }
}
