using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D45;

/// <summary>Data in a file that neither a reviewer nor a build reads as text, where honest tools put none.</summary>
internal sealed class CarriedDataRule : IFileRule
{
    public string Id => "D45";

    public bool AppliesTo(SuspectFile file) => !file.IsBuildText && !file.IsExplained;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        if (file.Carries is not { } carries)
        {
            yield break;
        }

        string reader = file.ReadBy is { Path: { } from } ? $"; {from} may read it as data" : "";
        yield return new(
            file.ReadBy is null ? Severity.Medium : Severity.High,
            $"The file could carry data: {carries.What}{reader}.",
            file.Entry.Sha256 ?? "",
            [carries, .. file.ReadBy is { } line ? [line] : (Evidence[])[], .. file.Entry.References]);
    }
}
