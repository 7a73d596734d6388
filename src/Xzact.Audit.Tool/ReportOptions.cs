using System.CommandLine;
using System.CommandLine.Parsing;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary>The options about reports, the same for every verb that makes a case.</summary>
internal sealed class ReportOptions
{
    private static readonly string[] s_formats =
        [.. Enum.GetNames<ReportFormat>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string> _format = new("--format")
    {
        Description = "Form of the report on standard output or in --output.",
        HelpName = string.Join('|', s_formats),
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the report to this file; - is standard output.",
        HelpName = "FILE",
    };

    private readonly Option<Extra[]> _extra = new("--report")
    {
        Description = "Write one more report; may be given several times.",
        HelpName = "FORMAT=FILE",
        CustomParser = ParseExtras,
    };

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "Lowest severity that makes the exit code 1.",
        HelpName = "none|low|medium|high|critical",
        DefaultValueFactory = _ => "high",
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Exit code 3 if anything could not be examined, even beside findings (see docs/release.md).",
    };

    private readonly Option<string> _color = new("--color")
    {
        Description = "Colour of terminal text.",
        HelpName = "auto|always|never",
        DefaultValueFactory = _ => "auto",
    };

    public ReportOptions()
    {
        _format.AcceptOnlyFromAmong(s_formats);
        _failOn.AcceptOnlyFromAmong("none", "low", "medium", "high", "critical");
        _color.AcceptOnlyFromAmong("auto", "always", "never");
    }

    private sealed record Extra(ReportFormat Format, string File);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_output);
        command.Options.Add(_extra);
        command.Options.Add(_failOn);
        command.Options.Add(_strict);
        command.Options.Add(_color);
    }

    /// <summary>Refuses outputs that would destroy an input or one another, before anything is examined.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="inputs">Files that are examined.</param>
    /// <exception cref="AuditInputException">Two names stand for one file.</exception>
    public void Check(ParseResult arguments, params IEnumerable<string> inputs)
    {
        HashSet<string> examined = [.. inputs.Select(Target)];
        HashSet<string> written = new(StringComparer.Ordinal);
        string? output = arguments.GetValue(_output) is "-" ? null : arguments.GetValue(_output);
        IEnumerable<string> extras = (arguments.GetValue(_extra) ?? []).Select(extra => extra.File);
        foreach (string file in output is null ? extras : extras.Prepend(output))
        {
            if (examined.Contains(Target(file)))
            {
                throw new AuditInputException($"{file}: the report would replace the file that is examined");
            }

            if (!written.Add(Target(file)))
            {
                throw new AuditInputException($"{file}: two reports would be written to this file");
            }
        }
    }

    /// <summary>Writes every report that was asked for and returns the exit code of the case.</summary>
    /// <exception cref="AuditInputException">A file cannot be written.</exception>
    public int Write(CaseReport report, ParseResult arguments, ToolConsole console)
    {
        ReportFormat format = Parse(arguments.GetValue(_format)!);
        string? file = arguments.GetValue(_output) is "-" ? null : arguments.GetValue(_output);
        foreach (Extra extra in arguments.GetValue(_extra) ?? [])
        {
            WriteFile(report, extra.Format, extra.File);
        }

        if (file is not null)
        {
            WriteFile(report, format, file);
        }
        else
        {
            bool color = console.UsesColor(arguments.GetValue(_color)!);
            ReportWriters.Create(format, new(ToolVersion.Current, color)).Write(report, console.Out);
        }

        string failOn = arguments.GetValue(_failOn)!;
        Severity? lowest = failOn == "none" ? null : Enum.Parse<Severity>(failOn, ignoreCase: true);
        return ExitCodes.Of(report, lowest, arguments.GetValue(_strict));
    }

    /// <summary>Writes one report to a file, replacing it.</summary>
    public static void WriteFile(CaseReport report, ReportFormat format, string file)
    {
        try
        {
            using StreamWriter writer = new(file) { NewLine = "\n" };
            ReportWriters.Create(format, new(ToolVersion.Current)).Write(report, writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{file}: the report cannot be written: {FileFailure.Reason(e)}", e);
        }
    }

    /// <summary>The file that a name stands for: its full path, with a symbolic link followed.</summary>
    private static string Target(string file)
    {
        string path = Path.GetFullPath(file);
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or not to be read: then writing or reading it says so.
            return path;
        }
    }

    private static ReportFormat Parse(string name) => Enum.Parse<ReportFormat>(name, ignoreCase: true);

    private static Extra[] ParseExtras(ArgumentResult result)
    {
        List<Extra> extras = [];
        foreach (string value in result.Tokens.Select(t => t.Value))
        {
            string[] parts = value.Split('=', 2);
            if (parts.Length == 2 && parts[1].Length > 0 && s_formats.Contains(parts[0]))
            {
                extras.Add(new(Parse(parts[0]), parts[1]));
            }
            else
            {
                result.AddError(
                    $"--report wants FORMAT=FILE with FORMAT one of {string.Join(", ", s_formats)}; got '{value}'.");
            }
        }

        return [.. extras];
    }
}
