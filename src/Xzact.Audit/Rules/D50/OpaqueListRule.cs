using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D50;

/// <summary>An opaque file and what the project's own list says of it do not agree.</summary>
internal sealed class OpaqueListRule : IManifestRule
{
    public string Id => "D50";

    // A list is a claim: what it says never makes anything weigh less. That a test names a file was found in the tree.
    public StoryMatch Match(ManifestDifference difference) => difference.Kind switch
    {
        ManifestDifferenceKind.Unlisted => difference.NamedBy is null
            ? new(Severity.Medium, "An opaque file is not on the project's list, and no test names it.")
            : new(Severity.Low, "An opaque file is not on the project's list; a test names it."),
        ManifestDifferenceKind.OtherContent => new(
            Severity.Medium, "An opaque file has another content than the project's list says."),
        ManifestDifferenceKind.NoGenerator => new(
            Severity.Medium, "What the project's list says makes an opaque file is not in the tree."),
        ManifestDifferenceKind.NoTest => new(
            Severity.Medium, "The test that the project's list names for an opaque file is not in the tree."),
        ManifestDifferenceKind.Gone => new(Severity.Low, "A file on the project's list is not in the tree."),
        ManifestDifferenceKind.Text => new(Severity.Low, "A file on the project's list is text and needs no entry."),
        ManifestDifferenceKind.GeneratorSilent => new(
            Severity.Low, "What the project's list says makes an opaque file does not name it."),
        ManifestDifferenceKind.TestSilent => new(
            Severity.Low, "The test that the project's list names for an opaque file does not name it."),
        _ => new(Severity.Low, "The project's list does not say what an opaque file is, what made it or which test "
            + "reads it."),
    };
}
