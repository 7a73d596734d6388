using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Rules;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact scan PATH</c>.</summary>
internal static class ScanCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> path = new("path")
        {
            Description = "A source tree: a folder, or an archive (tar, tar.gz, tar.xz, tar.bz2, tar.lz or zip).",
        };
        Option<string[]> without = new("--without")
        {
            Description = "A rule to leave out, for measurements; may be given again. The report says so.",
            HelpName = "RULE",
        };
        Option<string?> manifest = new("--manifest")
        {
            Description = "The project's own list of its opaque files: does it agree with the tree? It is a claim.",
            HelpName = "FILE",
        };
        Option<string?> draft = new("--manifest-out")
        {
            Description = "Write such a list to this file, for people to fill in; what --manifest says is kept where "
                + "it holds.",
            HelpName = "FILE",
        };
        ReportOptions reports = new();
        LimitOptions limits = new();
        SettingsOptions settingsOptions = new(hasLedger: false);
        Command command = new("scan", "Find what can become code in a source tree, and who would run it.")
        {
            path, without, manifest, draft,
        };
        reports.AddTo(command);
        limits.AddTo(command);
        settingsOptions.AddTo(command);
        path.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(t => t.Value).Where(v => v.StartsWith('-')))
            {
                result.AddError(UsageComplaint.About(word, command));
            }
        });
        without.Validators.Add(result =>
        {
            string there = string.Join(", ", RuleCatalog.StoryRuleIds);
            foreach (string rule in result.Tokens.Select(t => t.Value).Except(RuleCatalog.StoryRuleIds))
            {
                result.AddError($"'{rule}' is no rule of scan; there are {there}.");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            string scanned = arguments.GetValue(path)!;
            string[] audited = Directory.Exists(scanned) ? [scanned] : [];
            UserSettings settings = settingsOptions.Read(arguments, console, audited);
            string? listPath = arguments.GetValue(manifest);
            string? draftPath = arguments.GetValue(draft);
            ReportPlan plan = reports.Read(arguments, console, settings.Values) with { LedgerFile = draftPath };
            plan.Check([scanned, .. listPath is null ? [] : (string[])[listPath]]);
            HashSet<string> left = [.. arguments.GetValue(without) ?? []];
            settings = settings with
            {
                Notices =
                [
                    .. settings.Notices,
                    .. left.Order().Select(rule => new Evidence($"{rule} was left out by --without")),
                ],
            };
            CaseReport report;
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = ScanAudit.Run(new()
                {
                    Path = scanned,
                    Limits = limits.Read(arguments),
                    WithoutRules = left,
                    Manifest = listPath is null ? null : OpaqueManifest.Read(listPath),
                    ManifestPath = listPath,
                    Drafted = draftPath is null ? null : list => OutputFile.WriteText(draftPath, list.Write),
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            return plan.Finish(report, settings, console);
        })));
        return command;
    }
}
