using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D48;

/// <summary>An installed package that an advisory is true of.</summary>
internal sealed class ListedPackageRule : IExposureRule
{
    public string Id => "D48";

    public bool AppliesTo(ExposureStatement statement) => !statement.IsContent;

    public (Severity Severity, string Message)? Judge(ExposureStatement statement) =>
        ExposureSeverity.Of(statement) is not { } severity ? null
        : statement.Status == ExposureStatus.Unknown
            ? (severity, $"{statement.Advisory}: it cannot be told: {statement.Reason}. "
                + ExposureSeverity.Advice(statement))
            : (severity, $"{statement.Advisory}: {statement.Reason}. {ExposureSeverity.Advice(statement)}");
}
