using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Chain;
using Xzact.Audit.Release;
using Xzact.Audit.Reports;
using Xzact.Audit.Tool.Demo;

namespace Xzact.Audit.Tool;

/// <summary>
/// <c>xzact demo</c>: makes an inert look-alike of a backdoored release, looks into every link of its chain, audits its
/// clean twin, and fails if the look-alike is missed or the twin is not clean.
/// </summary>
internal static class DemoCommand
{
    private const string Page = "report.html";
    private const string TwinPage = "report-clean-twin.html";

    public static Command Create(ToolConsole console)
    {
        Option<string?> folder = new("--output", "-o")
        {
            Description = "Folder to work in; the default is a new temporary folder.",
            HelpName = "FOLDER",
        };
        Option<bool> readOnly = new("--read-only")
        {
            Description = "Run nothing: leave out the build, what it makes, and how that behaves.",
        };
        Command command = new(
            "demo", "Make an inert look-alike of a backdoored release, and audit its whole chain and its clean twin.")
        {
            folder, readOnly,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(
            console,
            () => Run(arguments.GetValue(folder), !arguments.GetValue(readOnly), console, cancellation))));
        return command;
    }

    private static int Run(string? requested, bool runs, ToolConsole console, CancellationToken cancellation)
    {
        string folder = requested is null
            ? Directory.CreateTempSubdirectory("xzact-demo-").FullName
            : EmptyFolder(requested);
        try
        {
            return RunIn(folder, runs, console, cancellation);
        }
        catch when (requested is null)
        {
            // What was begun is of no use, and perhaps nobody could read where it is.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static int RunIn(string folder, bool runs, ToolConsole console, CancellationToken cancellation)
    {
        TextWriter output = console.Out;
        output.WriteLine("xzact demo: makes an invented project, its release archive and one macro that");
        output.WriteLine("only the archive holds, follows it from people to behaviour, and audits a clean");
        output.WriteLine(runs
            ? "twin beside it. Everything is inert. A build is run in a sandbox, whose sink is a\n"
                + "copy of a file, and a program that adds two numbers. It is made in the folder"
            : "twin beside it. Everything is inert, and nothing of it is run. It is made in the folder");
        output.WriteLine("  " + Sanitizer.Clean(folder));
        output.WriteLine();
        output.Flush();
        (CaseReport shipped, CaseReport twin) = Show(folder, runs, console, cancellation);
        output.WriteLine("What was planted: a macro that no tag has, and a test file that its steps turn into");
        output.WriteLine("a script. The build, the library and the machine are made to show their links; what");
        output.WriteLine("the library does is no work of the macro. For a release of your own:");
        output.WriteLine("  xzact audit foo-1.0.tar.xz --source foo.git --tag v1.0 --report html=foo.html");
        output.WriteLine();
        output.WriteLine("The chain as a picture, for a browser:");
        output.WriteLine("  " + Sanitizer.Clean(Path.Combine(folder, Page)));
        output.WriteLine("and the ledger of the clean twin:");
        output.WriteLine("  " + Sanitizer.Clean(Path.Combine(folder, TwinPage)));
        output.WriteLine("All of it stays, so that the commands above work. To remove it:");
        output.WriteLine("  rm -r " + Sanitizer.Clean(ShellText.Quote(folder)));
        output.Flush();
        return Verify(shipped, twin, console);
    }

    private static (CaseReport Shipped, CaseReport Twin) Show(
        string folder, bool runs, ToolConsole console, CancellationToken cancellation)
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
        output.WriteLine("1. The shipped archive, and what became of it");
        output.WriteLine();
        CaseReport shippedCase;
        using (ProgressLine? progress = ProgressLine.On(console))
        {
            shippedCase = ChainAudit.Run(DemoChain.Request(
                folder, shipped, source, runs, missing => output.WriteLine(missing + "\n"), progress, cancellation));
        }

        ReportWriters.Create(ReportFormat.Text, style).Write(shippedCase, output);
        output.WriteLine();
        output.WriteLine("2. Its clean twin, made from the tag alone");
        output.WriteLine();
        CaseReport twinCase = ReleaseAudit.Run(new()
        {
            ArchivePath = twin,
            SourcePath = source,
            Tag = DemoProject.Tag,
            Cancellation = cancellation,
        });
        ReportWriters.Create(ReportFormat.Text, style).Write(twinCase, output);
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

    private static int Verify(CaseReport shipped, CaseReport twin, ToolConsole console)
    {
        List<string> failures = [.. DemoChain.Failures(shipped, twin)];
        foreach (string failure in failures)
        {
            XzactCommand.Complain(console, "the demonstration failed: " + failure);
        }

        return failures.Count == 0 ? ExitCodes.Clean : ExitCodes.Internal;
    }
}
