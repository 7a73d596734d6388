using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D05;

/// <summary>A generated file that the tag's own build system makes with other lines.</summary>
internal sealed class RegeneratedOtherwiseRule : IFileRule
{
    public string Id => "D05";

    public bool AppliesTo(SuspectFile file) => file.IsRegeneratedOtherwise;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        Evidence origin = new(file.Entry.Account.Reason, file.Path);
        if (!file.IsBuildText)
        {
            yield return new(
                file.Entry.ReachesBuild ? Severity.Medium : Severity.Low,
                "Source text is not what the tag's build system makes.",
                file.Entry.Sha256 ?? "",
                [origin, .. file.Entry.References]);
            yield break;
        }

        (Severity severity, IReadOnlyList<Evidence> evidence) = BuildTextSeverity.Of(file);
        string acts = BuildTextSeverity.FirstAct(file) is { Line: int line }
            ? $"line {line} is the first of them that acts"
            : "none of them was seen to act";
        string reach = file.Entry.ReachesBuild ? "the build reads or runs it" : "no reader of it was seen";
        yield return new(
            severity,
            $"Build text differs from what the tag's build system makes; {acts}; {reach}.",
            file.Entry.Sha256 ?? "",
            [origin, .. evidence]);
    }
}
