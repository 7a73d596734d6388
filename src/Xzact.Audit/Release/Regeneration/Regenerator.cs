using System.Globalization;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>What came of running the tag's build system.</summary>
/// <param name="Files">The files with their accounts.</param>
/// <param name="Run">What was run; null if nothing was.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">What was done, or why not.</param>
internal sealed record RegenerationOutcome(
    IReadOnlyList<AccountedFile> Files, RegenerationRun? Run, Outcome Outcome, string Reason)
{
    /// <summary>What a reader should know of the run: programs that were not there, files that it replaced.</summary>
    public IReadOnlyList<Evidence> Notices { get; init; } = [];
}

/// <summary>
/// Runs the build system of the tag, never of the archive, in a sandbox, and compares what it makes with the files that
/// nothing else explains.
/// </summary>
internal sealed class Regenerator(
    RegenerationOptions options, TagInventory tag, ReleaseRequest request, IReadOnlyDictionary<string, string> readers)
{
    private const int MaxNamed = 8;

    // Of every file, and the day that tools write into what they make: the release's own is right most often.
    private DateTimeOffset Time => tag.Tag.CommitDate;

    private string SearchPath => options.ProgramFolder is string folder
        ? $"{folder}:{SandboxTools.SearchPath}" : SandboxTools.SearchPath;

    /// <summary>Explains what can be explained of the files that are still open.</summary>
    /// <param name="files">The files with their accounts so far.</param>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public RegenerationOutcome Run(IReadOnlyList<AccountedFile> files)
    {
        HashSet<string> open = [.. files.Where(IsOpen).Select(f => f.Path)];
        open.ExceptWith(files.GroupBy(f => f.Path).Where(g => g.Skip(1).Any()).Select(g => g.Key));
        if (open.Count == 0)
        {
            return new(files, null, Outcome.NotApplicable, "every file is explained without it");
        }

        if (RegenerationRecipe.For(tag.Find, TextOf) is not RegenerationRecipe recipe)
        {
            return new(
                files, null, Outcome.NotApplicable,
                "the tag has no configure.ac, bootstrap or autogen.sh; other build systems are not run");
        }

        try
        {
            return Run(files, open, recipe);
        }
        catch (SandboxException e)
        {
            return new(files, null, Outcome.Incomplete, $"nothing was regenerated: {e.Message}");
        }
        catch (GitException e)
        {
            return new(files, null, Outcome.Incomplete, $"nothing was regenerated: {e.Message}");
        }
        catch (ArchiveException e)
        {
            return new(files, null, Outcome.Incomplete, $"what was regenerated cannot be read: {e.Message}");
        }
    }

    private RegenerationOutcome Run(
        IReadOnlyList<AccountedFile> files, HashSet<string> open, RegenerationRecipe recipe)
    {
        SandboxLimits limits = SandboxLimits.Default with
        {
            Seconds = (int)options.TimeLimit.TotalSeconds,
            ProcessorSeconds = (int)options.TimeLimit.TotalSeconds,
        };
        options.Progress?.Report("collecting what to regenerate from");
        using FileStream spool = TemporaryFile();
        RegenerationInput input = new(tag, request.Indicators, Time);
        PublishedMacros published = PublishedMacros.Of(files);
        Collect(input, spool, recipe, open, published);
        if (input.Malicious is { } hit)
        {
            return new(
                files, null, Outcome.Incomplete,
                $"nothing was run: {hit.Path} of the sources is known malicious ({hit.Indicator.Advisory})");
        }

        options.Progress?.Report("testing the sandbox");
        SandboxSelfTest.Run(limits with { Seconds = Math.Min(limits.Seconds, 60) }, options.Sandbox);
        ToolChoice tools = ToolChoice.Of(
            files.Select(f => f.Archived?.Claim).OfType<string>(), Versions(limits));
        RegeneratedFiles made = new(new HashSet<string>([.. open, .. published.Paths]), TagFolders());
        RegenerationLog log = new(options.Progress, options.Log);
        SandboxResult result = options.Sandbox(
            new(["sh", "-c", EmbeddedText.Read("Release/Regeneration/regenerate.sh")])
            {
                Limits = limits,
                Environment = Variables(recipe, tools, Strictness(files, open)),
                WriteInput = spool.CopyTo,
                ReadOutput = tar => made.Read(tar, new() { MaxDuration = TimeSpan.FromMinutes(10) }),
                Printed = log.Add,
                Cancellation = request.Cancellation,
            });
        IReadOnlyList<RegenerationStep> steps = log.Steps(made.Steps);
        RegeneratedComparison comparison = new(made, published.Replacing(made), tools, readers, Time);
        AccountedFile[] accounted = [.. files.Select(f => open.Contains(f.Path) ? comparison.Of(f) : f)];
        RegenerationRun run = Sum(accounted, steps, tools);
        string cost = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Elapsed.TotalSeconds:0} s, processes of at most {result.PeakBytes >> 20} MiB together");
        options.Progress?.Report(cost);
        options.Log?.WriteLine($"xzact: {cost}");
        (Outcome outcome, string reason) = Judge(run, result, input, open.Count, limits);
        return new(accounted, run, outcome, reason)
        {
            Notices = [.. Notices(run, log.Missing, made.Replaced, input.NoHistory)],
        };
    }

    // Only where something is left: what came out byte for byte was not made any lesser.
    private static IEnumerable<Evidence> Notices(
        RegenerationRun run, IReadOnlyCollection<string> missing, IReadOnlyList<string> replaced, string? noHistory)
    {
        if (run.Differing > 0 && noHistory is not null)
        {
            yield return new(
                "the build could not ask for the tag's history, from which change logs and dates are made: "
                + noHistory);
        }

        if (run.Differing > 0 && missing.Count > 0)
        {
            yield return new(
                $"the tag's build system asked for programs that are not in the sandbox: {string.Join(", ", missing)}; "
                + "a step that goes on without them ends well and may make other lines than the release has");
        }

        if (run.Differing > 0 && replaced.Count > 0)
        {
            string more = replaced.Count > MaxNamed ? $" and {replaced.Count - MaxNamed} more" : "";
            yield return new(
                $"the tools of this machine replaced macro files that the tag tracks: "
                + $"{string.Join(", ", replaced.Take(MaxNamed))}{more}; what differs may be owed to that");
        }
    }

    // Written first, read then: not one command runs before every content was compared with the indicators.
    private void Collect(
        RegenerationInput input, FileStream spool, RegenerationRecipe recipe, HashSet<string> open,
        PublishedMacros published)
    {
        List<GitRepository> repositories = [];
        try
        {
            repositories.AddRange(options.Repositories.Select(path => GitRepository.Open(path)));
            input.Write(spool, recipe, repositories, open.Order(StringComparer.Ordinal), published.Files);
            spool.Position = 0;
        }
        finally
        {
            repositories.ForEach(repository => repository.Dispose());
        }
    }

    private static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), $"xzact-regenerate-{Path.GetRandomFileName()}"), FileMode.CreateNew,
        FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    // Only programs of the system: this asks nothing of the tag.
    private Dictionary<string, string> Versions(SandboxLimits limits)
    {
        SandboxResult result = options.Sandbox(new(
            ["sh", "-c", "for p; do echo \"$p:$(\"$p\" --version 2> /dev/null | head -n 1)\"; done", "versions",
                .. ToolChoice.Programs(SearchPath)])
        {
            Limits = limits with { Seconds = 60 },
            Environment = new Dictionary<string, string> { ["PATH"] = SearchPath },
        });
        return result.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2)).Where(pair => pair is [_, { Length: > 0 }])
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    private Dictionary<string, string> Variables(RegenerationRecipe recipe, ToolChoice tools, string strictness) =>
        new(tools.Environment)
        {
            ["PATH"] = SearchPath,
            ["BOOTSTRAP"] = recipe.Bootstrap,
            ["JOBS"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["SOURCE_DATE_EPOCH"] = Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = ZoneOf(Time.Offset),
            ["NOCONFIGURE"] = "1",
            ["STRICTNESS"] = strictness,
        };

    // Automake writes how it was called into the rule that calls it again. Like a version, it only chooses.
    private static string Strictness(IEnumerable<AccountedFile> files, HashSet<string> open) => files.Any(
        f => open.Contains(f.Path) && f.Path.EndsWith("Makefile.in", StringComparison.Ordinal)
            && f.Archived?.Content?.AsSpan().IndexOf("$(AUTOMAKE) --foreign "u8) >= 0)
        ? "foreign"
        : "";

    // The zone of whoever made the commit, who made the release most often; POSIX counts westward.
    private static string ZoneOf(TimeSpan offset) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}>{(offset < TimeSpan.Zero ? "" : "-")}{offset:hh\\:mm}");

    private HashSet<string> TagFolders() => [.. tag.Paths.Select(path => path.Split('/')[0])];

    private string TextOf(GitTreeEntry entry) =>
        tag.TextOf(entry) is byte[] text ? Encoding.Latin1.GetString(text) : "";

    // What extraction leaves on disk must be certain; which permissions are right, what is regenerated says.
    private static bool IsOpen(AccountedFile file) =>
        file is
        {
            Account.Kind: AccountKind.Modified or AccountKind.Unaccounted or AccountKind.ClaimedGenerated,
            IsDoubtedWithContainer: false,
            Archived: { Type: ArchiveMemberType.File, Sha256: not null },
        }
        && !file.Archived.Doubts.Exists(doubt => doubt.Unexplains)
        && file.Tracked is null or { Type: GitEntryType.Blob };

    private static RegenerationRun Sum(
        IReadOnlyCollection<AccountedFile> files, IReadOnlyList<RegenerationStep> steps, ToolChoice tools)
    {
        Account[] differing =
        [
            .. files.Select(f => f.Account).Where(a => a.Residual?.Basis == ResidualBasis.Regenerated),
        ];
        return new(
            steps, [.. tools.Tools.Where(t => t.Used is not null || t.Claimed is not null)],
            files.Count(f => f.Account.Kind is AccountKind.Regenerated or AccountKind.Drift), differing.Length,
            differing.Sum(account => account.Residual!.Count));
    }

    private static (Outcome, string) Judge(
        RegenerationRun run, SandboxResult result, RegenerationInput input, int open, SandboxLimits limits)
    {
        string counts = $"{run.Regenerated} of {open} files came out as they are, {run.Differing} differently";
        string? trouble = result.Ending switch
        {
            SandboxEnding.OverTime => $"its time limit of {limits.Seconds} s was reached",
            SandboxEnding.OverMemory => $"its processes took more than {limits.MemoryBytes >> 20} MiB",
            SandboxEnding.Lost => "the sandbox ended before it gave what was made",
            _ => null,
        };
        if (run.Regenerated == open)
        {
            return (Outcome.Clean, counts);
        }

        RegenerationStep? failed = run.Steps.FirstOrDefault(step => step.ExitCode != 0);
        trouble ??= failed is null ? null
            : $"the step {failed.Name} ended with {failed.ExitCode}"
                + (failed.LastLine is null ? "" : $" ({failed.LastLine})");
        trouble ??= input.Missing.FirstOrDefault();
        return trouble is null ? (Outcome.Clean, counts) : (Outcome.Incomplete, $"{counts}; {trouble}");
    }
}
