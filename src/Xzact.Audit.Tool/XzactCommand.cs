using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary>The root command: reads arguments, runs a verb, turns errors into messages and exit codes.</summary>
internal static class XzactCommand
{
    /// <summary>Runs the tool.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, ToolConsole console, CancellationToken cancellation = default)
    {
        RootCommand root = new("Accounts for every byte of a release, and reports what nothing explains.")
        {
            ReleaseCommand.Create(console),
            ScanCommand.Create(console),
            BuildCommand.Create(console),
            ExposureCommand.Create(console),
            PeopleCommand.Create(console),
            BinaryCommand.Create(console),
            BehaviourCommandLine.Create(console),
            AuditCommand.Create(console),
            DemoCommand.Create(console),
            RulesCommand.Create(console),
            IndexCommand.Create(console),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelpAction((HelpAction)help.Action!);

        // A response file would be read from a path in the arguments, which may be a name out of an archive.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] complaints =
        [
            .. parsed.Errors.Count > 0 ? UsageComplaint.Of(parsed) : UsageComplaint.OfEmptyValues(parsed),
        ];
        if (complaints.Length > 0 && parsed.Action is not ExamplesHelpAction)
        {
            foreach (string complaint in complaints)
            {
                Complain(console, complaint);
            }

            string verbs = string.Concat(Path(parsed.CommandResult).Select(verb => verb + " "));
            console.Error.WriteLine($"Try 'xzact {verbs}--help'.");
            return ExitCodes.Usage;
        }

        int code = await GuardAsync(console, () => parsed.InvokeAsync(
            new()
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
            },
            cancellation)).ConfigureAwait(false);

        // What cannot be shown was not reported, whatever the verb made of it.
        int shown = Guard(console, () =>
        {
            console.Out.Flush();
            return ExitCodes.Clean;
        });
        return shown == ExitCodes.Clean ? code : shown;
    }

    private static IEnumerable<string> Path(CommandResult result) => result.Parent is CommandResult above
        ? Path(above).Append(result.Command.Name)
        : [];

    /// <summary>Runs the body of a verb; exceptions become one line on standard error and an exit code.</summary>
    public static int Guard(ToolConsole console, Func<int> body) =>
        GuardAsync(console, () => Task.FromResult(body())).GetAwaiter().GetResult();

    private static async Task<int> GuardAsync(ToolConsole console, Func<Task<int>> body)
    {
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Complain(console, "interrupted; nothing was judged");
            return ExitCodes.Interrupted;
        }
        catch (Exception e)
        {
            int code = ExitCodes.Of(e);
            if (code != ExitCodes.Internal)
            {
                Complain(console, e is IOException or UnauthorizedAccessException ? FileFailure.Reason(e) : e.Message);
                return code;
            }

            Complain(console, "internal error, please report it; XZACT_DEBUG=1 shows the details");
            foreach (string line in console.Variable("XZACT_DEBUG") is "1" ? e.ToString().Split('\n') : [])
            {
                console.Error.WriteLine(Sanitizer.Clean(line.TrimEnd()));
            }

            return code;
        }
    }

    /// <summary>Says on standard error what of a case could not be examined.</summary>
    public static void ComplainOfGaps(CaseReport report, ToolConsole console)
    {
        foreach (CheckResult check in report.Results.Where(r => r.Outcome == Outcome.Incomplete))
        {
            Complain(console, check.Reason);
        }

        foreach (Omission omission in report.NotLookedAt.Where(o => !o.IsOutOfScope))
        {
            Complain(console, $"not looked at: {omission.What}: {omission.Why}");
        }
    }

    /// <summary>Writes one sentence, on one line, to standard error.</summary>
    public static void Complain(ToolConsole console, string message) =>
        console.Error.WriteLine("xzact: " + Prose.Sentence(Sanitizer.Clean(message)));
}
