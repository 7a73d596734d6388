namespace Xzact.Audit.Case;

/// <summary>How much a finding matters, in ascending order.</summary>
public enum Severity
{
    /// <summary>Context for a reviewer; never an alert by itself.</summary>
    Low,

    /// <summary>Worth a look before the release is used.</summary>
    Medium,

    /// <summary>Unexplained content that can act in the build.</summary>
    High,

    /// <summary>A published indicator, or a combination that no clean release was seen to have.</summary>
    Critical,
}
