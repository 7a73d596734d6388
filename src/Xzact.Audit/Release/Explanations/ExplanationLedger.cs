using System.Text.Json;
using System.Text.Json.Serialization;
using Xzact.Audit.Case;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Release.Explanations;

/// <summary>An archive that was audited.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record AuditedArchive(string Name, string Sha256);

/// <summary>A tag that was audited.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ObjectId">What the reference held.</param>
/// <param name="CommitId">The commit.</param>
public sealed record AuditedTag(string Name, string ObjectId, string CommitId);

/// <summary>
/// What audits leave for the next one: the file of <c>--ledger-out</c> and <c>--ledger-in</c>. It is the user's own
/// file, and is refused where it lies in what is audited.
/// </summary>
/// <param name="Archives">Every archive that was audited, the last one last.</param>
/// <param name="Tags">Every tag.</param>
/// <param name="Explanations">What the last audit explained, or did not.</param>
public sealed record ExplanationLedger(
    IReadOnlyList<AuditedArchive> Archives, IReadOnlyList<AuditedTag> Tags, IReadOnlyList<Explanation> Explanations)
{
    private const string SchemaName = "xzact-ledger/v1";

    /// <summary>Reads a ledger.</summary>
    /// <param name="path">The file.</param>
    /// <param name="audited">Repositories that are audited; the file may not lie in one.</param>
    /// <exception cref="AuditInputException">It cannot be read, or is no ledger.</exception>
    public static ExplanationLedger Read(string path, IEnumerable<string> audited)
    {
        string text = UserFile.Read(path, "ledger", audited);
        try
        {
            LedgerFile? file = JsonSerializer.Deserialize(text, LedgerContext.Default.LedgerFile);
            return file is { Schema: SchemaName, Archives: not null, Tags: not null, Explanations: not null }
                ? new(file.Archives, file.Tags, file.Explanations)
                : throw new AuditInputException($"{path}: the file is no ledger ({SchemaName})");
        }
        catch (JsonException e)
        {
            throw new AuditInputException(
                $"{path}: the ledger is wrong in line {e.LineNumber + 1}, at {e.Path}", e);
        }
    }

    /// <summary>The ledger after an audit: its explanations, and the archives and tags of all audits. An audit that
    /// could not read the archive leaves the explanations as they were.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="before">The ledger before it, or null.</param>
    public static ExplanationLedger After(CaseReport report, ExplanationLedger? before)
    {
        ArgumentNullException.ThrowIfNull(report);
        AuditedArchive[] archives = [.. report.Inputs.Select(i => new AuditedArchive(i.Name, i.Sha256))];
        AuditedTag[] tags = report.Source is CaseSource s ? [new(s.Tag, s.TagObjectId, s.CommitId)] : [];
        return new(
            [.. (before?.Archives ?? []).Except(archives), .. archives],
            [.. (before?.Tags ?? []).Except(tags), .. tags],
            report.Ledger.Entries.Count == 0 && before is not null ? before.Explanations : report.Explanations);
    }

    /// <summary>Writes the ledger; the same ledger always gives the same characters.</summary>
    public void Write(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine(JsonSerializer.Serialize(
            new LedgerFile(SchemaName, Archives, Tags, Explanations), LedgerContext.Default.LedgerFile));
    }
}

internal sealed record LedgerFile(
    string? Schema, IReadOnlyList<AuditedArchive>? Archives, IReadOnlyList<AuditedTag>? Tags,
    IReadOnlyList<Explanation>? Explanations);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerFile))]
internal sealed partial class LedgerContext : JsonSerializerContext;
