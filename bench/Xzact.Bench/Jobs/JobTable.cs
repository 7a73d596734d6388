using System.Globalization;

namespace Xzact.Bench.Jobs;

/// <summary>Reports as tables for a page.</summary>
internal static class JobTable
{
    public static void Write(JobReport report, TextWriter output)
    {
        output.WriteLine($"`{report.Command}`");
        output.WriteLine();
        output.WriteLine($"{report.Machine}; {string.Join(", ", report.Versions)}.");
        output.WriteLine();
        output.WriteLine(
            "| job | peer | data | preset | threads | ours s | peer s | speed | ± | wall | size | instr. |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (JobResult result in report.Results)
        {
            Line(result, output);
        }

        output.WriteLine();
        foreach (IGrouping<(string, string, string), JobResult> group in report.Results
            .GroupBy(result => (result.Job, result.Peer, result.Preset)).Where(group => group.Count() > 1))
        {
            double mean = Math.Exp(group.Average(result => Math.Log(result.Speed)));
            double size = (double)group.Sum(result => result.OurSize) / group.Sum(result => result.PeerSize);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"- {group.Key.Item1} -{group.Key.Item3} against {group.Key.Item2}, {group.Count()} files: "
                + $"geometric mean of speed {mean:F2}, size together {(size - 1) * 100:+0.00;-0.00} %"));
        }
    }

    private static void Line(JobResult result, TextWriter output)
    {
        double size = ((double)result.OurSize / result.PeerSize) - 1;
        string instructions = result is { OurInstructions: { } ours, PeerInstructions: { } theirs }
            ? ((double)theirs / ours).ToString("F2", CultureInfo.InvariantCulture)
            : "-";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {result.Job} | {result.Peer} | {result.File} | {result.Preset} | {result.Threads} "
            + $"| {result.OurSeconds:F3} | {result.PeerSeconds:F3} | {result.Speed:F2} | {result.Spread:F2} "
            + $"| {result.WallSpeed:F2} | {size * 100:+0.000;-0.000} % | {instructions} |"));
    }
}
