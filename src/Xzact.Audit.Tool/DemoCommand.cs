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

    private const string Page = "report.html";
    private const string TwinPage = "report-clean-twin.html";

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
        string folder = requested is null
            ? Directory.CreateTempSubdirectory("xzact-demo-").FullName
            : EmptyFolder(requested);
        try
        {
            return RunIn(folder, console);
        }
        catch when (requested is null)
        {
            // What was begun is of no use, and perhaps nobody could read where it is.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static int RunIn(string folder, ToolConsole console)
    {
        TextWriter output = console.Out;
        output.WriteLine("xzact demo: makes an invented project, its release archive and one macro that");
        output.WriteLine("only the archive holds, audits it, and audits a clean twin beside it.");
        output.WriteLine("Everything is inert data; nothing of it is executed. It is made in the folder");
        output.WriteLine("  " + Sanitizer.Clean(folder));
        output.WriteLine();
        output.Flush();
        (CaseReport shipped, CaseReport twin) = Show(folder, console);
        output.WriteLine("What this demonstration cannot see: it traces no build, and it does not decode");
        output.WriteLine("the fixture tests/fixtures/bad-corrupt.xz, which is \"corrupt\" until four byte");
        output.WriteLine("values trade places.");
        output.WriteLine();
        output.WriteLine("The ledger as a picture, for a browser:");
        output.WriteLine("  " + Sanitizer.Clean(Path.Combine(folder, Page)));
        output.WriteLine("and that of the clean twin:");
        output.WriteLine("  " + Sanitizer.Clean(Path.Combine(folder, TwinPage)));
        output.WriteLine("All of it stays, so that the commands above work. To remove it:");
        output.WriteLine("  rm -r " + Sanitizer.Clean(ShellText.Quote(folder)));
        output.Flush();
        return Verify(shipped, twin, console);
    }

    private static (CaseReport Shipped, CaseReport Twin) Show(string folder, ToolConsole console)
    {
        TextWriter output = console.Out;
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
        ReportPlan.WriteFile(shippedCase, ReportFormat.Html, Path.Combine(folder, Page));
        ReportPlan.WriteFile(twinCase, ReportFormat.Html, Path.Combine(folder, TwinPage));
        return (shippedCase, twinCase);
    }

    /// <summary>The full path of a folder that holds nothing or is not there yet.</summary>
    /// <exception cref="AuditInputException">It holds something, or is a file.</exception>
    private static string EmptyFolder(string requested)
    {
        string folder = Path.GetFullPath(requested);
        if (File.Exists(folder))
        {
            throw new AuditInputException($"{requested} is a file; the demo wants a folder");
        }

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
