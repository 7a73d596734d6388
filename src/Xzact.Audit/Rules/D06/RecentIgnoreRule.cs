using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D06;

/// <summary>A file that only the archive holds, and that a new ignore rule keeps out of every listing.</summary>
internal sealed class RecentIgnoreRule : IReleaseRule
{
    public string Id => "D06";

    public (bool Applies, string Reason) AppliesTo(ReleaseFacts facts) => facts.Tag is null
        ? (false, "there is no tag whose ignore rules could be read")
        : (true, "the ignore rules of the tag compared with those of the months before");

    public IEnumerable<ReleaseMatch> Match(ReleaseFacts facts) => facts.Hidden.Select(hidden => new ReleaseMatch(
        Severity.Low, hidden.Path,
        "Only the archive has this file, nothing explains it, and an ignore rule hides it that was added shortly "
        + "before the release.",
        hidden.Pattern,
        [
            new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ignored by a rule that was not there {hidden.Days} days before the tag"),
                hidden.IgnoreFile, hidden.Line, Excerpt: hidden.Pattern),
        ]));
}
