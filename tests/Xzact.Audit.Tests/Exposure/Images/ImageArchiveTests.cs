using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure;
using Xzact.Audit.Tests.Archives;
using Xzact.Audit.Tests.Exposure.Contents;

namespace Xzact.Audit.Tests.Exposure.Images;

/// <summary>Images in both forms, layer by layer, and hostile ones.</summary>
public sealed class ImageArchiveTests
{
    private static readonly byte[] s_first = new TarBuilder()
        .Add("./var/lib/dpkg/status", RootBuilder.Status(("liblzma5", "5.6.1-1", "xz-utils"), ("foo", "1", null)))
        .Add("usr/lib/os-release", RootBuilder.Debian13)
        .Add("etc/os-release", type: '2', link: "../usr/lib/os-release")
        .Add("opt/a/tool", new ElfBuilder { Text = "5.6.1" }.Define(LibraryFinderTests.Functions).Build(), '0', "", 420)
        .Add("opt/b/tool", new ElfBuilder { Text = "5.6.0" }.Define(LibraryFinderTests.Functions).Build(), '0', "", 420)
        .End();

    private static readonly byte[] s_second = new TarBuilder()
        .Add("var/lib/dpkg/status", RootBuilder.Status(("liblzma5", "5.6.1+really5.4.5-1", "xz-utils")))
        .Add("opt/a/.wh.tool")
        .End();

