using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>What every sample of a rule says, whatever it is a sample of.</summary>
internal interface IRuleSample
{
    /// <summary>Its file.</summary>
    string Name { get; }

    /// <summary>The severity that the rule must give; null if it must not match.</summary>
    Severity? Expected { get; }

    /// <summary>What the match must be about; null if that is left open.</summary>
    string? Subject => null;
}
