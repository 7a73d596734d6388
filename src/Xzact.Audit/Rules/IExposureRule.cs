using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges what an advisory says of a package or file. A rule knows only what it is given.</summary>
internal interface IExposureRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Whether the rule is about such statements.</summary>
    bool AppliesTo(ExposureStatement statement);

    /// <summary>The severity of a statement and one sentence about it; null if there is nothing to report.</summary>
    (Severity Severity, string Message)? Judge(ExposureStatement statement);
}
