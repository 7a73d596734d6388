using System.Text;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A list of languages that names exactly the message catalogues beside it, one a line or word, in an order that
/// sort(1) gives in some locale, and holds nothing else. Those that gettext makes of others may be made later.
/// </summary>
internal sealed class LinguasProof : IFileProof
{
    // English with other quotes, by po/Rules-quot.
    private static readonly string[] s_made = ["en@quot", "en@boldquot"];

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
        char between = text.Contains(' ', StringComparison.Ordinal) ? ' ' : '\n';
        string[] names = text.EndsWith('\n') ? text[..^1].Split(between) : [""];
        return catalogs.Length > 0 && Array.TrueForAll(names, LanguageName.Is)
            && names.Except(s_made).Order(StringComparer.Ordinal).SequenceEqual(catalogs.Except(s_made))
            && names.Distinct().Count() == names.Length && catalogs.All(names.Contains) && IsSorted(names)
            ? new(AccountKind.DerivedAndVerified, $"the names of the {catalogs.Length} catalogues beside it")
            : null;
    }

    // By bytes, by letters alone, or without regard to case.
    private static bool IsSorted(string[] names) => Array.Exists(
        (Func<string, string>[])[name => name, Letters, name => name.ToUpperInvariant()],
        key => names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(key(pair.First), key(pair.Second)) <= 0));

    private static string Letters(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