    private static byte[] Oci(params byte[][] layers)
    {
        TarBuilder tar = new();
        string Blob(byte[] content)
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(content));
            tar.Add($"blobs/sha256/{digest}", content, '0', "", 420);
            return $"\"digest\":\"sha256:{digest}\"";
        }

        string list = string.Join(',', layers.Select(l => $"{{{Blob(l)}}}"));
        string manifest = Blob(Encoding.UTF8.GetBytes($"{{\"layers\":[{list}]}}"));
        return tar.Add("index.json", $"{{\"manifests\":[{{{manifest}}}]}}").End();
    }

    private static byte[] Saved(params byte[][] layers)
    {
        TarBuilder tar = new();
        for (int i = 0; i < layers.Length; i++)
        {
            tar.Add($"{i}/layer.tar", layers[i], '0', "", 420);
        }

        string list = string.Join(',', layers.Select((_, i) => $"\"{i}/layer.tar\""));
        return tar.Add("manifest.json", $"[{{\"RepoTags\":[\"demo:1\"],\"Layers\":[{list}]}}]").End();
    }

    private static CaseReport Run(byte[] image, ArchiveLimits? limits = null)
    {
        using RootBuilder folder = new();
        folder.Add("image.tar", image);
        return ExposureAudit.Run(new() { ImagePath = folder.PathOf("image.tar"), Limits = limits ?? new() });
    }

    private static IEnumerable<string> Lines(CaseReport report) => report.Exposure!.Statements
        .Select(s => $"{s.Subject} {s.Status}{(s.IsPresent ? "" : " below")}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Layers_are_stacked_in_both_forms(bool isOci)
    {
        CaseReport report = Run(isOci ? Oci(s_first, s_second) : Saved(s_first, s_second));
        Assert.Equal(
            ["opt/b/tool Affected", "deb/liblzma5@5.6.1-1 Affected below", "opt/a/tool Affected below",
             "deb/liblzma5@5.6.1+really5.4.5-1 NotAffected"],
            Lines(report));
        Assert.Equal(1, report.Exposure!.Packages);
        Assert.Equal(
            [Severity.Critical, Severity.Medium, Severity.Medium], report.Findings.Select(f => f.Severity));
        Assert.Contains(
            report.Exposure.Statements[1].Evidence,
            e => e.What.EndsWith("in layer 1 of 2, and gone in layer 2", StringComparison.Ordinal));
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void One_layer_alone_is_bad() =>
        Assert.Contains("deb/liblzma5@5.6.1-1 Affected", Lines(Run(Oci(s_first))));

    [Theory]
    [InlineData("opt/.wh..wh..opq")]
    [InlineData(".wh.opt")]
    [InlineData(".wh..wh..opq")]
    public void Whole_folders_are_taken_away(string whiteout)
    {
        byte[] third = new TarBuilder().Add(whiteout).Add("opt/new", "x").End();
        Assert.DoesNotContain("opt/b/tool Affected", Lines(Run(Oci(s_first, third))));
        Assert.Contains("opt/b/tool Affected below", Lines(Run(Oci(s_first, third))));
    }

    [Fact]
    public void A_name_that_leads_out_of_the_root_is_left_out_and_said()
    {
        byte[] layer = new TarBuilder().Add("../var/lib/dpkg/status", RootBuilder.Status(("a", "1", null)))
            .Add("etc/os-release", RootBuilder.Debian13).End();
        CaseReport report = Run(Oci(layer));
        Assert.True(report.IsIncomplete);
        Assert.Equal(0, report.Exposure!.Packages);
    }

    /// <summary>Where the system would find the database, it is found: none of these is clean.</summary>
    [Theory]
    [InlineData("hard", "x", "var/lib/dpkg/status=x")]
    [InlineData("hard chain", "x", "y=x var/lib/dpkg/status=y")]
    [InlineData("link", "x", "var/lib/dpkg/status>../../../x")]
    [InlineData("link and hard", "x", "y=x var/lib/dpkg/status>/y")]
    [InlineData("folder", "real/status", "var/lib/dpkg>/real")]
    [InlineData("folder above the root", "real/status", "var/lib/dpkg>../../../../../real")]
    [InlineData("folders", "real/dpkg/status", "var/lib>../other other>real")]
    [InlineData("below a link", "lib/dpkg/status", "var/lib>../usr/lib lib>usr/lib")]
    public void A_database_is_found_through_links(string how, string file, string links)
    {
        byte[] content = new TarBuilder().Add("etc/os-release", RootBuilder.Debian13)
            .Add(file, RootBuilder.Status(("liblzma5", "5.6.1-1", "xz-utils"))).End();
        TarBuilder linked = new();
        foreach (string link in links.Split(' '))
        {
            string[] pair = link.Split('=', '>');
            linked.Add(pair[0], type: link.Contains('=', StringComparison.Ordinal) ? '1' : '2', link: pair[1]);
        }

        byte[] last = linked.End();
        byte[] onOneLayer = [.. content[..^1024], .. last];
        byte[] before = [.. last[..^1024], .. content];
        foreach (byte[][] layers in (byte[][][])[[onOneLayer], [before], [content, last], [last, content]])
        {
            // A layer that changes a link to a folder into a folder is another tree; a hard link needs its file before.
            bool isPossible = layers is [_]
                || (how == "below a link" ? layers[0] == last : layers[0] == content || how is "link" or "folder");
            CaseReport report = Run(Oci(layers));
            Assert.True(
                !isPossible || Lines(report).Contains("deb/liblzma5@5.6.1-1 Affected"), $"{how}, {layers.Length}");
        }
    }

    [Fact]
    public void Lists_behind_a_linked_folder_say_whose_a_file_is()
    {
        byte[] tool = new ElfBuilder { Text = "5.6.1" }.Define(LibraryFinderTests.Functions).Build();
        byte[] layer = new TarBuilder().Add("etc/os-release", RootBuilder.Debian13)
            .Add("real/status", RootBuilder.Status(("liblzma5", "5.6.1+really5.4.5-1", "xz-utils")))
            .Add("real/info/liblzma5.list", "/opt/tool\n")
            .Add("opt/tool", tool, '0', "", 420)
            .Add("var/lib/dpkg", type: '2', link: "/real").End();
        Assert.Equal(
            ["deb/liblzma5@5.6.1+really5.4.5-1 NotAffected", "opt/tool NotAffected"], Lines(Run(Oci(layer))));
    }

    [Theory]
    [InlineData('2', "../../../nowhere/status", "which is not there")]
    [InlineData('2', "status", "more than 40 links lead to it")]
    [InlineData('6', "", "it is a pipe or a device")]
    [InlineData('5', "", "it is a folder")]
    [InlineData('0', "", "it lists none")]
    public void A_database_that_cannot_be_read_is_no_clean_image(char type, string link, string why)
    {
        byte[] layer = new TarBuilder().Add("etc/os-release", RootBuilder.Debian13)
            .Add("var/lib/dpkg/status", type: type, link: link).End();
        CaseReport report = Run(Oci(layer));
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.Why.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void An_image_without_a_database_is_not_clean()
    {
        CaseReport report = Run(Oci(new TarBuilder().Add("app", "x").End()));
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.Why.StartsWith("no database of dpkg", StringComparison.Ordinal));
    }

    [Fact]
    public void A_layer_with_another_digest_is_said()
    {
        byte[] image = Oci(s_first);
        int at = image.AsSpan().IndexOf("Description: a package"u8);
        image[at + 13] = (byte)'b';
        Assert.Contains(Run(image).NotLookedAt, o =>
            o.Why.Contains("it is not the layer that the manifest names", StringComparison.Ordinal));
    }

    [Fact]
    public void A_layer_that_is_missing_or_damaged_is_said_and_the_rest_is_looked_at()
    {
        CaseReport missing = Run(new TarBuilder().Add("a/layer.tar", s_first, '0', "", 420)
            .Add("manifest.json", """[{"Layers":["a/layer.tar","b/layer.tar"]}]""").End());
        Assert.Contains(missing.NotLookedAt, o => o.What == "layer b/layer.tar");
        Assert.Contains("deb/liblzma5@5.6.1-1 Affected", Lines(missing));

        CaseReport damaged = Run(Saved(s_first, "\x28\xb5\x2f\xfd not read here"u8.ToArray()));
        Assert.Contains(damaged.NotLookedAt, o => o.What == "layer 1/layer.tar");
        Assert.True(damaged.IsIncomplete);
    }

    [Fact]
    public void A_layer_that_unpacks_to_too_much_is_not_read_to_its_end()
    {
        byte[] bomb = new TarBuilder().Add("zeros", new byte[1 << 20], '0', "", 420).End();
        CaseReport report = Run(Saved(s_first, Pack(bomb)), new() { RatioThreshold = 1 << 16, MaxRatio = 20 });
        Assert.Contains(report.NotLookedAt, o => o.Why.Contains("more than 20 times", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other", "{}", "is it an image?")]
    [InlineData("index.json", """{"manifests":[]}""", "it names no image with layers")]
    [InlineData("index.json", """{"manifests":[{"digest":"sha256:../../x"}]}""", "is no digest of SHA-256")]
    [InlineData("index.json", """{"manifests":[{"digest":"md5:0"}]}""", "is no digest of SHA-256")]
    [InlineData("manifest.json", """[{"Layers":[]}]""", "an image has no layers")]
    [InlineData("manifest.json", "[{", "cut off (at byte 2)")]
    public void What_is_no_image_is_refused(string name, string content, string why) => Assert.Contains(
        why, Assert.Throws<AuditInputException>(() => Run(new TarBuilder().Add(name, content).End())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_index_that_names_itself_ends()
    {
        string json = """{"manifests":[{"digest":"sha256:DIGEST"}]}""";
        string digest = new('a', 64);
        byte[] image = new TarBuilder().Add("index.json", json.Replace("DIGEST", digest, StringComparison.Ordinal))
            .Add($"blobs/sha256/{digest}", json.Replace("DIGEST", digest, StringComparison.Ordinal)).End();
        Assert.Contains("deep", Assert.Throws<AuditInputException>(() => Run(image)).Message, StringComparison.Ordinal);
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream gzip = new(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
