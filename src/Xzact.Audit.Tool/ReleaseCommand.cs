using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact release ARCHIVE --source REPO --tag TAG</c>.</summary>
internal static class ReleaseCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> archive = new("archive")
        {
            Description = "The release archive: tar, tar.gz, tar.xz, tar.bz2 or zip.",
        };
        Option<string> source = new("--source")
        {
            Description = "The git repository: work tree, bare repository or bundle.",
            HelpName = "REPO",
            Required = true,
        };
        Option<string> tag = new("--tag")
        {
            Description = "Exact name of the release tag.",
            HelpName = "TAG",
            Required = true,
        };
        ReportOptions reports = new();
        RegenerateOptions regenerate = new();
        LimitOptions limits = new();
        Command command = new("release", "Account for every file of a release archive against its tag.")
        {
            archive, source, tag,
        };
        regenerate.AddTo(command);
        reports.AddTo(command);
        limits.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            ReportPlan plan = reports.Read(arguments, console);
            plan.Check(arguments.GetValue(archive)!);
            CaseReport report;
            using TextWriter? log = regenerate.OpenLog(arguments, arguments.GetValue(archive)!);
            using (ProgressLine? progress = console.ErrorIsTerminal ? new(console.Error) : null)
            {
                report = ReleaseAudit.Run(new()
                {
                    ArchivePath = arguments.GetValue(archive)!,
                    SourcePath = arguments.GetValue(source)!,
                    Tag = arguments.GetValue(tag)!,
                    Limits = limits.Read(arguments),
                    Regeneration = regenerate.Read(arguments, progress, log),
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            if (!plan.ShowsText)
            {
                Complain(report, console);
            }

            return plan.Write(report, console);
        })));
        return command;
    }

    private static void Complain(CaseReport report, ToolConsole console)
    {
        foreach (CheckResult check in report.Results.Where(r => r.Outcome == Outcome.Incomplete))
        {
            XzactCommand.Complain(console, check.Reason);
        }

        foreach (Omission omission in report.NotLookedAt.Where(o => !o.IsOutOfScope))
        {
            XzactCommand.Complain(console, $"not looked at: {omission.What}: {omission.Why}");
        }
    }
}
