using System.CommandLine;
using System.CommandLine.Parsing;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tool;

/// <summary>The options about running the tag's own build system.</summary>
internal sealed class RegenerateOptions
{
    private readonly Option<bool> _regenerate = new("--regenerate")
    {
        Description = "Run the tag's own autoreconf, bootstrap or autogen.sh, configure and make distdir in a sandbox "
            + "without network, and compare what comes out. Without this nothing is run.",
    };

    private readonly Option<string[]> _gnulib = new("--gnulib")
    {
        Description = "A clone of gnulib, or of another submodule, that has the commit the tag pins; may be given "
            + "several times.",
        HelpName = "REPO",
    };

    private readonly Option<int> _timeout = new("--regenerate-timeout")
    {
        Description = "Most seconds that the tag's programs may run.",
        HelpName = "N",
        DefaultValueFactory = _ => (int)RegenerationOptions.DefaultTimeLimit.TotalSeconds,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        const int Longest = 24 * 60 * 60;
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, out int value) || value is <= 0 or > Longest))
            {
                result.AddError(
                    $"--regenerate-timeout wants seconds from 1 to {Longest}; got '{result.Tokens[0].Value}'.");
            }
        });
        command.Options.Add(_regenerate);
        command.Options.Add(_gnulib);
        command.Options.Add(_timeout);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_regenerate) && (Given(result, _gnulib) || Given(result, _timeout)))
            {
                result.AddError("--gnulib and --regenerate-timeout say how to --regenerate, which is not asked for.");
            }
        });
    }

    /// <summary>How to regenerate; null if it was not asked for.</summary>
    public RegenerationOptions? Read(ParseResult arguments, IProgress<string>? progress) =>
        arguments.GetValue(_regenerate)
            ? new()
            {
                Repositories = arguments.GetValue(_gnulib) ?? [],
                TimeLimit = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
                Progress = progress,
            }
            : null;

    private static bool Given(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false };
}
