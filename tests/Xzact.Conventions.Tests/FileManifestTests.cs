using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Scan;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class FileManifestTests
{
    private static readonly byte[] s_opaque = [0xFD, 0x37, 0x7A, 0x00];

    [Fact]
    public void Every_file_of_the_repository_is_text_or_accounted_for() => Hold.That(FileManifest.Check(
        Repository.Paths,
        path => File.ReadAllBytes(Repository.FullPath(path)),
        FileManifest.Parse(Repository.ReadText(FileManifest.Path))));

    /// <summary>What <c>xzact scan --manifest data/manifest.json</c> would say of a clone.</summary>
    [Fact]
    public void The_manifest_agrees_with_what_a_scan_finds()
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("xzact-manifest");
        try
        {
            foreach (string path in Repository.Paths)
            {
                string file = Path.Combine(copy.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.Copy(Repository.FullPath(path), file);
            }

            ManifestComparison? manifest = ScanAudit.Run(new()
            {
                Path = copy.FullName,
                Manifest = OpaqueManifest.Read(Repository.FullPath(FileManifest.Path)),
                Cancellation = TestContext.Current.CancellationToken,
            }).Scanned?.Manifest;
            Assert.NotNull(manifest);
            Assert.Equal(manifest.Listed, manifest.Agreeing);
            Assert.Empty(manifest.Differences);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_opaque_file_without_an_entry_is_found() =>
        Hold.Finds("a.bin: not plain text", FileManifest.Check(["a.bin"], _ => s_opaque, []));

    [Fact]
    public void An_opaque_file_with_an_entry_is_accepted() =>
        Assert.Empty(FileManifest.Check(["a.bin", "ATests.cs"], Read, [Entry("a.bin")]));

    [Fact]
    public void An_opaque_file_that_changed_is_found() => Hold.Finds(
        "SHA-256 differs", FileManifest.Check(["a.bin", "ATests.cs"], Read, [Entry("a.bin") with { Sha256 = "00" }]));

    [Fact]
    public void An_entry_without_its_file_is_found() =>
        Hold.Finds("entry for gone.bin", FileManifest.Check(["ATests.cs"], Read, [Entry("gone.bin")]));

    [Fact]
    public void An_entry_whose_test_is_missing_is_found() =>
        Hold.Finds("checked by ATests.cs", FileManifest.Check(["a.bin"], Read, [Entry("a.bin")]));

    [Fact]
    public void An_entry_for_a_text_is_found() =>
        Hold.Finds("needs no entry", FileManifest.Check(["ATests.cs"], Read, [Entry("ATests.cs")]));

    [Theory]
    [InlineData("""{"file":"a", "what":"b"}""")]
    [InlineData("""{"file":"a", "sha256":" ", "what":"b", "madeBy":"c", "remake":"d", "checkedBy":"e"}""")]
    [InlineData("""{"file":"a", "sha256":"0", "what":"b", "madeBy":"c", "remake":"d", "checkedBy":"e", "x":"f"}""")]
    public void An_entry_that_leaves_something_out_is_refused(string entry) =>
        Assert.Throws<FormatException>(() => FileManifest.Parse($$"""{ "opaqueFiles": [ {{entry}} ] }"""));

    [Theory]
    [InlineData("plain\ttext\n", true)]
    [InlineData("žluťoučký 漢字 →", true)]
    [InlineData("", true)]
    [InlineData("windows\r\n", false)]
    [InlineData("nul\0", false)]
    [InlineData("escape\u001b[31m", false)]
    [InlineData("turned \u202E around", false)]
    [InlineData("zero\u200Bwidth", false)]
    [InlineData("\uFEFFmark", false)]
    public void Text_is_what_a_reader_sees_in_full(string text, bool expected) =>
        Assert.Equal(expected, FileManifest.DecodeText(Encoding.UTF8.GetBytes(text)) is not null);

    [Fact]
    public void Invalid_utf8_is_no_text() => Assert.Null(FileManifest.DecodeText([0x61, 0xC3, 0x28]));

    private static byte[] Read(string path) =>
        path.EndsWith(".bin", StringComparison.Ordinal) ? s_opaque : "class ATests;"u8.ToArray();

    private static FileManifest.Entry Entry(string file) => new(
        file, Convert.ToHexStringLower(SHA256.HashData(s_opaque)), "a sample", "by hand", "by hand", "ATests.cs");
}
