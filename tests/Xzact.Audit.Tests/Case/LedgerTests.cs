using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class LedgerTests
{
    private static LedgerEntry Entry(string path, AccountKind kind, long size = 1, bool reaches = false) =>
        new(path, new(kind, "because")) { Size = size, ReachesBuild = reaches };

    [Fact]
    public void Entries_are_sorted_by_the_bytes_of_their_paths()
    {
        Ledger ledger = new(
            [Entry("b", AccountKind.Missing), Entry("B", AccountKind.Missing), Entry("a", AccountKind.Missing)]);
        Assert.Equal(["B", "a", "b"], ledger.Entries.Select(e => e.Path));
    }

    [Fact]
    public void Totals_count_files_bytes_and_reach_of_each_kind()
    {
        Ledger ledger = new(
        [
            Entry("a", AccountKind.Unaccounted, 10, reaches: true),
            Entry("b", AccountKind.Unaccounted, 5),
            Entry("c", AccountKind.IdenticalToTag, 7),
        ]);
        LedgerTotal total = ledger.Totals.Single(t => t.Kind.Kind == AccountKind.Unaccounted);
        Assert.Equal((2, 15, 1), (total.Files, total.Bytes, total.ReachingBuild));
        Assert.Equal(1, ledger.Count(AccountKind.IdenticalToTag));
        Assert.Equal(ledger.Entries.Count, ledger.Totals.Sum(t => t.Files));
    }

    [Fact]
    public void Only_modified_claimed_and_unaccounted_files_are_unexplained()
    {
        Ledger ledger = new(Enum.GetValues<AccountKind>().Select(kind => Entry(kind.ToString(), kind)));
        Assert.Equal(["ClaimedGenerated", "Modified", "Unaccounted"], ledger.Unexplained.Select(e => e.Path));
    }

    [Fact]
    public void What_proofs_do_not_cover_is_summed_by_kind()
    {
        LedgerEntry Carrying(string path) => new(path, new(AccountKind.DerivedAndVerified, "r")
        {
            Carriers = [new(0, 3, "a comment"), new(9, 4, "a comment")],
        });
        Ledger ledger = new([Carrying("a"), Carrying("b"), Entry("c", AccountKind.DerivedAndVerified)]);
        Assert.Equal(14, ledger.Totals.Sum(t => t.CarrierBytes));
        Assert.Equal(14, ledger.Totals.Single(t => t.Kind.Kind == AccountKind.DerivedAndVerified).CarrierBytes);
    }
}
