using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Content;

namespace Xzact.Audit.Scan;

/// <summary>The parts of a scan's report.</summary>
/// <param name="tree">The tree, its files with accounts.</param>
/// <param name="projects">What was found in each of its builds.</param>
internal sealed class ScanChecks(ScanTree tree, IReadOnlyList<ProjectScan> projects)
{
    public const string FilesCheck = "files";
    private const string ScriptsCheck = "scripts";

    private readonly ContentAccount[] _accounts = [.. tree.Files.Select(file => file.Account!)];
    private readonly Omission[] _omissions = [.. projects.SelectMany(project => project.Omissions)];
    private readonly int _scripts = projects.Sum(project => project.Coverage.Count);

    public int Scripts => _scripts;

    /// <summary>Whether all was read.</summary>
    public IEnumerable<CheckResult> Checks()
    {
        int incomplete = _accounts.Count(account => account.Incomplete is not null);
        yield return new(FilesCheck, "Every file has an account", incomplete > 0 ? Outcome.Incomplete : Outcome.Clean,
            incomplete > 0 ? Count(incomplete, "file was", "files were") + " not looked into to the end"
                : $"{tree.Files.Count} files, each compared with the published digests", []);
        yield return new(ScriptsCheck, "Build scripts are read",
            _omissions.Length > 0 ? Outcome.Incomplete : _scripts == 0
                ? Outcome.NotApplicable : Outcome.Clean,
            _omissions.Length > 0 ? Count(_omissions.Length, "script was",
                "scripts were") + " not read to the end"
                : Count(_scripts, "script", "scripts"), []);
    }

    /// <summary>How much there was.</summary>
    public ScanCoverage Coverage()
    {
        ContentAccount[] opaque = [.. _accounts.Where(account => !account.IsText)];
        return new(tree.Files.Count, tree.Files.Sum(file => file.Content.Length), opaque.Length,
            opaque.Sum(account => account.UnaccountedBytes),
            [.. projects.SelectMany(project => project.Coverage)
                .OrderBy(script => script.Path, StringComparer.Ordinal)])
        {
            Unaccounted =
            [
                .. opaque.Where(account => account.UnaccountedBytes > 0)
                    .OrderByDescending(account => account.UnaccountedBytes)
                    .ThenBy(account => account.Name, StringComparer.Ordinal)
                    .Select(account => new UnaccountedFile(
                        account.Name, account.Format, account.Length, account.UnaccountedBytes)),
            ],
        };
    }

    /// <summary>What was not read, and what a scan does not do.</summary>
    public IEnumerable<Omission> NotLookedAt()
    {
        foreach (ContentAccount account in _accounts.Where(account => account.Incomplete is not null))
        {
            yield return new(account.Name, account.Incomplete!);
        }

        foreach (Omission omission in _omissions)
        {
            yield return omission;
        }

        yield return new("what a build really reads and runs", "nothing was run") { IsOutOfScope = true };
        yield return new("programs that the build compiles and then runs", "only build scripts are followed")
        {
            IsOutOfScope = true,
        };
        yield return new("when files came into the tree", "no repository was read") { IsOutOfScope = true };
    }

    /// <summary>A number with its noun.</summary>
    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
