using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Explanations;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact release ARCHIVE --source REPO --tag TAG</c>.</summary>
internal static class ReleaseCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string[]> archive = new("archive")
        {
            Description = "The release archive: tar, tar.gz, tar.xz, tar.bz2, tar.lz or zip, or a package that names "
                + "it: .dsc, .spec, .src.rpm or PKGBUILD. More of them are other forms of the same release, which must "
                + "hold the same files.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> source = new("--source")
        {
            Description = "The git repository: work tree, bare repository or bundle. More of them are for the tag's "
                + "submodules.",
            HelpName = "REPO",
        };
        Option<string?> previous = new("--previous")
        {
            Description = "The archive of the release before; without --source it is all that is compared with.",
            HelpName = "ARCHIVE",
        };
        Option<string?> tag = new("--tag")
        {
            Description = "Exact name of the release tag. Without it: the one tag with the version of the archive's "
                + "name.",
            HelpName = "TAG",
        };
        ReportOptions reports = new();
        RegenerateOptions regenerate = new();
        LimitOptions limits = new();
        SettingsOptions settingsOptions = new();
        Command command = new("release", "Account for every file of a release archive against its tag.")
        {
            archive, source, tag, previous,
        };
        regenerate.AddTo(command);
        reports.AddTo(command);
        limits.AddTo(command);
        settingsOptions.AddTo(command);
        archive.Validators.Add(result =>
        {
            // What begins like an option is a slip; a file of such a name can be called ./-name.
            foreach (string word in result.Tokens.Select(t => t.Value).Where(v => v.StartsWith('-')))
            {
                result.AddError(UsageComplaint.About(word, command));
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(source) is null && result.GetResult(previous) is null
                && result.GetResult(archive) is { Tokens.Count: 1 })
            {
                result.AddError(
                    "--source, --previous or a second archive is missing: there is nothing to compare with");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            string[] audited = arguments.GetValue(source) ?? [];
            string[] archives = arguments.GetValue(archive)!;
            string? before = arguments.GetValue(previous);
            UserSettings settings = settingsOptions.Read(arguments, console, audited);
            ExplanationLedger? ledgerIn = settingsOptions.ReadLedger(arguments, audited);
            ReportPlan plan = reports.Read(arguments, console, settings.Values) with
            {
                LedgerFile = settingsOptions.LedgerOut(arguments),
            };
            plan.Check([.. archives, .. before is null ? [] : (string[])[before]]);
            CaseReport report;
            using TextWriter? log = regenerate.OpenLog(arguments, archives[0]);
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = ReleaseAudit.Run(new()
                {
                    ArchivePath = archives[0],
                    OtherArchives = archives[1..],
                    SourcePath = audited.FirstOrDefault(),
                    MoreSources = [.. audited.Skip(1)],
                    PreviousPath = before,
                    Tag = arguments.GetValue(tag),
                    LedgerIn = ledgerIn,
                    Limits = limits.Read(arguments),
                    Regeneration = regenerate.Read(
                        arguments, (IProgress<string>?)progress ?? new StepLines(console.Error), log),
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            report = settings.Apply(report);
            if (plan.LedgerFile is string ledger)
            {
                OutputFile.WriteText(ledger, ExplanationLedger.After(report, ledgerIn).Write);
            }

            return plan.Finish(report, console);
        })));
        return command;
    }
}
