using Xzact.Audit.Case;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A .gmo or .mo file that holds exactly the translated messages of the .po file beside it, and not a byte besides.
/// </summary>
internal sealed class CompiledCatalogProof : IFileProof
{
    private const string CreationDate = "POT-Creation-Date:";

    public bool Wants(string path) => path.EndsWith(".gmo", StringComparison.Ordinal)
        || path.EndsWith(".mo", StringComparison.Ordinal) || path.EndsWith(".po", StringComparison.Ordinal);

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        string input = subject.Path[..(subject.Path.LastIndexOf('.') + 1)] + "po";
        if (!subject.Path.EndsWith("mo", StringComparison.Ordinal) || !Wants(subject.Path)
            || subject.File.Content is not byte[] compiled || context.ContentOf(input) is not byte[] source)
        {
            return null;
        }

        try
        {
            return IsCompiled(PoCatalog.Parse(source), MoCatalog.Read(compiled))
                ? new(AccountKind.DerivedAndVerified, $"compiled from {context.Describe(input)}: every message is its "
                    + "message, and no byte belongs to anything else")
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a compiled catalogue holds the translations of a catalogue in text, all and no
    /// others.</summary>
    internal static bool IsCompiled(PoCatalog source, MoCatalog compiled)
    {
        int matched = 0;
        foreach (PoMessage message in source.Messages)
        {
            if (message.IsObsolete || !message.IsTranslated || (message.IsFuzzy && !message.IsHeader))
            {
                continue;
            }

            string id = (message.Context is null ? "" : message.Context + "\u0004") + message.Id
                + (message.Plural is null ? "" : "\0" + message.Plural);
            string text = string.Join('\0', message.Strings);
            if (!compiled.Messages.TryGetValue(id, out string? found)
                || (found != text && !(message.IsHeader && found == WithoutDate(text))))
            {
                return false;
            }

            matched++;
        }

        return matched == compiled.Messages.Count;
    }

    // msgfmt leaves the date of the sources out since gettext 0.20, for the sake of reproducible builds.
    private static string WithoutDate(string header) => string.Join('\n',
        header.Split('\n').Where(line => !line.StartsWith(CreationDate, StringComparison.Ordinal)));
}
