using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules;

/// <summary>Judges a build that was watched. A rule knows only what it is given and changes nothing.</summary>
internal interface IBuildRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>What it was not given and cannot judge without; null if it can.</summary>
    string? NeedsWhat(ObservedBuild build) => null;

    /// <summary>The matches in <paramref name="build"/>.</summary>
    IEnumerable<BuildMatch> Match(ObservedBuild build);
}

/// <summary>A match in a build.</summary>
/// <param name="Subject">What it is about: a path relative to the tree, or absolute outside it.</param>
/// <param name="Match">The match.</param>
internal sealed record BuildMatch(string Subject, RuleMatch Match);
