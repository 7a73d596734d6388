using System.CommandLine;
using Xzact.Audit.Behaviour;
using Xzact.Audit.Case;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact behaviour --baseline CMD --candidate CMD</c>, or <c>--library-path A B -- CMD…</c>.</summary>
internal static class BehaviourCommandLine
{
    private static readonly Option<string?> s_baseline = new("--baseline")
    {
        Description = "The command with the version that is known, in one argument; NAME=VALUE in front sets a "
            + "variable. No shell is run.",
        HelpName = "CMD",
    };

    private static readonly Option<string?> s_candidate = new("--candidate")
    {
        Description = "The command with the new version.",
        HelpName = "CMD",
    };

    private static readonly Option<string[]> s_libraries = new("--library-path")
    {
        Description = "Run the command behind -- with the libraries of the first folder, then of the second.",
        HelpName = "FOLDER FOLDER",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> s_vary = new("--vary")
    {
        Description = "Count instructions with this variable and without it; may be given several times.",
        HelpName = "NAME[=VALUE]",
    };

    private static readonly Option<bool> s_varyOnly = new("--vary-only")
    {
        Description = "Vary only those given with --vary, not TERM, LANG, DISPLAY, DEBUG and LD_DEBUG.",
    };

    private static readonly Option<string[]> s_environment = new("--env")
    {
        Description = "A variable for both commands; they have only these and PATH.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<int> s_runs = Number(
        "--runs", "How often instructions are counted; the same number each time is exact.",
        BehaviourRequest.DefaultRuns, 1, 100);

    private static readonly Option<int> s_pairs = Number(
        "--pairs", "Pairs of runs whose times are compared. Default: 20 if instructions cannot be counted, else none.",
        -1, 0, BehaviourRequest.MaxPairs);

    private static readonly Option<int> s_timeout = Number(
        "--timeout", "Most seconds of one run; under valgrind a command takes 20 to 50 times as long.",
        (int)BehaviourRequest.DefaultRunTime.TotalSeconds, 1, 24 * 60 * 60);

    private static readonly Argument<string[]> s_command = new("command")
    {
        Description = "With --library-path, behind --: the command and its arguments.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(ToolConsole console)
    {
        ReportOptions reports = new();
        SettingsOptions settingsOptions = new(hasLedger: false);
        Command command = new(
            "behaviour", "Run a command with two versions of a library or program, and report what differs.")
        {
            s_command, s_baseline, s_candidate, s_libraries, s_vary, s_varyOnly, s_environment, s_runs, s_pairs,
            s_timeout,
        };
        settingsOptions.AddTo(command);
        reports.AddTo(command);
        command.Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            bool runs = result.GetResult(s_command) is { Tokens.Count: > 0 };
            bool isPair = Given(s_baseline) && Given(s_candidate) && !runs && !Given(s_libraries);
            bool isLibrary = Given(s_libraries) && runs && !Given(s_baseline) && !Given(s_candidate);
            if (!isPair && !isLibrary)
            {
                result.AddError("give --baseline and --candidate, or --library-path and a command behind --");
            }
        });
        s_libraries.Validators.Clear();
        s_libraries.Validators.Add(result =>
        {
            foreach (string folder in result.Tokens.Select(t => t.Value).Where(v => !Directory.Exists(v)))
            {
                result.AddError($"--library-path wants folders; '{folder}' is none.");
            }
        });
        s_environment.Validators.Clear();
        s_environment.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(t => t.Value)
                .Where(v => !v.Contains('=', StringComparison.Ordinal) || !BehaviourCommand.IsName(v.Split('=')[0])))
            {
                result.AddError($"--env wants NAME=VALUE; got '{value}'.");
            }
        });
        s_vary.Validators.Clear();
        s_vary.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(t => t.Value)
                .Where(v => !BehaviourCommand.IsName(v.Split('=')[0])))
            {
                result.AddError($"--vary wants NAME or NAME=VALUE; got '{value}'.");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(XzactCommand.Guard(console, () =>
        {
            UserSettings settings =
                settingsOptions.Read(arguments, console, arguments.GetValue(s_libraries) ?? []);
            ReportPlan plan = reports.Read(arguments, console, settings.Values);
            plan.Check();
            CaseReport report;
            using (ProgressLine? progress = ProgressLine.On(console))
            {
                report = BehaviourAudit.Run(Request(arguments) with
                {
                    Progress = progress,
                    Cancellation = cancellation,
                });
            }

            return plan.Finish(report, settings, console);
        })));
        return command;
    }

    private static BehaviourRequest Request(ParseResult arguments)
    {
        Dictionary<string, string> shared = Pairs(arguments.GetValue(s_environment));
        (BehaviourCommand baseline, BehaviourCommand candidate) = arguments.GetValue(s_libraries) is [var a, var b]
            ? (Plain(arguments).WithLibraries(a), Plain(arguments).WithLibraries(b))
            : (BehaviourCommand.Parse(arguments.GetValue(s_baseline)!),
                BehaviourCommand.Parse(arguments.GetValue(s_candidate)!));
        return new()
        {
            Baseline = new BehaviourCommand(baseline.Words, shared).With(baseline.Variables),
            Candidate = new BehaviourCommand(candidate.Words, shared).With(candidate.Variables),
            Varied = Pairs(arguments.GetValue(s_vary)),
            VariesUsual = !arguments.GetValue(s_varyOnly),
            Runs = arguments.GetValue(s_runs),
            Pairs = arguments.GetValue(s_pairs) is >= 0 and int pairs ? pairs : null,
            RunTime = TimeSpan.FromSeconds(arguments.GetValue(s_timeout)),
        };
    }

    private static BehaviourCommand Plain(ParseResult arguments) =>
        new(arguments.GetValue(s_command)!, new Dictionary<string, string>());

    private static Dictionary<string, string> Pairs(string[]? values) => (values ?? [])
        .Select(v => v.Split('=', 2)).GroupBy(pair => pair[0])
        .ToDictionary(g => g.Key, g => g.Last() is [_, var value] ? value : "1");

    private static Option<int> Number(string name, string description, int standard, int least, int most)
    {
        Option<int> option = new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, out int value) || value < least || value > most))
            {
                result.AddError($"{name} wants a number from {least} to {most}; got '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
