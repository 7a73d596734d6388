using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A Libtool script of which every function, and every stretch of text between functions, was published: by Libtool in
/// some version, by gnulib, from which it takes two files, or by a distribution. The version's own name is a carrier.
/// </summary>
internal sealed class ComposedScriptProof(Func<KnownPartsIndex> known) : IFileProof
{
    public bool Wants(string path) => false; // scripts are build text, which is kept

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Name != "ltmain.sh" || subject.Tracked is not null || subject.File.Content is not byte[] content)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(content);
        ComposedParts parts = new();
        IReadOnlyList<MacroUnit> units = ScriptFile.Read(text);
        foreach (MacroUnit unit in units)
        {
            string part = text.Substring(unit.Start, unit.Length);
            if (!parts.IsNew(part))
            {
                return null;
            }

            KnownUnit? found = known().FindUnit(ScriptFile.Exact(part));
            if (found is null && known().FindUnit(ScriptFile.Canonical(part)) is KnownUnit other)
            {
                found = other;
                parts.Carriers.AddRange(ScriptFile.Stamps(part)
                    .Where(s => !IsOwnVersion(part.Substring(s.Offset, s.Length), context))
                    .Select(s => new Carrier(unit.Start + s.Offset, s.Length, "the version that the script names")));
            }

            if (found is null)
            {
                return null;
            }

            parts.Add(found);
        }

        parts.Carriers.AddRange(MacroGap.Of(text, units).Where(gap => known().FindUnit(gap.LineFeeds()) is null)
            .Select(gap => new Carrier(gap.Start, gap.Length, "line feeds")));
        return parts.ToAccount("functions and stretches between them", subject, context);
    }

    // Libtool's macros name the same version, and something else explains them. An address of the project is a choice
    // of two.
    private static bool IsOwnVersion(string stamp, ProofContext context)
    {
        string version = stamp.Split(' ')[^1];
        return stamp.StartsWith("http", StringComparison.Ordinal)
            || context.ArchivedPaths.Where(path => path.EndsWith("ltversion.m4", StringComparison.Ordinal))
                .Any(path => context.AccountOf(path) is { } account && AccountKindInfo.Of(account.Kind).IsExplained
                    && context.ContentOf(path) is byte[] macros
                    && Encoding.Latin1.GetString(macros)
                        .Contains($"='{version}'", StringComparison.Ordinal));
    }
}
