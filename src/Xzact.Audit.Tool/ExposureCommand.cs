using System.CommandLine;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact exposure --root DIR | --image TAR | --sbom FILE</c>.</summary>
internal static class ExposureCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<string?> root = new("--root")
        {
            Description = "A folder that holds the root of a system; / is this one.",
            HelpName = "DIR",
        };
        Option<string?> image = new("--image")
        {
            Description = "An image archive: an OCI layout, or what docker save writes, as tar.",
            HelpName = "TAR",
        };
        Option<string?> sbom = new("--sbom")
        {
            Description = "A list of parts: CycloneDX or SPDX 2 in JSON, or SPDX 2 as tags and values.",
            HelpName = "FILE",
        };
        Option<string[]> advisories = new("--advisories")
        {
            Description = "A folder or an archive (tar, zip) of records in the format of OSV; may be given several "
                + "times. Nothing is fetched.",
            HelpName = "DIR|ARCHIVE",
        };
        Option<bool> packagesOnly = new("--packages-only")
        {
            Description = "Do not look into files for copies of libraries.",
        };
        Option<string[]> exclude = new("--exclude")
        {
            Description = "A folder of the root that is not searched for copies; may be given several times. The "
                + "report says so.",
            HelpName = "PATH",
        };
        SettingsOptions settingsOptions = new(hasLedger: false);
        ReportOptions reports = new();
        LimitOptions limits = new();
        Command command = new("exposure", "Say which packages and files known-bad versions are in.")
        {
            root, image, sbom, advisories, packagesOnly, exclude,
        };
        settingsOptions.AddTo(command);
        reports.AddTo(command);
        limits.AddTo(command);
        command.Validators.Add(result =>
        {
            Option[] inputs = [root, image, sbom];
            if (inputs.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("give one of --root, --image and --sbom: what is to be looked at?");
            }

            if (result.GetResult(exclude) is not null && result.GetResult(root) is null)
            {
                result.AddError("--exclude leaves out folders of a --root");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            string[] audited = arguments.GetValue(root) is { } folder && folder != "/" ? [folder] : [];
            UserSettings settings = settingsOptions.Read(arguments, console, audited);
            ReportPlan plan = reports.Read(arguments, console, settings.Values);
            string[] inputs = [.. new[] { arguments.GetValue(image), arguments.GetValue(sbom) }.OfType<string>()];
            plan.Check(inputs);
            CaseReport report;
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = ExposureAudit.Run(new()
                {
                    RootPath = arguments.GetValue(root),
                    ImagePath = arguments.GetValue(image),
                    SbomPath = arguments.GetValue(sbom),
                    Advisories = arguments.GetValue(advisories) ?? [],
                    Excluded = arguments.GetValue(exclude) ?? [],
                    LooksIntoFiles = !arguments.GetValue(packagesOnly),
                    Limits = limits.Read(arguments),
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            return plan.Finish(report, settings, console);
        })));
        return command;
    }
}
