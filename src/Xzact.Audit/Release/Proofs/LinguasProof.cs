using System.Text;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Proofs;

/// <summary>A list of languages that names exactly the message catalogues beside it, one a line or word, and holds
/// nothing else.</summary>
internal sealed class LinguasProof : IFileProof
{
    public bool Wants(string path) => path.EndsWith("/LINGUAS", StringComparison.Ordinal);

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Tracked is not null || !Wants(subject.Path) || subject.File.Content is not byte[] content)
        {
            return null;
        }

        string[] catalogs =
        [
            .. context.InFolder(subject.Folder).Where(path => path.EndsWith(".po", StringComparison.Ordinal))
                .Select(path => path[subject.Folder.Length..^3]).Order(StringComparer.Ordinal),
        ];
        string text = Encoding.Latin1.GetString(content);
        const string Header = "# Set of available languages.\n"; // gettext's own template begins so
        text = text.StartsWith(Header, StringComparison.Ordinal) ? text[Header.Length..] : text;
        return catalogs.Length > 0 && Array.TrueForAll(catalogs, LanguageName.Is)
            && (text == string.Join('\n', catalogs) + "\n" || text == string.Join(' ', catalogs) + "\n")
            ? new(AccountKind.DerivedAndVerified, $"the names of the {catalogs.Length} catalogues beside it")
            : null;
    }
}
