namespace Xzact.Audit.Case;

/// <summary>Every file of a release with its account, sorted by path.</summary>
public sealed class Ledger
{
    private readonly ILookup<string, LedgerEntry> _byPath;

    /// <summary>Makes a ledger of <paramref name="entries"/>, in any order.</summary>
    public Ledger(IEnumerable<LedgerEntry> entries)
    {
        Entries = [.. entries.OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Account.Kind)];
        _byPath = Entries.ToLookup(e => e.Path, StringComparer.Ordinal);
        Totals =
        [
            .. AccountKindInfo.All.Select(info =>
            {
                LedgerEntry[] rows = [.. Entries.Where(e => e.Account.Kind == info.Kind)];
                return new LedgerTotal(
                    info, rows.Length, rows.Sum(e => e.Size), rows.Count(e => e.ReachesBuild),
                    rows.Sum(e => e.Account.Carriers.Sum(carrier => (long)carrier.Length)));
            }),
        ];
    }

    /// <summary>A ledger of nothing: what a report holds when the archive could not be read.</summary>
    public static Ledger Empty { get; } = new([]);

    /// <summary>All entries, by path in ordinal order.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>One total a kind, in the order of <see cref="AccountKindInfo.All"/>.</summary>
    public IReadOnlyList<LedgerTotal> Totals { get; }

    /// <summary>Files that the archive holds and that no proof explains: modified, claimed and
    /// unaccounted.</summary>
    public IEnumerable<LedgerEntry> Unexplained =>
        Entries.Where(e => AccountKindInfo.Of(e.Account.Kind).IsOpen);

    /// <summary>The entries of one path: one, or several where an archive has a name more than once.</summary>
    internal IEnumerable<LedgerEntry> Of(string path) => _byPath[path];

    /// <summary>What is left of the file of a path, if something is.</summary>
    internal Residual? ResidualOf(string path) =>
        Of(path).Select(e => e.Account.Residual).FirstOrDefault(r => r is { Hunks.Count: > 0 });

    /// <summary>The number of entries of one kind.</summary>
    public int Count(AccountKind kind) => Totals.First(t => t.Kind.Kind == kind).Files;
}

/// <summary>The sum of one kind of account.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Sum of their sizes in bytes.</param>
/// <param name="ReachingBuild">How many of them the build was seen to read or run.</param>
/// <param name="CarrierBytes">Bytes of these files that their proofs do not cover.</param>
public sealed record LedgerTotal(
    AccountKindInfo Kind, int Files, long Bytes, int ReachingBuild, long CarrierBytes);
