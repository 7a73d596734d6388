using System.CommandLine;
using Xzact.Audit.Binary;
using Xzact.Audit.Case;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact binary FILE|DIR|DEB [--compare OTHER]</c> and <c>xzact binary --daemon PROGRAM</c>.</summary>
internal static class BinaryCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string?> path = new("FILE|DIR|DEB")
        {
            Description = "An ELF file, a folder, a Debian package, a library of objects or an archive.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> compare = new("--compare")
        {
            Description = "Another build or version of it, the older one; say in what they differ.",
            HelpName = "OTHER",
        };
        Option<bool> sameSource = new("--same-source")
        {
            Description = "Both are built from one source in one environment: any difference of code is Critical.",
        };
        Option<string?> daemon = new("--daemon")
        {
            Description = "A program, by its path in the root: look into every library that it loads.",
            HelpName = "PROGRAM",
        };
        Option<string> root = new("--root")
        {
            Description = "The folder that holds the root of the program's system.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "/",
        };
        Option<string?> source = new("--source")
        {
            Description = "The source tree; names of compiled files that it lacks are reported.",
            HelpName = "DIR",
        };
        Option<string?> signatures = new("--signatures")
        {
            Description = "Published byte signatures: lines of hexadecimal digits and what they show.",
            HelpName = "FILE",
        };
        SettingsOptions settingsOptions = new(hasLedger: false);
        ReportOptions reports = new();
        LimitOptions limits = new();
        Command command = new("binary", "Say what in binaries their source or the build before does not explain.")
        {
            path, compare, sameSource, daemon, root, source, signatures,
        };
        settingsOptions.AddTo(command);
        reports.AddTo(command);
        limits.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(path) is null) == (result.GetValue(daemon) is null))
            {
                result.AddError("give a file, folder or package, or --daemon: what is to be looked at?");
            }
            else if (result.GetValue(daemon) is not null && result.GetValue(compare) is not null)
            {
                result.AddError("--compare goes with a file, folder or package and not with --daemon");
            }
            else if (result.GetValue(sameSource) && result.GetValue(compare) is null)
            {
                result.AddError("--same-source says something about --compare, which was not given");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            string[] given = [.. new[] { arguments.GetValue(path), arguments.GetValue(compare) }.OfType<string>()];
            UserSettings settings =
                settingsOptions.Read(arguments, console, [.. given.Where(g => Directory.Exists(g) && g != "/")]);
            ReportPlan plan = reports.Read(arguments, console, settings.Values);
            plan.Check([.. given.Where(File.Exists)]);
            CaseReport report;
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = BinaryAudit.Run(new()
                {
                    Path = arguments.GetValue(path),
                    ComparePath = arguments.GetValue(compare),
                    IsSameSource = arguments.GetValue(sameSource),
                    Daemon = arguments.GetValue(daemon),
                    Root = arguments.GetValue(root)!,
                    SourcePath = arguments.GetValue(source),
                    SignaturesPath = arguments.GetValue(signatures),
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
