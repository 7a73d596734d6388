using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A change log made from the history: exactly what <c>git log</c> prints, or what gitlog-to-changelog makes of it, but
/// for places that are carriers. A tracked older change log may stand at its end.
/// </summary>
internal sealed class ChangeLogProof : IFileProof
{
    private const int MaxBytes = 8 << 20;
    private const int MaxAttached = 8;

    // No tracked file has them: a commit without files can bring anything into a log.
    private const string Messages = "the messages of commits";

    // git-log(1), --date: of these each is a function of the commit.
    private static readonly string[] s_dates = ["iso", "default", "short", "iso-strict", "rfc"];

    public bool Wants(string path) => path[(path.LastIndexOf('/') + 1)..] is "ChangeLog" or "CHANGELOG";

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (!Wants(subject.Path) || subject.File.Content is not { Length: > 0 and < MaxBytes } content)
        {
            return null;
        }

        GitRepository repository = context.Tag.Repository;
        string commit = context.Tag.Tag.CommitId;
        if (content.AsSpan().StartsWith("commit "u8))
        {
            bool statistics = content.AsSpan().IndexOf(" changed, "u8) >= 0;
            return Array.Exists(s_dates, date =>
                GitCommitLog.StartsWith(repository, commit, content, statistics, date))
                ? new(AccountKind.DerivedAndVerified, "what git log prints of the tag's commit and those before it")
                {
                    LeftFree = Messages,
                }
                : null;
        }

        string text = Encoding.Latin1.GetString(content);
        string? attached = Attached(text, context);
        text = attached is null ? text : text[..^context.TrackedContentOf(attached)!.Length];
        if (ChangeLogComparison.Of(text, GitCommitLog.Read(repository, commit)) is not { } places)
        {
            return null;
        }

        Carrier[] carriers =
        [
            .. places.Where(place => !IsInMakefile(text.Substring((int)place.Offset, place.Length), context)),
        ];
        return new(
            AccountKind.DerivedAndVerified,
            "what gitlog-to-changelog makes of the tag's history"
            + (carriers.Length > 0 ? $", but for {Counted.Of(carriers.Length, "place")}" : "")
            + (attached is null ? "" : $"; at its end the tracked {attached}"))
        {
            Carriers = carriers,
            LeftFree = Messages,
        };
    }

    // A closing remark that the tag's own makefile prints, in quotes as it stands.
    private static bool IsInMakefile(string place, ProofContext context)
    {
        const int MinLength = 8;
        const int MaxLineFeeds = 3;
        string line = place.Trim('\n');
        string makefile = context.TrackedContentOf("Makefile.am") is byte[] bytes
            ? Encoding.Latin1.GetString(bytes)
            : "";
        return line.Length >= MinLength && place.Length <= line.Length + MaxLineFeeds
            && (makefile.Contains($"'{line}'", StringComparison.Ordinal)
                || makefile.Contains($"\"{line}\"", StringComparison.Ordinal));
    }

    private static string? Attached(string text, ProofContext context) => context.Tag.Paths
        .Where(path => path.StartsWith("ChangeLog", StringComparison.Ordinal) && path.IndexOf('/') < 0)
        .Order(StringComparer.Ordinal).Take(MaxAttached)
        .FirstOrDefault(path => context.TrackedContentOf(path) is { Length: > 0 } older
            && text.EndsWith(Encoding.Latin1.GetString(older), StringComparison.Ordinal));
}
