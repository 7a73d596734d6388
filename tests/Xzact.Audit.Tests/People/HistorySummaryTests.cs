using Xzact.Audit.Case.Histories;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class HistorySummaryTests : IDisposable
{
    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Contributors_are_numbers_with_the_times_of_their_rights()
    {
        HistoryBuilder builder = new();
        builder.Text("Ann", 1, "a", "1");
        builder.Text("Ben", 10, "a", "2", committer: "Ann", written: 8);
        int last = builder.Text("Ann", 20, "a", "3", committer: "Ben", written: 19);
        builder.Tag("v1", last, "Ann", 21, 1);
        builder.Tag("v2", last, "Ben", 22, 2);
        builder.Tag("nightly", last, "Ben", 23);
        ProjectHistory history = _folder.Summarize(builder);
        Assert.Equal(["P1", "P2"], history.Contributors.Select(c => c.Label));
        Assert.Equal(HistoryBuilder.Day(10), history.Of(1).MergeRight);
        Assert.Equal(HistoryBuilder.Day(20), history.Of(2).MergeRight);
        Assert.Equal((HistoryBuilder.Day(22), HistoryBuilder.Day(22)), (history.Of(2).FirstTag, history.Of(2).NewKey));
        Assert.Equal(["v1", "v2"], history.Releases.Select(r => r.Tag));
        Assert.Equal([("K1", false, false), ("K2", true, true)],
            history.Releases.Select(r => (r.Key!, r.IsNewKey, r.IsNewTagger)));
        Assert.Equal(48, Assert.Single(history.Of(2).Quarters).MedianHours);
    }

    [Fact]
    public void The_bus_factor_counts_who_wrote_half()
    {
        HistoryBuilder builder = new();
        (string, int)[] counts = [("Ann", 4), ("Ben", 3), ("Cid", 3), ("Dot", 1)];
        foreach ((string who, int count) in counts)
        {
            for (int i = 0; i < count; i++)
            {
                builder.Text(who, 1 + i, "f", $"{who}{i}");
            }
        }

        BusFactor year = Assert.Single(_folder.Summarize(builder).BusFactors);
        Assert.Equal(new BusFactor(2020, 2, 4, 11), year);
    }

    [Theory]
    [InlineData(null, "change", 1)]
    [InlineData(null, "change\n\nReviewed-by: Ben Example <ben@example.invalid>", 0)]
    [InlineData(null, "change\n\nReviewed-by: Ann Example <other@example.invalid>", 1)]
    [InlineData("Ben", "change", 0)]
    [InlineData("GitHub", "change", 0)]
    public void Alone_is_who_writes_and_lands_with_nobody_else_named(string? committer, string message, int alone)
    {
        HistoryBuilder builder = new();
        builder.Commit("Ann", 1, [("a", "1"u8.ToArray())], committer, message: message);
        Assert.Equal(alone, _folder.Summarize(builder).Of(1).Quarters[0].Alone);
    }

    [Fact]
    public void A_release_counts_what_its_tagger_landed_alone()
    {
        HistoryBuilder builder = new();
        int first = builder.Text("Ann", 1, "a", "1");
        builder.Text("Ann", 2, "a", "2");
        int second = builder.Text("Ben", 3, "a", "3", committer: "Ann");
        builder.Tag("v1", first, "Ann", 1.5);
        builder.Tag("v2", second, "Ann", 4);
        Assert.Equal([(1, 1), (2, 1)], _folder.Summarize(builder).Releases.Select(r => (r.Changes, r.Alone)));
    }

    [Fact]
    public void Programs_are_no_contributors_and_names_stay_outside_of_the_facts()
    {
        HistoryBuilder builder = new();
        builder.Text("Ann", 1, "a", "1");
        builder.Text("Renew[bot]", 2, "a", "2");
        CollectedHistory collected = _folder.Collect(builder);
        HistorySummary summary = new(collected);
        Assert.Single(summary.Make().Contributors);
        Assert.Equal(["Ann Example"], summary.Names);
        Assert.Equal(1, summary.NumberOf("ANN@example.invalid", ""));
        Assert.Equal(1, summary.NumberOf("", "ann example"));
        Assert.Null(summary.NumberOf("other@example.invalid", "Other Example"));
    }

    [Fact]
    public void Keys_are_read_from_both_kinds_of_signatures()
    {
        Assert.Equal(new string('a', 16), SigningKey.Of(HistoryBuilder.Signature(0xAA)));
        byte[] ssh = [.. "SSHSIG"u8, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0];
        string Armored(byte[] bytes) => $"-----BEGIN SSH SIGNATURE-----\n{Convert.ToBase64String(bytes)}\n-----END";
        Assert.Equal(16, SigningKey.Of(Armored(ssh))!.Length);
        Assert.NotEqual(SigningKey.Of(Armored(ssh)), SigningKey.Of(Armored([.. ssh[..^3], 4, 0, 0])));
        Assert.Null(SigningKey.Of(Armored(ssh[..12])));
        Assert.Null(SigningKey.Of(Armored([.. ssh[..10], 255, 255, 255, 255, 1])));
        Assert.Null(SigningKey.Of("nothing"));
    }
}
