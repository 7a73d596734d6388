using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D03;

/// <summary>A macro file whose content no known upstream project ever published.</summary>
internal sealed class UnknownMacroRule : IFileRule
{
    public string Id => "D03";

    // aclocal.m4 is composed by aclocal in each package; as a whole it is in no history, so D01 judges it.
    public bool AppliesTo(SuspectFile file) =>
        file.Entry.Role == FileRole.Macro && file.Name != "aclocal.m4" && !file.IsExplained;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        (Severity severity, IReadOnlyList<Evidence> evidence) = BuildTextSeverity.Of(file);
        string message = file.Upstream.NameIsKnown
            ? "Upstream projects publish a macro of this name, but never with this content."
            : "No known upstream project ever published this macro.";
        yield return new(
            severity, message, file.Entry.Sha256 ?? "", [new(message, file.Path), .. file.Withdrawn, .. evidence]);
    }
}
