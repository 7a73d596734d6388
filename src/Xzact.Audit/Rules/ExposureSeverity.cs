using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>How much a statement about exposure matters.</summary>
internal static class ExposureSeverity
{
    /// <summary>The severity; null for what is not affected.</summary>
    public static Severity? Of(ExposureStatement statement) => statement switch
    {
        { Status: ExposureStatus.NotAffected } => null,

        // No way was found to tell. For harmful code somebody has to look; for the rest it is said and no more.
        { Status: ExposureStatus.Unknown } => statement.IsMalicious ? Severity.Medium : Severity.Low,
        { IsPresent: false } => statement.IsMalicious ? Severity.Medium : Severity.Low,
        { IsMalicious: true, Effect: ExposureEffect.Inert } => Severity.Medium,
        { IsMalicious: true } => Severity.Critical,
        { Rating: { } rating } => rating,
        _ => Severity.Medium,
    };

    /// <summary>The end of a message: what to do about it.</summary>
    public static string Advice(ExposureStatement statement) => statement switch
    {
        { Status: ExposureStatus.Unknown } => "Review recommended.",
        { IsPresent: false } => "It is in a lower layer only, which still travels with the image.",
        { IsMalicious: true, Effect: ExposureEffect.Inert } =>
            "The harmful code could not act in this build; replace it all the same.",
        { FixedIn: { } good } => $"Good again from {good} on.",
        { HasNote: true } => "What became of it stands below, in the record's words.",
        _ => "The record names no version that is good again.",
    };
}
