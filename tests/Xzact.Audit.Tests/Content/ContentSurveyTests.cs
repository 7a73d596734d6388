using System.Diagnostics;
using System.Globalization;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Content;

/// <summary>Base rates on clean trees, by hand: <c>XZACT_TREES</c> is a folder of unpacked trees.</summary>
public sealed class ContentSurveyTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Clean_trees_turn_into_no_code()
    {
        string folder = Environment.GetEnvironmentVariable("XZACT_TREES") ?? throw new InvalidOperationException(
            "XZACT_TREES is not set; it is a folder of unpacked trees.");
        int found = 0;
        output.WriteLine("| tree | files | MB | opaque | whole | damaged | no reader | bytes of these | unaccounted | "
            + "false names | transforms | CPU s |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (string tree in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            IReadOnlyList<ContentFile> files = ContentFile.In(tree);
            ContentReport report = new ContentCollector(
                ContentLimits.Default, IndicatorList.Shipped, TransformHints.None).Collect(files);
            TimeSpan time = Process.GetCurrentProcess().TotalProcessorTime - before;
            ContentAccount[] opaque = [.. report.Accounts.Where(account => !account.IsText)];
            Assert.False(report.IsStopped);
            object[] row =
            [
                Path.GetFileName(tree), files.Count, Invariant(files.Sum(file => file.Length) / 1e6), opaque.Length,
                opaque.Count(account => account.UnaccountedBytes == 0 && account.Damages.Count == 0),
                opaque.Count(account => account.Damages.Count > 0),
                opaque.Count(account => account.Class is ContentClass.Opaque or ContentClass.Unread),
                opaque.Sum(account => account.Length), opaque.Sum(account => account.UnaccountedBytes),
                opaque.Count(account => account.FalseClaim is not null), report.Evidence.Count,
                Invariant(time.TotalSeconds),
            ];
            output.WriteLine($"| {string.Join(" | ", row.Select(cell => $"{cell}"))} |");
            foreach (TransformEvidence evidence in report.Evidence)
            {
                found++;
                string what = evidence.Format ?? evidence.Class.ToString();
                output.WriteLine($"{evidence.Path}: {evidence.Transform} gives {what}");
            }
        }

        Assert.Equal(0, found);
    }

    private static string Invariant(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
