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

    private readonly Option<string?> _programs = new("--regenerate-programs")
    {
        Description = "A folder below /usr whose programs are found first: other releases of autoconf, automake and "
            + "the like.",
        HelpName = "FOLDER",
    };

    private readonly Option<int> _timeout = new("--regenerate-timeout")
    {
        Description = "Most seconds that the tag's programs may run.",
        HelpName = "N",
        DefaultValueFactory = _ => (int)RegenerationOptions.DefaultTimeLimit.TotalSeconds,
    };

    private readonly Option<string?> _log = new("--regenerate-log")
    {
        Description = "Write what the tag's programs print to this file.",
        HelpName = "FILE",
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
        // Nothing else of the host is in the sandbox; a colon would make two folders of one.
        _programs.Validators.Add(result =>
        {
            string folder = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!folder.StartsWith("/usr/", StringComparison.Ordinal) || folder.Contains(':', StringComparison.Ordinal)
                || folder.Split('/').Contains("..") || !Directory.Exists(folder))
            {
                result.AddError($"--regenerate-programs wants a folder below /usr; got '{folder}'.");
            }
        });
        command.Options.Add(_gnulib);
        command.Options.Add(_programs);
        command.Options.Add(_timeout);
        command.Options.Add(_log);
        command.Validators.Add(result =>
        {
            string[] given =
            [
                .. ((Option[])[_gnulib, _programs, _timeout, _log]).Where(option => Given(result, option))
                    .Select(o => o.Name),
            ];
            if (!result.GetValue(_regenerate) && given.Length > 0)
            {
                result.AddError($"{string.Join(", ", given)}: only with --regenerate, which is not asked for.");
            }
        });
    }

    /// <summary>How to regenerate; null if it was not asked for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="progress">Told what is being done; may be null.</param>
    /// <param name="log">Gets what is printed; may be null.</param>
    public RegenerationOptions? Read(ParseResult arguments, IProgress<string>? progress, TextWriter? log) =>
        arguments.GetValue(_regenerate)
            ? new()
            {
                Repositories = arguments.GetValue(_gnulib) ?? [],
                ProgramFolder = arguments.GetValue(_programs),
                TimeLimit = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
                Progress = progress,
                Log = log,
            }
            : null;

    /// <summary>Opens the file for what is printed; null if none was asked for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="archive">What is examined, which must not be written over.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public TextWriter? OpenLog(ParseResult arguments, string archive)
    {
        string? file = arguments.GetValue(_log);
        if (file is not null && OutputFile.Target(file) == OutputFile.Target(archive))
        {
            throw new OutputException($"{file}: the log would replace the file that is examined");
        }

        try
        {
            return file is null ? null : new StreamWriter(file, append: false) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(file!, e);
        }
    }

    private static bool Given(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false };
}
