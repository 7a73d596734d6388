using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact build -- COMMAND…</c>: runs a build, watches it, and reports what it did.</summary>
internal static class BuildCommand
{
    public static Command Create(ToolConsole console)
    {
        BuildOptions options = new();
        ReportOptions reports = new();
        SettingsOptions settingsOptions = new(hasLedger: false);
        Command command = new("build", "Run a build in a sandbox, watch it, and report what needs a look.");
        options.AddTo(command);
        reports.AddTo(command);
        settingsOptions.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            UserSettings settings = settingsOptions.Read(arguments, console, options.Audited(arguments));
            ReportPlan plan = reports.Read(arguments, console, settings.Values) with
            {
                LedgerFile = options.RecordFile(arguments),
            };
            plan.Check(options.Records(arguments));
            WitnessQuestion question = options.Question(arguments);
            CaseReport report = options.Judged(arguments) is string record
                ? WitnessAudit.Judge(record, question)
                : Run(options, arguments, question, plan.LedgerFile, console, cancellation);
            // What a build that failed would have done is no detail: its findings, if any, are not all.
            return (WitnessAudit.IsWhole(report) ? plan : plan with { Strict = true })
                .Finish(report, settings, console);
        })));
        return command;
    }

    private static CaseReport Run(
        BuildOptions options, ParseResult arguments, WitnessQuestion question, string? recordFile,
        ToolConsole console, CancellationToken cancellation)
    {
        using TextWriter? log = options.OpenLog(arguments);
        using ProgressLine? progress = ProgressLine.On(console);
        CaseReport report = WitnessAudit.Run(
            options.Request(arguments) with
            {
                Printed = line =>
                {
                    log?.WriteLine(line);
                    progress?.Report(line);
                },
                Cancellation = cancellation,
            },
            question,
            recordFile is null ? null : write => OutputFile.Write(recordFile, stream => write(recordFile, stream)));
        progress?.Dispose();
        return report;
    }
}
