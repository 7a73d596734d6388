using System.CommandLine;
using System.CommandLine.Parsing;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tool;

/// <summary>What <c>xzact build</c> is told besides its reports.</summary>
internal sealed class BuildOptions
{
    private readonly Argument<string[]> _command = new("command")
    {
        Description = "Behind --: the command that builds, and its arguments.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _folder = new("--folder", "-C")
    {
        Description = "The tree to build. In the sandbox a copy of it is built, and it stays as it is.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string?> _record = new("--record")
    {
        Description = "Write what was seen to this file; compressed if its name ends in .xz.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _audit = new("--audit")
    {
        Description = "Judge a record that --record wrote, and run nothing.",
        HelpName = "RECORD",
    };

    private readonly Option<string[]> _compare = new("--compare")
    {
        Description = "Judge the second of two records, and what it does that the first did not.",
        HelpName = "RECORD RECORD",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _network = new("--allow-network")
    {
        Description = "Let the build reach the network; the report says so.",
    };

    private readonly Option<bool> _noSandbox = new("--no-sandbox")
    {
        Description = "Run the build in the folder itself, with all your rights; the report says so.",
    };

    private readonly Option<WitnessTracer> _tracer = new("--tracer")
    {
        Description = "By what the build is watched: kernel, or strace, which costs more.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _environment = new("--env")
    {
        Description = "A variable for the build; in the sandbox it has only these, PATH, HOME, LC_ALL=C and TZ=UTC.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Most seconds that the build may take.",
        HelpName = "N",
        DefaultValueFactory = _ => (int)WitnessRequest.DefaultTimeLimit.TotalSeconds,
    };

    private readonly Option<string?> _log = new("--log")
    {
        Description = "Write what the build prints to this file.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "The project's git repository: which scripts that were run does the tag not have?",
        HelpName = "REPO",
    };

    private readonly Option<string?> _tag = new("--tag")
    {
        Description = "Exact name of the release tag.",
        HelpName = "TAG",
    };

    /// <summary>Adds all of it to a command.</summary>
    public void AddTo(Command command)
    {
        const int Longest = 24 * 60 * 60;
        command.Arguments.Add(_command);
        foreach (Option option in (Option[])
            [_folder, _record, _audit, _compare, _network, _noSandbox, _tracer, _environment, _timeout, _log, _source,
                _tag])
        {
            command.Options.Add(option);
        }

        _timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, out int value) || value is <= 0 or > Longest))
            {
                result.AddError($"--timeout wants seconds from 1 to {Longest}; got '{result.Tokens[0].Value}'.");
            }
        });
        _environment.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(t => t.Value).Where(v => v.IndexOf('=') <= 0))
            {
                result.AddError($"--env wants NAME=VALUE; got '{value}'.");
            }
        });
        command.Validators.Add(Check);
    }

    /// <summary>The record that is to be judged; null if a build is to be run.</summary>
    public string? Judged(ParseResult arguments) =>
        arguments.GetValue(_compare) is [_, var second] ? second : arguments.GetValue(_audit);

    /// <summary>The folders that are audited; settings that lie in one are not read.</summary>
    public string[] Audited(ParseResult arguments)
    {
        string? folder = Judged(arguments) is null ? arguments.GetValue(_folder) : null;
        return [.. new[] { folder, arguments.GetValue(_source) }.OfType<string>().Where(Directory.Exists)];
    }

    /// <summary>The records that are read.</summary>
    public IEnumerable<string> Records(ParseResult arguments) =>
        (arguments.GetValue(_compare) ?? []).Append(arguments.GetValue(_audit)).OfType<string>();

    /// <summary>Where the record goes; null if none is kept.</summary>
    public string? RecordFile(ParseResult arguments) => arguments.GetValue(_record);

    /// <summary>What a record is judged with.</summary>
    public WitnessQuestion Question(ParseResult arguments) => new()
    {
        SourcePath = arguments.GetValue(_source),
        Tag = arguments.GetValue(_tag),
        ComparedPath = arguments.GetValue(_compare) is [var first, _] ? first : null,
    };

    /// <summary>What is to be run.</summary>
    public WitnessRequest Request(ParseResult arguments) => new()
    {
        Command = arguments.GetValue(_command)!,
        Folder = arguments.GetValue(_folder)!,
        AllowNetwork = arguments.GetValue(_network),
        WithoutSandbox = arguments.GetValue(_noSandbox),
        Tracer = arguments.GetValue(_tracer),
        TimeLimit = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
        Environment = (arguments.GetValue(_environment) ?? []).Select(v => v.Split('=', 2))
            .GroupBy(pair => pair[0]).ToDictionary(g => g.Key, g => g.Last()[1]),
    };

    /// <summary>Opens the file for what is printed; null if none was asked for.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public TextWriter? OpenLog(ParseResult arguments)
    {
        string? file = arguments.GetValue(_log);
        try
        {
            return file is null ? null : new StreamWriter(file, append: false) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(file!, e);
        }
    }

    private void Check(CommandResult result)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        bool runs = result.GetResult(_command) is { Tokens.Count: > 0 };
        int asked = (runs ? 1 : 0) + (Given(_audit) ? 1 : 0) + (Given(_compare) ? 1 : 0);
        if (asked != 1)
        {
            result.AddError(asked == 0
                ? "a command behind --, --audit or --compare is missing: there is nothing to watch"
                : "a command, --audit and --compare: only one of them at a time");
        }

        string[] idle =
        [
            .. ((Option[])[_folder, _record, _network, _noSandbox, _tracer, _environment, _timeout, _log]).Where(Given)
                .Select(o => o.Name),
        ];
        if (!runs && idle.Length > 0)
        {
            result.AddError($"{string.Join(", ", idle)}: only with a command to run");
        }

        if (Given(_network) && Given(_noSandbox))
        {
            result.AddError("--allow-network is about the sandbox; with --no-sandbox there is none");
        }

        if (Given(_source) != Given(_tag))
        {
            result.AddError("--source and --tag are given together");
        }
    }
}
