using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Chain;

/// <summary>What the chain says of a link in a few words.</summary>
internal static class ChainWords
{
    /// <summary>What was examined.</summary>
    public static string Examined(ChainStage stage, CaseReport report) => stage switch
    {
        ChainStage.People => $"{report.History!.Commits:N0} commits",
        ChainStage.Source => report.Scanned is { } scanned ? Counted.Of(scanned.Files, "file") : "stopped",
        ChainStage.Release => report.Ledger.Entries.Count == 0 ? "no files"
            : $"{report.Ledger.Entries.Count:N0} files, {report.Ledger.Unexplained.Count():N0} not explained",
        ChainStage.Build => $"{report.Build!.Processes:N0} processes",
        ChainStage.Binary => Counted.Of(report.Binary!.Objects.Count, "ELF file"),
        ChainStage.Machine => Counted.Of(report.Exposure!.Packages, "package"),
        _ => "two versions, run side by side",
    };

    /// <summary>Why a link that ended has nothing examined; null if it has.</summary>
    public static string? Unread(ChainStage stage, CaseReport report) => report.Findings.Count == 0
        && ((stage == ChainStage.Source && report.Scanned is null)
            || (stage == ChainStage.Release && report.Ledger.Entries.Count == 0))
        ? report.Results.FirstOrDefault(result => result.Outcome == Outcome.Incomplete)?.Reason ?? "it holds nothing"
        : null;

    /// <summary>What to give to have a link looked into.</summary>
    public static string Wanted(ChainStage stage) => stage switch
    {
        ChainStage.People => "give --source, and --mbox for mail",
        ChainStage.Source => "give an archive or --tree",
        ChainStage.Release => "give an archive, and --source or --previous",
        ChainStage.Build => "give --record, or --tree and --build",
        ChainStage.Binary => "give --binary or --daemon",
        ChainStage.Machine => "give --root, --image or --sbom",
        _ => "give --baseline and --candidate",
    };
}
