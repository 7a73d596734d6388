using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges what a project's own list of opaque files and the tree disagree about.</summary>
internal interface IManifestRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>How much a difference matters, and why.</summary>
    StoryMatch Match(ManifestDifference difference);
}
