using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Reports;
using Xzact.Audit.Tool.Demo;

namespace Xzact.Audit.Tool;

/// <summary>
/// <c>xzact demo</c>: makes an inert look-alike of a backdoored release and its clean twin, audits both, and fails if
/// the look-alike is missed or the twin is not clean.
/// </summary>
internal static class DemoCommand
{
    private static readonly string[] s_expectedRules = ["D01", "D03", "D10", "D13"];

    public static Command Create(ToolConsole console)
    {
        Option<string?> folder = new("--output", "-o")
        {
            Description = "Folder to work in; the default is a new temporary folder.",
            HelpName = "FOLDER",
        };
        Command command = new("demo", "Make an inert look-alike of a backdoored release, audit it and its clean twin.")
        {
            folder,
        };
        command.SetAction(arguments => XzactCommand.Guard(console, () => Run(arguments.GetValue(folder), console)));
        return command;
    }

    private static int Run(string? requested, ToolConsole console)
    {
        TextWriter output = console.Out;
        string? kept = requested is null ? null : EmptyFolder(requested);
        output.WriteLine("xzact demo: makes an invented project, its release archive and one macro that only");
        output.WriteLine("the archive holds, audits it, and audits a clean twin beside it.");
        output.WriteLine("Everything is inert data; nothing of it is executed.");
        output.WriteLine();
        output.Flush();
        string folder = kept ?? Directory.CreateTempSubdirectory("xzact-demo-").FullName;
        string source = Path.Combine(folder, "demosum.git");
        string shipped = Path.Combine(folder, "shipped", DemoProject.Name + DemoArchive.Extension);
        string twin = Path.Combine(folder, "clean-twin", DemoProject.Name + DemoArchive.Extension);
        DemoRepository.Create(source);
        Directory.CreateDirectory(Path.GetDirectoryName(shipped)!);
        Directory.CreateDirectory(Path.GetDirectoryName(twin)!);
        DemoFile[] tracked = [.. DemoProject.FirstCommit, .. DemoProject.SecondCommit];
        DemoArchive.Write(twin, tracked);
        DemoArchive.Write(shipped, [.. tracked, DemoProject.Planted]);

        ReportStyle style = new(ToolVersion.Current, console.UsesColor("auto"));
        output.WriteLine("1. The shipped archive");
        output.WriteLine();
        CaseReport shippedCase = Audit(shipped, source, style, output);
        output.WriteLine();
        output.WriteLine("2. Its clean twin, made from the tag alone");
        output.WriteLine();
        CaseReport twinCase = Audit(twin, source, style, output);
        output.WriteLine();

        string page = Path.Combine(folder, "report.html");
        ReportOptions.WriteFile(shippedCase, ReportFormat.Html, page);
        ReportOptions.WriteFile(twinCase, ReportFormat.Html, Path.Combine(folder, "report-clean-twin.html"));
        output.WriteLine("What this demonstration cannot see: it traces no build, and it does not decode the fixture");
        output.WriteLine("tests/fixtures/bad-corrupt.xz, which is \"corrupt\" until four byte values trade places.");
        output.WriteLine();
        if (kept is null)
        {
            // What was made is not the user's; only the reports stay.
            Array.ForEach(Directory.GetDirectories(folder), made => Directory.Delete(made, recursive: true));
            output.WriteLine("Archives and repository are removed again; 'xzact demo --output FOLDER' keeps them.");
        }

        output.WriteLine("The ledger as a picture: " + Sanitizer.Clean(page));
        return Verify(shippedCase, twinCase, console);
    }

    /// <summary>The full path of a folder that holds nothing or is not there yet.</summary>
    /// <exception cref="AuditInputException">It holds something.</exception>
    private static string EmptyFolder(string requested)
    {
        string folder = Path.GetFullPath(requested);
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            ? throw new AuditInputException($"{requested}: the folder is not empty; the demo wants one of its own")
            : folder;
    }

    private static CaseReport Audit(string archive, string source, ReportStyle style, TextWriter output)
    {
        CaseReport report = ReleaseAudit.Run(new()
        {
            ArchivePath = archive,
            SourcePath = source,
            Tag = DemoProject.Tag,
        });
        ReportWriters.Create(ReportFormat.Text, style).Write(report, output);
        return report;
    }

    private static int Verify(CaseReport shipped, CaseReport twin, ToolConsole console)
    {
        List<string> failures = [.. Failures(shipped, twin)];
        foreach (string failure in failures)
        {
            XzactCommand.Complain(console, "the demonstration failed: " + failure);
        }

        return failures.Count == 0 ? ExitCodes.Clean : ExitCodes.Internal;
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

        if (twin.Ledger.Unexplained.Any() || twin.Findings.Count > 0 || twin.Ledger.Entries.Count == 0)
        {
            yield return "the clean twin should have nothing unexplained";
        }

        if (shipped.IsIncomplete || twin.IsIncomplete)
        {
            yield return "an audit was incomplete";
        }
    }
}
