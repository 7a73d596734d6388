using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges doubts about an archive. A rule knows only what it is given and changes nothing.</summary>
internal interface IArchiveRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>The severity of a doubt and one sentence about it; null if the rule is not about its kind.</summary>
    (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind);
}
