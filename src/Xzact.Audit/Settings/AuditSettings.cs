using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Settings;

/// <summary>What a user wants of every audit: from a file that is named, or from the user's own folder.</summary>
public sealed record AuditSettings
{
    private const string SchemaName = "xzact-config/v1";

    /// <summary>No settings.</summary>
    public static AuditSettings None { get; } = new();

    /// <summary>The file that was read, or null.</summary>
    public string? File { get; private init; }

    /// <summary>The lowest severity that fails, in lower case, or null if the file does not say.</summary>
    public string? FailOn { get; private init; }

    /// <summary>Whether an incomplete examination wins over findings, or null if the file does not say.</summary>
    public bool? Strict { get; private init; }

    /// <summary>The suppressions.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; private init; } = [];

    /// <summary>Where a user keeps settings: <c>$XDG_CONFIG_HOME/xzact/config.json</c>, or the same below
    /// <c>~/.config</c>.</summary>
    /// <param name="variable">The environment.</param>
    /// <returns>The path, whether or not there is a file; null if the environment names no folder.</returns>
    public static string? UserPath(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);

        // XDG Base Directory Specification: a relative path is invalid and ignored. It would be below the audited tree.
        string? folder = variable("XDG_CONFIG_HOME") is string named && Path.IsPathFullyQualified(named) ? named
            : variable("HOME") is string home && Path.IsPathFullyQualified(home) ? Path.Combine(home, ".config")
            : null;
        return folder is null ? null : Path.Combine(folder, "xzact", "config.json");
    }

    /// <summary>Reads settings.</summary>
    /// <param name="path">The file.</param>
    /// <param name="audited">Repositories that are audited; the file may not lie in one.</param>
    /// <exception cref="AuditInputException">It cannot be read or holds something unknown or missing; the message says
    /// what and where.</exception>
    public static AuditSettings Read(string path, IEnumerable<string> audited) =>
        Parse(UserFile.Read(path, "configuration", audited), path);

    /// <summary>Whether a file lies in something that is audited; then it must not be read.</summary>
    public static bool IsAudited(string path, IEnumerable<string> audited)
    {
        ArgumentNullException.ThrowIfNull(audited);
        return audited.Any(folder => UserFile.IsInside(path, folder));
    }

    internal static AuditSettings Parse(string text, string path)
    {
        SettingsFile file;
        try
        {
            file = JsonSerializer.Deserialize(text, SettingsContext.Default.SettingsFile)
                ?? throw new AuditInputException($"{path}: the configuration is empty");
        }
        catch (JsonException e)
        {
            throw new AuditInputException(
                $"{path}: the configuration is wrong in line {e.LineNumber + 1}, at {e.Path}: "
                + JsonFailure.Reason(e, "setting"), e);
        }

        if (file.Schema != SchemaName)
        {
            throw new AuditInputException($"{path}: \"schema\" is not \"{SchemaName}\"");
        }

        if (file.FailOn is not (null or "none" or "low" or "medium" or "high" or "critical"))
        {
            throw new AuditInputException($"{path}: \"failOn\" is none, low, medium, high or critical");
        }

        return new()
        {
            File = path,
            FailOn = file.FailOn,
            Strict = file.Strict,
            Suppressions = [.. (file.Suppressions ?? []).Select((item, i) => Checked(item, i + 1, path))],
        };
    }

    private static Suppression Checked(SettingsSuppression item, int number, string path)
    {
        string Need(string? value, string name) => string.IsNullOrWhiteSpace(value)
            ? throw Wrong($"has no \"{name}\"")
            : value.Trim();

        AuditInputException Wrong(string what) => new($"{path}: suppression {number} {what}");

        string rule = Need(item.Rule, "rule");
        if (RuleCatalog.Find(rule) is not RuleDefinition definition)
        {
            throw Wrong($"names the rule {rule}, which does not exist");
        }

        if (definition.Id == RuleCatalog.PublishedIndicator)
        {
            throw Wrong("is about published indicators, which cannot be suppressed");
        }

        string expires = Need(item.Expires, "expires");
        if (!DateOnly.TryParseExact(
            expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            throw Wrong($"expires on {expires}, which is no date as 2027-01-31");
        }

        string? sha256 = item.Sha256?.Trim().ToLowerInvariant();
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
        {
            throw Wrong("has a \"sha256\" that is no SHA-256");
        }

        return new(definition.Id, Need(item.Path, "path"), Need(item.Reason, "reason"), day) { Sha256 = sha256 };
    }
}

internal sealed record SettingsFile(
    string? Schema, string? FailOn, bool? Strict, IReadOnlyList<SettingsSuppression>? Suppressions);

internal sealed record SettingsSuppression(
    string? Rule, string? Path, string? Sha256, string? Reason, string? Expires);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SettingsFile))]
internal sealed partial class SettingsContext : JsonSerializerContext;
