using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D49;

/// <summary>A copy of a library inside a file, of a release that an advisory is true of.</summary>
internal sealed class CopiedLibraryRule : IExposureRule
{
    public string Id => "D49";

    public bool AppliesTo(ExposureStatement statement) => statement.IsContent;

    public (Severity Severity, string Message)? Judge(ExposureStatement statement) =>
        ExposureSeverity.Of(statement) is { } severity
            ? (severity, $"{statement.Advisory}: {statement.Reason}. {ExposureSeverity.Advice(statement)}")
            : null;
}
