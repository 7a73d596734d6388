using System.CommandLine;
using System.Text.Json;

namespace Xzact.ScanBench;

/// <summary>Recall by axis value: the first run in which the value appeared, beside the last run.</summary>
internal static class AxesCommand
{
    private sealed record Row(string Axis, string Value, int High, int Cases);

    public static Command Create()
    {
        var runs = new Argument<FileInfo[]>("runs")
        {
            Description = "Results of recall as JSON, in the order of the runs.",
            Arity = new(2, 100),
        };
        runs.AcceptExistingOnly();
        var command = new Command("axes", "For each value of an axis, recall of its first run and of the last.")
        {
            runs,
        };
        command.SetAction(arguments => CommandText.Explained(() =>
        {
            FileInfo[] files = arguments.GetRequiredValue(runs);
            (string Name, Row[] Rows)[] all = [.. files.Select(file => (file.Name, Read(file)))];
            Row[] last = all[^1].Rows;
            Console.WriteLine("| axis | value | first run with it | found then | found in the last |\n"
                + "|---|---|---|---|---|");
            foreach (Row row in all.SelectMany(run => run.Rows).DistinctBy(Key))
            {
                (string name, Row[] rows) = all.First(run => run.Rows.Any(one => Key(one) == Key(row)));
                Console.WriteLine($"| {row.Axis} | {row.Value} | {name} | {Text(rows, row)} | {Text(last, row)} |");
            }
        }));
        return command;
    }

    private static (string Axis, string Value) Key(Row row) => (row.Axis, row.Value);

    private static string Text(Row[] rows, Row wanted) =>
        Array.Find(rows, row => Key(row) == Key(wanted)) is { } row ? $"{row.High} of {row.Cases}" : "not in it";

    private static Row[] Read(FileInfo file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file.FullName));
        return
        [
            .. document.RootElement.GetProperty("recall").EnumerateArray().Select(row => new Row(
                row.GetProperty("axis").GetString()!, row.GetProperty("value").GetString()!,
                row.GetProperty("high").GetInt32(), row.GetProperty("cases").GetInt32()))
                .Where(row => row.Cases > 0),
        ];
    }
}
