using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Git;
using Xzact.Audit.Rules;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Witness;

/// <summary>What a record is judged with.</summary>
public sealed record WitnessQuestion
{
    /// <summary>The project's repository; null if scripts are not compared with a tag.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The exact name of the tag; null without a repository.</summary>
    public string? Tag { get; init; }

    /// <summary>A record to compare with; null for none.</summary>
    public string? ComparedPath { get; init; }
}

/// <summary>Watches builds, keeps records of them, and judges records.</summary>
public static class WitnessAudit
{
    /// <summary>Runs a build and judges it.</summary>
    /// <param name="request">What to build.</param>
    /// <param name="question">What to judge it with.</param>
    /// <param name="keep">Given a way to write the record, before it is judged; null if nobody keeps it.</param>
    /// <exception cref="AuditInputException">Nothing was run, or an input cannot be read.</exception>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public static CaseReport Run(
        WitnessRequest request, WitnessQuestion question, Action<Action<string, Stream>>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            BuildRecord record = BuildWitness.Watch(request);
            keep?.Invoke((path, stream) => RecordFile.Write(record, path, stream));
            return Judge(record, string.Join(' ', request.Command), question);
        }
        catch (Sandbox.SandboxException e)
        {
            throw new AuditInputException($"nothing was run: {e.Message}", e);
        }
    }

    /// <summary>Judges a record; nothing is run.</summary>
    /// <param name="recordPath">The record.</param>
    /// <param name="question">What to judge it with.</param>
    /// <exception cref="AuditInputException">A record cannot be read.</exception>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    public static CaseReport Judge(string recordPath, WitnessQuestion question)
    {
        ArgumentNullException.ThrowIfNull(recordPath);
        ArgumentNullException.ThrowIfNull(question);
        BuildRecord record = RecordFile.Read(recordPath);
        CaseReport report =
            Judge(record, $"{Path.GetFileName(recordPath)}: {string.Join(' ', record.Header.Command)}", question);
        return report with { Inputs = [InputOf(recordPath), .. report.Inputs] };
    }

    private static CaseInput InputOf(string recordPath)
    {
        try
        {
            using FileStream file = new(recordPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            return CaseInput.Of(recordPath, file, "record of a build");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{recordPath}: {FileFailure.Reason(e)}", e);
        }
    }

    /// <summary>Whether a build was seen to its end, and ended well.</summary>
    public static bool IsWhole(CaseReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Build?.End is { ExitCode: 0, Trouble: null };
    }

    private static CaseReport Judge(BuildRecord record, string subject, WitnessQuestion question)
    {
        BuildRecord? before = question.ComparedPath is string path ? RecordFile.Read(path) : null;
        (CaseSource? source, Dictionary<string, string>? blobs) = ReadTag(question);
        ObservedBuild build = ObservedBuild.Of(record, blobs, before);
        return new()
        {
            Command = "build",
            Subject = subject,
            Inputs = question.ComparedPath is string other ? [InputOf(other)] : [],
            Source = source,
            Build = BuildSummaries.Of(build),
            Results = BuildJudge.Judge(build),
            Notices = [.. Notices(record.Header)],
            NotLookedAt = [.. NotLookedAt(build, blobs is not null, before)],
        };
    }

    private static (CaseSource? Source, Dictionary<string, string>? Blobs) ReadTag(WitnessQuestion question)
    {
        if (question is not { SourcePath: string source, Tag: string name })
        {
            return (null, null);
        }

        using GitRepository repository = GitRepository.Open(source);
        GitTag tag = repository.ResolveTag(name);
        if (repository.ObjectFormat != GitObjectFormat.Sha1)
        {
            throw new AuditInputException(
                $"{source}: the repository names objects by SHA-256; records hold SHA-1 only");
        }

        Dictionary<string, string> blobs = new(StringComparer.Ordinal);
        foreach (GitTreeEntry entry in repository.ReadTree(tag).Where(e => e.Type == GitEntryType.Blob))
        {
            blobs[entry.Path] = entry.ObjectId;
        }

        return (new(source, tag.Name, tag.ObjectId, tag.CommitId, tag.CommitDate), blobs);
    }

    private static IEnumerable<Evidence> Notices(BuildHeader header)
    {
        if (!header.Sandboxed)
        {
            yield return new("the build ran on the machine as it is, without a sandbox");
        }
        else if (header.Network)
        {
            yield return new("the build could reach the network of the machine");
        }
    }

    private static string Failure(ObservedBuild build) =>
        (FailedCommand.Of(build) is string command ? $"; {command}" : "") + LastWords(build.Record.End);

    private static string LastWords(BuildEnd end)
    {
        const int MaxLines = 4;
        string[] lines = [.. end.Said.Where(line => line.Trim().Length > 0).TakeLast(MaxLines)];
        return lines.Length == 0 ? "" : $"; the last that was printed: {string.Join(" | ", lines)}";
    }

    private static IEnumerable<Omission> NotLookedAt(ObservedBuild build, bool hasTag, BuildRecord? before)
    {
        BuildEnd end = build.Record.End;
        if (end.Trouble is string trouble)
        {
            yield return new("the rest of the build", trouble + LastWords(end));
        }
        else if (end.ExitCode is int code and not 0)
        {
            yield return new("what the build would have done", $"it failed with exit code {code}{Failure(build)}");
        }

        if (end.Unread > 0)
        {
            yield return new($"{end.Unread:N0} calls that were seen", "they could not be read");
        }

        if (end.Lost > 0)
        {
            yield return new($"{end.Lost:N0} events", "there were more than are kept");
        }

        if (before is { End: not { ExitCode: 0, Trouble: null } })
        {
            yield return new("what the build compared with would have done", "it failed or was not seen to its end");
        }

        if (!hasTag)
        {
            yield return new("whether scripts are the tag's", "no --source and --tag were given")
            {
                IsOutOfScope = true,
            };
        }

        yield return new(
            "what goes through memory",
            "variables of a shell, command substitutions, shared memory and sockets are not followed")
        {
            IsOutOfScope = true,
        };
    }
}
