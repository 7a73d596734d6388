using Xzact.Audit.Case;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A tracked .po file to which <c>msgmerge</c> added the positions and messages of the release's sources, as
/// <c>make dist</c> does: all translations are the tag's.
/// </summary>
internal sealed class MergedCatalogProof : IFileProof
{
    private readonly Dictionary<string, IReadOnlySet<string>> _strings = new(StringComparer.Ordinal);

    public bool Wants(string path) => path.EndsWith(".po", StringComparison.Ordinal);

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Tracked is null || !Wants(subject.Path) || subject.File.Content is not byte[] content
            || context.Tag.TextOf(subject.Tracked) is not byte[] tracked)
        {
            return null;
        }

        try
        {
            CatalogMerge merge = new(
                PoCatalog.Parse(tracked), content,
                path => context.Tag.Find(path) is not null || context.ArchivedPaths.Contains(path),
                path => StringsOf(path, context));
            return merge.WhyNot() is null
                ? new(AccountKind.DerivedAndVerified, "the tag's catalogue merged with the messages of the sources: "
                    + "every translation is the tag's")
                {
                    Carriers = [.. merge.Carriers.OrderBy(c => c.Offset)],
                }
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private IReadOnlySet<string> StringsOf(string path, ProofContext context)
    {
        string key = $"{context.Tag.Tag.CommitId}:{path}";
        return _strings.TryGetValue(key, out IReadOnlySet<string>? known) ? known
            : _strings[key] = context.TrackedContentOf(path) is byte[] text ? SourceStrings.Of(text) : new HashSet<string>();
    }
}
