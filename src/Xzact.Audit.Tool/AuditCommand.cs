using System.CommandLine;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Chain;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact audit [ARCHIVE] …</c>: every link that the given evidence allows, as one case.</summary>
internal static class AuditCommand
{
    public static Command Create(ToolConsole console)
    {
        ChainOptions options = new();
        RegenerateOptions regenerate = new();
        ReportOptions reports = new();
        LimitOptions limits = new();
        SettingsOptions settingsOptions = new();
        Command command = new("audit", "Look into every link that is given, from people to behaviour, as one case.");
        options.AddTo(command);
        regenerate.AddTo(command);
        reports.AddTo(command);
        limits.AddTo(command);
        settingsOptions.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            string[] audited = options.Audited(arguments);
            UserSettings settings = settingsOptions.Read(arguments, console, audited);
            ReportPlan plan = reports.Read(arguments, console, settings.Values) with
            {
                LedgerFile = settingsOptions.LedgerOut(arguments),
            };
            plan.Check(options.Inputs(arguments));
            CaseReport report;
            Release.Explanations.ExplanationLedger? ledgerIn = settingsOptions.ReadLedger(arguments, audited);
            ArchiveLimits bounds = limits.Read(arguments);
            using TextWriter? log = regenerate.OpenLog(arguments, options.Archive(arguments) ?? "audit");
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                ChainRequest request = options.Request(arguments, bounds, progress, cancellation);
                if (request.Release is null && (ledgerIn is not null || plan.LedgerFile is not null
                    || regenerate.Read(arguments, null, log) is not null))
                {
                    throw new AuditInputException(
                        "--regenerate, --ledger-in and --ledger-out are about an archive and --source or --previous");
                }

                report = ChainAudit.Run(request with
                {
                    Release = request.Release is null ? null : request.Release with
                    {
                        LedgerIn = ledgerIn,
                        Regeneration = regenerate.Read(
                            arguments, (IProgress<string>?)progress ?? new StepLines(console.Error), log),
                    },
                    Suppress = settings.Apply,
                });
            }

            if (plan.LedgerFile is string ledger)
            {
                OutputFile.WriteText(
                    ledger, Release.Explanations.ExplanationLedger.After(report, ledgerIn).Write);
            }

            return plan.Finish(report, console);
        })));
        return command;
    }
}
