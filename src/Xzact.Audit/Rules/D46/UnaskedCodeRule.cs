using Xzact.Audit.Case;
using Xzact.Audit.Rules.Source;

namespace Xzact.Audit.Rules.D46;

/// <summary>Source text that only the archive has and that starts programs, loads them or runs unasked, which nothing
/// it is made from does.</summary>
internal sealed class UnaskedCodeRule : IFileRule
{
    public string Id => "D46";

    public bool AppliesTo(SuspectFile file) =>
        file.Entry.Role == FileRole.Source && !file.IsModified && file.Text is not null;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        (Severity Severity, string Word, Evidence Evidence)[] acts = [.. SourceActs.Of(file)];
        if (acts.Length == 0)
        {
            yield break;
        }

        string words = string.Join(", ", acts.Select(act => act.Word));
        yield return new(
            acts.Max(act => act.Severity),
            $"Source text that nothing explains uses {words}, and "
                + (file.Input is null ? $"{file.Against} has nothing that it could be made from."
                    : "the tracked file that it could be made from does not."),
            words,
            [new(file.Entry.Account.Reason, file.Path), .. file.Entry.References, .. acts.Select(act => act.Evidence)]);
    }
}
