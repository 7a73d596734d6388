using System.Text.Json;
using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownUpstreamManifestTests
{
    [Fact]
    public void It_counts_and_hashes_what_it_describes()
    {
        string list = KnownList.Header + "\n"
            + Row('a', "z", 64) + Row('b', "a", 100) + Row('c', "z", 65) + Row('d', "z", 63) + Row('e', "tiny", 1);

        string manifest = KnownUpstreamManifest.Describe(list, "abc"u8);

        Assert.EndsWith("}\n", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', manifest);
        using var json = JsonDocument.Parse(manifest);
        JsonElement described = json.RootElement.GetProperty("list");
        Assert.Equal(5, described.GetProperty("rows").GetInt32());
        Assert.Equal(Archives.ArchiveListing.Sha256(list), described.GetProperty("sha256").GetString());
        JsonElement index = json.RootElement.GetProperty("index");
        Assert.Equal(3, index.GetProperty("bytes").GetInt32());
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            index.GetProperty("sha256").GetString());
        Assert.Equal(3, index.GetProperty("entries").GetInt32());
        Assert.Equal(2, index.GetProperty("omitted_below_64_bytes").GetInt32());
        Assert.Equal(
            [("a", 1), ("z", 2)],
            index.GetProperty("entries_by_project").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())));
    }

    [Fact]
    public void Its_files_exist()
    {
        using var json = JsonDocument.Parse(KnownUpstreamManifest.Describe(KnownList.Header, []));
        string root = SharedList.RepositoryRoot;

        string file = json.RootElement.GetProperty("index").GetProperty("file").GetString()!;
        Assert.True(File.Exists(Path.Combine(root, "data", file)), file);
        string layout = json.RootElement.GetProperty("layout").GetString()!;
        Assert.True(File.Exists(Path.Combine(root, layout)), layout);
    }

    [Fact]
    public void A_malformed_list_is_not_described() =>
        Assert.Throws<InvalidDataException>(() => KnownUpstreamManifest.Describe(KnownList.Header + "\nrubbish", []));

    private static string Row(char digit, string project, long size) =>
        $"{new string(digit, 64)}\t{project}\tpath\t{size}\t2001-01-01\t\n";
}
