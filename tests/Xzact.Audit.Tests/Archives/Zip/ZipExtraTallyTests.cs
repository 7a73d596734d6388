using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipExtraTallyTests
{
    private readonly ArchiveContext _context = new(ArchiveLimits.Default);
    private readonly ZipExtraTally _tally = new();

    [Fact]
    public void Unknown_fields_are_summed_by_id_and_observed_where_the_first_is()
    {
        Add([.. OpenedZip.Field(0xBEEF, 1, 2), .. OpenedZip.Field(0x0007, 1)], 100);
        Add(OpenedZip.Field(0xBEEF, 3), 200);
        Assert.Empty(_context.Observations);

        _tally.Observe(_context);

        Assert.Equal(
            [
                (100L, "1 extra fields of the unknown id 0x0007 hold 1 bytes"),
                (100L, "2 extra fields of the unknown id 0xbeef hold 3 bytes"),
            ],
            _context.Observations.Select(o => (o.Offset, o.Text)));
        Assert.All(_context.Observations, o => Assert.Equal(ArchiveObservationKind.UnknownExtraField, o.Kind));
    }

    [Theory]
    [InlineData(0x0001, "0102030405060708")]
    [InlineData(0x000A, "00000000" + "01001800" + "112233445566778811223344556677881122334455667788")]
    [InlineData(0x5455, "0100F15365")]
    [InlineData(0x5455, "0700F1536500F1536500F15365")]
    [InlineData(0x5455, "0300F15365")]
    [InlineData(0x5855, "112233441122334411221122")]
    [InlineData(0x5855, "1122334411223344")]
    [InlineData(0x7855, "")]
    [InlineData(0x7855, "11221122")]
    [InlineData(0x7875, "0104E803000004E8030000")]
    public void The_usual_fields_are_no_observation(int id, string hex)
    {
        byte[] data = Convert.FromHexString(hex);
        Add(OpenedZip.Field(id, data), 0);
        _tally.Observe(_context);
        Assert.Empty(_context.Observations);

        if (id != 1 && data.Length > 0)
        {
            Add(OpenedZip.Field(id, [.. data, .. "INERT TEST FIXTURE"u8]), 0);
            Assert.Contains(ArchiveObservationKind.ExtraFieldBytes, _context.Observations.Select(o => o.Kind));
        }
    }

    [Theory]
    [InlineData(0x756E)]
    [InlineData(0x6C78)]
    public void A_field_with_a_mode_that_few_readers_know_is_observed(int id)
    {
        Add(OpenedZip.Field(id, 1, 2, 3), 5);
        Assert.Equal(ArchiveObservationKind.VendorExtension, Assert.Single(_context.Observations).Kind);
    }

    [Fact]
    public void Bytes_that_make_no_field_are_observed_at_once_with_the_name_made_safe()
    {
        Add([0xEF, 0xBE, 9, 0, 1], 300);

        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(
            (ArchiveObservationKind.MalformedExtraField, "a\u001b", 300L),
            (observation.Kind, observation.MemberName, observation.Offset));
        Assert.Contains("'a\\u{1B}'", observation.Text, StringComparison.Ordinal);
    }

    private void Add(byte[] extra, long offset) => _tally.Add(ZipExtraFields.Parse(extra), "a\u001b", offset, _context);
}
