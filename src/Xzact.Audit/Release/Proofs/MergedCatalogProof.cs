using Xzact.Audit.Case;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A tracked .po file to which <c>msgmerge</c> added the positions and messages of the release's sources, as
/// <c>make dist</c> does: all translations are the tag's.
/// </summary>
internal sealed class MergedCatalogProof : IFileProof
{
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
            CatalogMerge merge = context.Merge(PoCatalog.Parse(tracked), content, subject.Folder);
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
}
