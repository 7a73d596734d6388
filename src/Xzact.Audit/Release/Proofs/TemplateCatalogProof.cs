using Xzact.Audit.Case;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A .pot file: every message is a string of a tracked source file that its reference names, and none is translated.
/// The header and comments that xgettext copies are carriers.
/// </summary>
internal sealed class TemplateCatalogProof : IFileProof
{
    private static readonly PoCatalog s_nothing = PoCatalog.Parse([]);

    public bool Wants(string path) => path.EndsWith(".pot", StringComparison.Ordinal);

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Tracked is not null || !Wants(subject.Path) || subject.File.Content is not byte[] content)
        {
            return null;
        }

        try
        {
            CatalogMerge merge = context.Merge(s_nothing, content, subject.Folder);
            return merge.WhyNot() is null
                ? new(AccountKind.DerivedAndVerified, "every message is a string of the tracked source that it names")
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
