using System.Security.Cryptography;
using System.Text.Json;
using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownUpstreamIndexTests
{
    private static string Index => Path.Combine(SharedList.RepositoryRoot, "data", "known-upstream.xkidx");

    private static string Manifest => Path.Combine(SharedList.RepositoryRoot, "data", "known-upstream.manifest.json");

    [Fact]
    public void The_shipped_binary_holds_what_its_manifest_says()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Manifest));
        JsonElement described = manifest.RootElement.GetProperty("index");
        byte[] binary = File.ReadAllBytes(Index);
        Assert.Equal(described.GetProperty("bytes").GetInt32(), binary.Length);
        Assert.Equal(described.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(binary)));
        Assert.True(binary.Length <= 6_000_000, "about 6 MB at most");

        (string Prefix, KnownFile File)[] entries = [.. KnownUpstreamIndex.Shipped.Entries];
        Assert.Equal(described.GetProperty("entries").GetInt32(), entries.Length);
        Assert.Equal(
            described.GetProperty("entries_by_project").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
            entries.GroupBy(entry => entry.File.Project).Select(group => (group.Key, group.Count())));
        Assert.All(entries, entry => Assert.True(entry.File.Size >= 64));
    }

    [Fact]
    public void The_list_gives_the_shipped_binary_byte_for_byte()
    {
        string list = SharedList.Read();
        using var made = new MemoryStream();
        KnownUpstreamIndexWriter.Write(new StringReader(list), made);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllBytes(Index, made.ToArray());
            File.WriteAllText(Manifest, KnownUpstreamManifest.Describe(list, made.ToArray()));
        }

        Assert.Equal(File.ReadAllText(Manifest), KnownUpstreamManifest.Describe(list, made.ToArray()));
        bool isSame = made.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(Index));
        Assert.True(isSame, "the binary is not what the list makes");
    }

    [Fact]
    public void Every_row_of_the_list_is_found_with_everything_the_list_says()
    {
        int found = 0;
        foreach ((string sha256, KnownFile expected) in KnownList.Read(new StringReader(SharedList.Read())))
        {
            byte[] hash = Convert.FromHexString(sha256);
            bool isKnown = KnownUpstreamIndex.Shipped.TryFind(hash, expected.Size, out KnownFile? file);
            Assert.Equal(expected.Size >= 64, isKnown);
            Assert.Equal(isKnown ? expected : null, file);
            Assert.False(KnownUpstreamIndex.Shipped.TryFind(hash, expected.Size + 1, out _));
            hash[15] ^= 1;
            Assert.False(KnownUpstreamIndex.Shipped.TryFind(hash, expected.Size, out _));
            found++;
        }

        Assert.Equal(259_766, found);
    }

    [Fact]
    public void Serials_are_those_of_the_list()
    {
        KnownUpstreamIndex index = KnownUpstreamIndex.Shipped;
        IReadOnlyList<KnownSerial> serials = index.SerialsOf("build-to-host.m4");
        Assert.Contains(serials, serial => serial is { Serial: 3, Project: "gnulib" });
        Assert.DoesNotContain(serials, serial => serial.Serial == 30);
        Assert.Equal(
            index.FilesNamed("build-to-host.m4").Where(file => file.Serial is not null).Min(file => file.FirstCommit),
            serials.Min(serial => serial.FirstCommit));
        Assert.Empty(index.SerialsOf("no-such-macro.m4"));
        Assert.Empty(index.SerialsOf("m4/build-to-host.m4"));
    }

    [Fact]
    public void A_small_list_survives_the_round_trip_in_any_order()
    {
        string[] rows =
        [
            Row('a', "one", "m4/x.m4", 100, "2001-02-03", "7"),
            Row('b', "one", "m4/x.m4", 90, "2001-02-04", ""),
            Row('c', "one", "m4/x.m4", 5_000_000_000, "2001-02-04", "4"),
            Row('d', "one", "m4/\u00E9.m4", 64, "1969-12-31", ""),
            Row('e', "two", "x.m4", 63, "2020-01-01", "1"),
            Row('f', "two", "x.m4", 64, "2020-01-01", "0"),
        ];
        KnownUpstreamIndex index = Make(rows);
        KnownUpstreamIndex reversed = Make([.. rows.Reverse()]);
        Assert.Equal(index.Entries, reversed.Entries);
        Assert.Equal(5, index.Count);
        string list = KnownList.Header + "\n" + string.Join('\n', rows);
        foreach (KnownListRow row in KnownList.Read(new StringReader(list)))
        {
            bool isKnown = index.TryFind(Convert.FromHexString(row.Sha256), row.File.Size, out KnownFile? file);
            Assert.Equal(row.File.Size >= 64 ? row.File : null, isKnown ? file : null);
        }

        Assert.Equal(
            [
                new KnownSerial(0, new(2020, 1, 1), "two"),
                new KnownSerial(4, new(2001, 2, 4), "one"),
                new KnownSerial(7, new(2001, 2, 3), "one"),
            ],
            index.SerialsOf("x.m4"));
    }

    [Fact]
    public void A_damaged_index_is_refused_or_still_an_index()
    {
        byte[] whole = Write([.. Enumerable.Range(0, 40).Select(i => Row(
            "0123456789abcdef"[i % 16], i < 20 ? "one" : "two", $"m4/{i / 4}.m4", 64 + (i * 977), $"20{i + 10}-01-01",
            $"{i}", i))]);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = random.Next(2) == 0 ? [.. whole] : whole[..random.Next(whole.Length)];
            for (int j = random.Next(4); j > 0 && damaged.Length > 0; j--)
            {
                damaged[random.Next(Math.Min(damaged.Length, 400))] = (byte)random.Next(256);
            }

            try
            {
                KnownUpstreamIndex index = KnownUpstreamIndex.Load(new MemoryStream(damaged));
                Assert.Equal(index.Count, index.Entries.Count());
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 2500, 4999);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(33)]
    public void A_hash_of_another_length_is_an_error(int length) => Assert.Throws<ArgumentException>(
        () => KnownUpstreamIndex.Shipped.TryFind(new byte[length], 100, out _));

    [Fact]
    public void A_content_listed_twice_is_an_error() => Assert.Throws<InvalidDataException>(() => Write(
        [Row('a', "one", "x", 100, "2001-01-01", ""), Row('a', "two", "y", 100, "2001-01-01", "")]));

    private static string Row(
        char digit, string project, string path, long size, string date, string serial, int salt = 0) =>
        $"{new string(digit, 24)}{salt:x8}{new string(digit, 32)}\t{project}\t{path}\t{size}\t{date}\t{serial}";

    private static KnownUpstreamIndex Make(string[] rows) => KnownUpstreamIndex.Load(new MemoryStream(Write(rows)));

    private static byte[] Write(string[] rows)
    {
        using var index = new MemoryStream();
        KnownUpstreamIndexWriter.Write(new StringReader(KnownList.Header + "\n" + string.Join('\n', rows)), index);
        return index.ToArray();
    }
}
