using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipExtraFieldsTests
{
    private const long Saturated = uint.MaxValue;

    [Fact]
    public void Fields_are_read_in_their_order_and_the_first_of_an_id_is_found()
    {
        byte[] bytes = [.. OpenedZip.Field(7, 1), .. OpenedZip.Field(0x1234), .. OpenedZip.Field(7, 2)];

        ZipExtraFields extra = ZipExtraFields.Parse(bytes);

        Assert.False(extra.IsMalformed);
        Assert.Equal([7, 0x1234, 7], extra.Fields.Select(field => field.Id));
        Assert.Equal([1], extra.Find(7)!);
        Assert.True(extra.Find(0x1234) is { Length: 0 });
        Assert.Null(extra.Find(8));
    }

    [Fact]
    public void Every_cut_keeps_the_whole_fields_and_is_malformed()
    {
        byte[] first = OpenedZip.Field(7, 1, 2);
        byte[] bytes = [.. first, .. OpenedZip.Field(8, 3)];
        for (int length = 0; length <= bytes.Length; length++)
        {
            ZipExtraFields extra = ZipExtraFields.Parse(bytes.AsSpan(0, length));

            Assert.Equal(length is not (0 or 6 or 11), extra.IsMalformed);
            Assert.Equal(length < 6 ? 0 : length < 11 ? 1 : 2, extra.Fields.Count);
        }
    }

    [Fact]
    public void Only_saturated_values_are_replaced_in_the_order_of_the_field()
    {
        ZipExtraFields extra = ZipExtraFields.Parse(
            OpenedZip.Field(1, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0));
        long[] values = [Saturated, 77, Saturated];

        Assert.True(extra.TryWiden(values));

        Assert.Equal([0x100000001, 77, 2], values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(15)]
    public void A_field_too_short_for_the_saturated_values_does_not_fit(int length) =>
        Assert.False(ZipExtraFields.Parse(OpenedZip.Field(1, new byte[length])).TryWiden(Saturated, Saturated));

    [Fact]
    public void A_value_above_63_bits_does_not_fit()
    {
        byte[] field = OpenedZip.Field(1, 0, 0, 0, 0, 0, 0, 0, 0x80);

        Assert.False(ZipExtraFields.Parse(field).TryWiden(Saturated));
        Assert.True(ZipExtraFields.Parse(field).TryWiden(5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(false, 1L, 2L)]
    [InlineData(false, 1L, 2L, 3L)]
    [InlineData(false, 3L)]
    [InlineData(false, 0L, 0L)]
    [InlineData(true, 9L)]
    [InlineData(true, 1L, 2L, 3L, 9L)]
    [InlineData(true, 2L, 1L)]
    public void A_zip64_field_holds_the_sizes_and_the_offset_in_their_order_and_nothing_else(
        bool isUnused, params long[] values)
    {
        byte[] data = [.. values.SelectMany(BitConverter.GetBytes)];
        byte[] field = data.Length == 0 ? [] : OpenedZip.Field(1, data);
        Assert.Equal(isUnused, ZipExtraFields.Parse(field).HasUnusedZip64(1, 2, 3));
        byte[] withDisk = OpenedZip.Field(1, [.. data, 0, 0, 0, 0]);
        Assert.Equal(isUnused, ZipExtraFields.Parse(withDisk).HasUnusedZip64(1, 2, 3));
        Assert.True(ZipExtraFields.Parse([.. withDisk, .. withDisk]).HasUnusedZip64(1, 2, 3));
    }

    [Fact]
    public void Without_the_field_a_value_is_what_it_says()
    {
        long[] values = [Saturated, 5];

        Assert.True(ZipExtraFields.Parse([]).TryWiden(values));

        Assert.Equal([Saturated, 5], values);
    }
}
