using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D47;

/// <summary>What makes a build take another way than the tag's, without one changed line.</summary>
internal sealed class FallbackRule : IArchiveRule
{
    public string Id => "D47";

    public (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind) => kind switch
    {
        ArchiveDoubtKind.LeftOut => (
            Severity.Medium,
            "A tracked file that the build names is not in the archive; it does without it, or takes another."),
        ArchiveDoubtKind.TakenByAnother => (
            Severity.High,
            "A tracked file that the build names is not in the archive, and a file that nothing explains has its "
                + "name."),
        ArchiveDoubtKind.OlderThanInput => (
            Severity.Low, "A generated file is older than its input, so that make makes it anew."),
        _ => null,
    };
}
