using System.Text;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipUnicodePathTests
{
    private static readonly byte[] s_name = "plain"u8.ToArray();

    private static byte[] Field(string path, byte version = 1, string madeFor = "plain") => OpenedZip.Field(
        0x7075,
        [
            version,
            .. ZipBuilder.U32(ZipBuilder.Crc32(Encoding.UTF8.GetBytes(madeFor))),
            .. Encoding.UTF8.GetBytes(path),
        ]);

    private static string? WhyOdd(params byte[][] fields) =>
        ZipUnicodePath.WhyOdd(ZipExtraFields.Parse([.. fields.SelectMany(field => field)]), s_name);

    [Fact]
    public void A_field_that_says_what_the_header_says_is_usual()
    {
        Assert.Null(WhyOdd());
        Assert.Null(WhyOdd(Field("plain")));
        byte[] accent = [0x6E, 0x82];
        byte[] made = OpenedZip.Field(0x7075, [1, .. ZipBuilder.U32(ZipBuilder.Crc32(accent)), .. "n\u00E9"u8]);
        Assert.Null(ZipUnicodePath.WhyOdd(ZipExtraFields.Parse(made), accent));
    }

    [Theory]
    [InlineData(1, "other", "plain")]
    [InlineData(1, "plain\0x", "plain")]
    [InlineData(1, "", "plain")]
    [InlineData(0, "plain", "plain")]
    [InlineData(2, "plain", "plain")]
    [InlineData(1, "plain", "another")]
    public void Any_other_field_is_odd(byte version, string path, string madeFor) =>
        Assert.NotNull(WhyOdd(Field(path, version, madeFor)));

    [Fact]
    public void More_than_one_field_is_odd_even_if_they_agree() =>
        Assert.NotNull(WhyOdd(Field("plain"), Field("plain")));

    [Fact]
    public void Every_cut_of_a_field_is_read_and_odd()
    {
        byte[] data = Field("plain")[4..];
        for (int length = 0; length < data.Length; length++)
        {
            Assert.NotNull(WhyOdd(OpenedZip.Field(0x7075, data.AsSpan(0, length))));
        }
    }

    [Fact]
    public void All_names_are_given_in_their_order() => Assert.Equal(
        [("b", true), ("a", false)],
        ZipUnicodePath.All(ZipExtraFields.Parse([.. Field("b"), .. Field("a", 9)]), s_name)
            .Select(path => (path.Path, path.Counts)));
}
