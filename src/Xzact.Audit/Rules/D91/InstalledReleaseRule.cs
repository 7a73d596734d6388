using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Rules.D91;

/// <summary>What the case is about is on the machine.</summary>
internal sealed class InstalledReleaseRule : IChainRule
{
    public string Id => RuleCatalog.InstalledRelease;

    public IEnumerable<ChainMatch> Match(ChainSummary chain)
    {
        ChainLink[] behind = [.. chain.Links.Where(link => link.Stage is > ChainStage.People and < ChainStage.Machine)];
        Severity worst = behind.Select(link => link.Worst ?? Severity.Low).DefaultIfEmpty(Severity.Low).Max();
        if (worst < Severity.High)
        {
            yield break;
        }

        ChainStage[] stages =
        [
            .. behind.Where(link => link.Worst >= Severity.High).Select(link => link.Stage), ChainStage.Machine,
        ];
        foreach (InstalledRelease package in chain.Installed)
        {
            yield return new(
                worst, $"{package.Name} {package.Version}",
                $"The machine has {chain.Release}, about which there are findings of {worst}. Review recommended.",
                stages, [package.Place]);
        }
    }
}
