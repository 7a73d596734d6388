using Xzact.Audit.Case;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Tool;

/// <summary>The settings that hold for a run.</summary>
/// <param name="Values">The settings.</param>
/// <param name="Notices">What the reader should know about settings that do not hold.</param>
internal sealed record UserSettings(AuditSettings Values, IReadOnlyList<Evidence> Notices)
{
    /// <summary>The case with its notices, without the findings that the settings suppress.</summary>
    public CaseReport Apply(CaseReport report) => Suppressor.Apply(
        report with { Notices = [.. report.Notices, .. Notices] }, Values, DateOnly.FromDateTime(DateTime.UtcNow));
}
