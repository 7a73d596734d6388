using System.CommandLine;
using System.CommandLine.Parsing;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;
using Xzact.Audit.Settings;

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

    private readonly Option<ReportDestination[]> _extra = new("--report")
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

    /// <summary>What a command line asks for.</summary>
    public ReportPlan Read(ParseResult arguments, ToolConsole console, AuditSettings? settings = null)
    {
        string? file = arguments.GetValue(_output) is "-" ? null : arguments.GetValue(_output);
        string failOn = arguments.GetResult(_failOn) is { Implicit: false } || settings?.FailOn is null
            ? arguments.GetValue(_failOn)!
            : settings.FailOn;
        return new(
            [.. arguments.GetValue(_extra) ?? [], new(Parse(arguments.GetValue(_format)!), file)],
            failOn == "none" ? null : Enum.Parse<Severity>(failOn, ignoreCase: true),
            arguments.GetResult(_strict) is { Implicit: false }
                ? arguments.GetValue(_strict)
                : settings?.Strict ?? arguments.GetValue(_strict),
            console.UsesColor(arguments.GetValue(_color)!));
    }

    private static ReportFormat Parse(string name) => Enum.Parse<ReportFormat>(name, ignoreCase: true);

    private static ReportDestination[] ParseExtras(ArgumentResult result)
    {
        List<ReportDestination> extras = [];
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
