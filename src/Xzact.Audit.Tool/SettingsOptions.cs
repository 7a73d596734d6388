using System.CommandLine;
using Xzact.Audit.Release.Explanations;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Tool;

/// <summary>The options for what the user alone may give: settings with suppressions, and the ledger of earlier
/// audits.</summary>
/// <param name="hasLedger">Whether the command keeps a ledger.</param>
internal sealed class SettingsOptions(bool hasLedger = true)
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "Settings and suppressions. Without it: $XDG_CONFIG_HOME/xzact/config.json, if it is there.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _ledgerIn = new("--ledger-in")
    {
        Description = "What earlier audits explained; a file of --ledger-out.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _ledgerOut = new("--ledger-out")
    {
        Description = "Write what this audit explained, for the next one; may be the file of --ledger-in.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        if (hasLedger)
        {
            command.Options.Add(_ledgerIn);
            command.Options.Add(_ledgerOut);
        }
    }

    /// <summary>The settings that hold, and notices about those that do not.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">The environment.</param>
    /// <param name="audited">Repositories that are audited.</param>
    /// <exception cref="AuditInputException">The file cannot be read or is wrong.</exception>
    public UserSettings Read(ParseResult arguments, ToolConsole console, IReadOnlyCollection<string> audited)
    {
        if (arguments.GetValue(_config) is string named)
        {
            return new(AuditSettings.Read(named, audited), []);
        }

        if (AuditSettings.UserPath(console.Variable) is not string path || !File.Exists(path))
        {
            return new(AuditSettings.None, []);
        }

        return AuditSettings.IsAudited(path, audited)
            ? new(AuditSettings.None, [new("the user's settings were not read: they lie in what is audited", path)])
            : new(AuditSettings.Read(path, audited), []);
    }

    /// <summary>The ledger of earlier audits, or null.</summary>
    /// <exception cref="AuditInputException">The file cannot be read or is none.</exception>
    public ExplanationLedger? ReadLedger(ParseResult arguments, IReadOnlyCollection<string> audited) =>
        arguments.GetValue(_ledgerIn) is string path ? ExplanationLedger.Read(path, audited) : null;

    /// <summary>The file to write the ledger to, or null.</summary>
    public string? LedgerOut(ParseResult arguments) => arguments.GetValue(_ledgerOut);
}
