using System.Security.Cryptography;
using System.Text.Json;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class KnownPartsIndexTests
{
    [Fact]
    public void The_shipped_binary_is_the_one_that_the_manifest_names_and_within_its_size()
    {
        string data = Path.Combine(SharedList.RepositoryRoot, "data");
        byte[] binary = File.ReadAllBytes(Path.Combine(data, "known-parts.xkprt"));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "manifest.json")));
        JsonElement entry = manifest.RootElement.GetProperty("opaqueFiles").EnumerateArray()
            .Single(e => e.GetProperty("file").GetString() == "data/known-parts.xkprt");
        Assert.Equal(entry.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(binary)));
        Assert.True(binary.Length <= 6_000_000, "about 6 MB at most");
        KnownPartsIndex shipped = KnownPartsIndex.Shipped;
        string counts = $"{shipped.UnitCount:N0} statements and {shipped.LineCount:N0} lines";
        Assert.Contains(counts, entry.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "autoconf", "autoconf-archive", "automake", "gettext", "gnulib", "gobject-introspection", "gpgme",
                "gtk-doc", "libassuan", "libgcrypt", "libgpg-error", "libtool", "pkg-config", "pkgconf", "yelp-tools",
            ],
            shipped.Parts.Select(part => part.Project).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("AC_DEFUN([LTSUGAR_VERSION], [m4_if([0.1])])\n", "libtool")]
    [InlineData("AC_DEFUN([LTOPTIONS_VERSION], [m4_if([1])])\n", "libtool")]
    public void Statements_that_were_published_are_known(string statement, string project)
    {
        Assert.Equal(project, KnownPartsIndex.Shipped.FindUnit(statement)?.Part.Project);
        string changed = statement.Replace("m4_if", "m4_esyscmd", StringComparison.Ordinal);
        Assert.Null(KnownPartsIndex.Shipped.FindUnit(changed));
    }
}
