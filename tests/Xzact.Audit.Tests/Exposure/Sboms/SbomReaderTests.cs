using System.Text;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Sboms;

namespace Xzact.Audit.Tests.Exposure.Sboms;

public sealed class SbomReaderTests
{
    private static Sbom Read(string text) => SbomReader.Read(Encoding.UTF8.GetBytes(text), "list");

    private static IEnumerable<string> Lines(Sbom sbom) =>
        sbom.Packages.Select(p => $"{p.Kind} {p.Name} {p.Version} {p.Source} {p.Distribution} {p.Scheme}");

    [Fact]
    public void CycloneDx_with_components_in_components()
    {
        Sbom sbom = Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"app"}},
            "components":[
             {"type":"library","name":"a","version":"1","components":[{"type":"library","name":"b","version":"2"}]},
             {"type":"library","name":"liblzma5","purl":"pkg:deb/debian/liblzma5@5.4.1-1?distro=debian-12",
              "properties":[{"name":"aquasecurity:trivy:SrcName","value":"xz-utils"}]},
             {"type":"file","name":"etc/passwd","version":"1"}]}
            """);
        Assert.Equal("CycloneDX 1.6", sbom.Format);
        Assert.Equal(
            ["generic a 1 a  Upstream", "generic b 2 b  Upstream",
             "deb liblzma5 5.4.1-1 xz-utils debian 12 Dpkg"],
            Lines(sbom));
        Assert.Equal(["app"], sbom.WithoutVersion);
    }

    [Fact]
    public void Every_package_url_counts()
    {
        Sbom sbom = Read("""
            {"spdxVersion":"SPDX-2.3","packages":[{"name":"a","externalRefs":[
            {"referenceType":"purl","referenceLocator":"pkg:deb/debian/demo@1"},
            {"referenceType":"http://spdx.org/rdf/references/purl","referenceLocator":"pkg:deb/debian/xz-utils@5.6.1-1"}
            ]}]}
            """);
        Assert.Equal(["demo", "xz-utils"], sbom.Packages.Select(p => p.Name));
        Assert.Equal("xz", Assert.Single(Read("""
            {"bomFormat":"CycloneDX","components":[{"type":"file","name":"f","purl":"pkg:deb/debian/xz@5.6.1-1"}]}
            """).Packages).Name);
    }

    [Fact]
    public void Spdx_in_both_forms_says_the_same()
    {
        Sbom json = Read("""
            {"spdxVersion":"SPDX-2.3","packages":[{"name":"xz","versionInfo":"5.6.1","externalRefs":[
            {"referenceType":"cpe23Type","referenceLocator":"cpe:2.3:a"},
            {"referenceType":"purl","referenceLocator":"pkg:apk/alpine/xz@5.6.1-r2?distro=alpine-3.19.1"}]},
            {"name":"none","versionInfo":"NOASSERTION"}]}
            """);
        Sbom tags = Read("""
            SPDXVersion: SPDX-2.3
            DocumentComment: <text>somebody
            PackageName: not me
            </text>
            PackageName: xz
            PackageVersion: 5.6.1
            ExternalRef: SECURITY cpe23Type cpe:2.3:a
            ExternalRef: PACKAGE-MANAGER purl pkg:apk/alpine/xz@5.6.1-r2?distro=alpine-3.19.1
            FileName: ./a
            PackageVersion: 9
            PackageName: none
            """);
        Assert.Equal(["apk xz 5.6.1-r2 xz alpine 3.19.1 Apk"], Lines(json));
        Assert.Equal(Lines(json), Lines(tags));
        Assert.Equal((json.Format, "none"), (tags.Format, Assert.Single(tags.WithoutVersion)));
    }

    [Theory]
    [InlineData("pkg:rpm/fedora/xz-libs@5.6.0-1.fc40?epoch=1&upstream=xz-5.6.0-1.fc40.src.rpm",
        "rpm xz-libs 1:5.6.0-1.fc40 xz fedora Rpm")]
    [InlineData("pkg:npm/%40scope/name@1.2.3", "npm @scope/name 1.2.3 @scope/name  Semantic")]
    [InlineData("pkg:npm/@scope/name@1.2.3", "npm @scope/name 1.2.3 @scope/name  Semantic")]
    [InlineData("pkg:golang/example.org/a/b@v1.0#sub", "golang example.org/a/b v1.0 example.org/a/b  Semantic")]
    [InlineData("pkg:maven/org.example/core@1", "maven org.example:core 1 org.example:core  Unknown")]
    [InlineData("pkg:deb/ubuntu/liblzma5@5.6.1%2Breally5.4.5-1?upstream=xz-utils@5.6",
        "deb liblzma5 5.6.1+really5.4.5-1 xz-utils ubuntu Dpkg")]
    [InlineData("pkg:generic/xz@5.6.1", "generic xz 5.6.1 xz  Upstream")]
    public void A_package_url_in_parts(string purl, string expected)
    {
        Sbom sbom = Read($$"""{"bomFormat":"CycloneDX","components":[{"name":"n","purl":"{{purl}}"}]}""");
        Assert.Equal(expected, Assert.Single(Lines(sbom)));
    }

    [Theory]
    [InlineData("{}", "SPDX 3 is not read (at byte 0)")]
    [InlineData("hello", "no SPDX of tags and values (at byte 0)")]
    [InlineData("{\"bomFormat\":\n\"Cyclo", "it ends inside the text: it was cut off (at byte ")]
    [InlineData("{\"bomFormat\": x}", "what stands there is not allowed")]
    [InlineData("SPDXVersion: SPDX-2.3\nDocumentComment: <text>a", "cut off (at byte 46)")]
    public void What_is_no_list_is_refused(string text, string why) => Assert.Contains(
        why, Assert.Throws<InventoryException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Lists_as_deep_as_a_bomb_are_refused() => Assert.Throws<InventoryException>(() => Read(
        "{\"bomFormat\":\"CycloneDX\",\"components\":"
        + string.Concat(Enumerable.Repeat("[{\"components\":", 5000))));

    [Fact]
    public void Members_of_another_kind_than_they_should_be_are_passed_by() => Assert.Empty(Read(
        """{"bomFormat":"CycloneDX","components":[1,null,"x",{"name":5,"version":{}}]}""").Packages);
}
