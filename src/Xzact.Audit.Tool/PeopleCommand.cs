using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.People;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact people REPO [--mbox FILE…]</c>.</summary>
internal static class PeopleCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> repository = new("REPO")
        {
            Description = "A work tree, a bare repository, or a bundle. Nothing of it is run.",
        };
        Option<string[]> mbox = new("--mbox")
        {
            Description = "A mailbox of the project's list in the format mbox; may be given several times.",
            HelpName = "FILE",
        };
        Option<bool> names = new("--names")
        {
            Description = "Say who the numbers are, on a terminal only: for your own project. No report holds names.",
        };
        SettingsOptions settingsOptions = new(hasLedger: false);
        ReportOptions reports = new();
        Command command = new("people", "Say who could change a project when, and whether its checks got weaker.")
        {
            repository, mbox, names,
        };
        settingsOptions.AddTo(command);
        reports.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            if (arguments.GetValue(names) && !console.OutIsTerminal)
            {
                throw new AuditInputException(
                    "--names is for a terminal, and standard output is none; no file gets names");
            }

            string path = arguments.GetValue(repository)!;
            string[] mailboxes = arguments.GetValue(mbox) ?? [];
            UserSettings settings = settingsOptions.Read(arguments, console, [path]);
            ReportPlan plan = reports.Read(arguments, console, settings.Values);
            plan.Check(mailboxes);
            IReadOnlyList<string> known = [];
            CaseReport report;
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = PeopleAudit.Run(new()
                {
                    RepositoryPath = path,
                    Mailboxes = mailboxes,
                    Names = arguments.GetValue(names) ? list => known = list : null,
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            int code = plan.Finish(report, settings, console);
            for (int i = 0; i < known.Count; i++)
            {
                console.Out.WriteLine($"  P{i + 1,-6} {Sanitizer.Clean(known[i])}");
            }

            return code;
        })));
        return command;
    }
}
