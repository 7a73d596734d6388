using System.Buffers.Binary;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmHeaderReaderTests
{
    private const uint Unsigned = uint.MaxValue;

    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    private static RpmHeaderBuilder Builder() => new RpmHeaderBuilder(63)
        .Text(1000, "demo").Numbers(1028, 1, 2).Shorts(1030, 3).Texts(1117, "a", "b").Binary(1012, [1, 2, 3]);

    private RpmHeader Read(byte[] bytes, bool isSignature = false) =>
        new RpmHeaderReader(new ArchiveInput(new ForwardOnly(bytes), _context), _context, isSignature).Read();

    private ArchiveException Fails(byte[] bytes) => Assert.Throws<ArchiveException>(() => Read(bytes));

    [Fact]
    public void A_plain_header_is_read_with_nothing_to_observe()
    {
        byte[] bytes = Builder().Build();
        RpmHeader header = Read(bytes);
        Assert.Equal(bytes, header.Raw);
        Assert.Equal(["a", "b"], header.Texts(1117));
        Assert.Equal([1ul, 2ul], header.Numbers(1028));
        Assert.Equal([1, 2, 3], header.Bytes(1012).ToArray());
        Assert.Empty(_context.Observations);
    }

    [Fact]
    public void A_header_that_is_cut_off_is_truncated_wherever_that_is()
    {
        byte[] bytes = Builder().Build();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ArchiveErrorReason.Truncated, Fails(bytes[..length]).Reason);
        }
    }

    [Fact]
    public void Numbers_of_entries_and_bytes_are_limited_before_memory_is_taken()
    {
        foreach ((int at, uint most) in ((int, uint)[])[(8, 65_535), (12, 32 << 20)])
        {
            Assert.Equal(ArchiveErrorReason.OverLimit, Fails(With(at, most + 1)).Reason);
            Assert.Equal(ArchiveErrorReason.OverLimit, Fails(With(at, Unsigned)).Reason);
            Assert.Equal(at, Fails(With(at, Unsigned)).Offset);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(ArchiveErrorReason.Truncated, Fails(With(at, most)).Reason);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }

        static byte[] With(int at, uint value)
        {
            byte[] bytes = Builder().Build();
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), value);
            return bytes;
        }
    }

    // Entries are those of the builder, by tag: 0 is the region, 1 the name, 2 bytes, 3 numbers, 4 shorts, 5 texts.
    [Theory]
    [InlineData(1, 1, 0u, "type 0")]
    [InlineData(1, 1, 10u, "type 10")]
    [InlineData(1, 1, Unsigned, "type 4294967295")]
    [InlineData(1, 2, 0x1000u, "leads to byte 4096")]
    [InlineData(1, 2, Unsigned, "leads to byte 4294967295")]
    [InlineData(3, 2, 1u, "where no value of its type begins")]
    [InlineData(1, 3, 0u, "has 0 values")]
    [InlineData(1, 3, 2u, "has 2 values")]
    [InlineData(2, 3, Unsigned, "behind the data")]
    [InlineData(3, 3, 0x40000001u, "behind the data")]
    [InlineData(5, 3, 3u, "begins inside that of another")]
    [InlineData(5, 3, Unsigned, "does not end inside the data")]
    [InlineData(2, 2, 1u, "begins inside that of another")]
    [InlineData(0, 1, 2u, "the region")]
    [InlineData(0, 3, 8u, "the region")]
    public void An_entry_that_leads_astray_is_refused(int entry, int field, uint value, string message)
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeIndex = index => index[entry][field] = value;
        ArchiveException failure = Fails(builder.Build());
        Assert.Equal(ArchiveErrorReason.Corrupt, failure.Reason);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 62u)]
    [InlineData(4, 6u)]
    [InlineData(8, 0u)]
    [InlineData(8, 0xFFFFFF00u)]
    [InlineData(8, 0x80000000u)]
    [InlineData(8, 0xFFFFFFFFu)]
    [InlineData(12, 15u)]
    public void A_region_that_does_not_end_in_its_own_entry_is_refused(int at, uint value)
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeData = data =>
        {
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(data.Length - 16 + at), value);
            return data;
        };
        Assert.Equal(ArchiveErrorReason.Corrupt, Fails(builder.Build()).Reason);
    }

    [Fact]
    public void Bytes_between_entries_are_observed_unless_they_align_the_next()
    {
        RpmHeaderBuilder builder = Builder();
        // "demo" and its zero are five bytes, three bytes follow, then numbers on a multiple of four.
        builder.ChangeIndex = index => index.RemoveAll(entry => entry[0] == 1012);
        builder.HasRegion = false;
        Read(builder.Build());
        Assert.Equal(
            [ArchiveObservationKind.UnaccountedBytes, ArchiveObservationKind.UnverifiedData],
            _context.Observations.Select(o => o.Kind));
        Assert.Equal(16 + (4 * 16) + 5, _context.Observations[0].Offset);
    }

    [Fact]
    public void Bytes_behind_the_region_are_observed()
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeData = data => [.. data, 0, 1];
        Read(builder.Build());
        Assert.Equal(
            [ArchiveObservationKind.UnaccountedBytes, ArchiveObservationKind.StrayExtension],
            _context.Observations.Select(o => o.Kind));
    }

    [Fact]
    public void Zeros_that_belong_to_no_entry_are_a_fact_of_their_own()
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeIndex = index => index.RemoveAll(entry => entry[0] == 1030);
        builder.ChangeData = data =>
        {
            int at = data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 3]);
            data[at + 1] = 0;
            return data;
        };
        builder.HasRegion = false;
        Read(builder.Build());
        Assert.Contains(ArchiveObservationKind.StreamPadding, _context.Observations.Select(o => o.Kind));
    }

    [Fact]
    public void Entries_outside_the_region_are_observed()
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeData = data =>
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(data.Length - 8), -5 * 16);
            return data;
        };
        Read(builder.Build());
        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(ArchiveObservationKind.StrayExtension, observation.Kind);
        Assert.Contains("1 entries", observation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000u, ArchiveObservationKind.StrayExtension)]
    [InlineData(777u, ArchiveObservationKind.UnknownExtraField)]
    [InlineData(4_000_000_000u, ArchiveObservationKind.UnknownExtraField)]
    public void Tags_that_repeat_or_that_nobody_knows_are_observed(uint tag, ArchiveObservationKind kind)
    {
        RpmHeaderBuilder builder = Builder();
        builder.ChangeIndex = index => index[2][0] = tag;
        Assert.Equal("demo", Read(builder.Build()).Text(1000));
        Assert.Equal(kind, Assert.Single(_context.Observations).Kind);
    }

    [Fact]
    public void The_signature_has_tags_and_a_region_of_its_own()
    {
        Read(new RpmHeaderBuilder(62).Text(273, "x").Build(), isSignature: true);
        Assert.Empty(_context.Observations);
        Read(Builder().Build(), isSignature: true);
        Assert.Contains(ArchiveObservationKind.UnverifiedData, _context.Observations.Select(o => o.Kind));
        Assert.Contains(ArchiveObservationKind.UnknownExtraField, _context.Observations.Select(o => o.Kind));
    }

    [Fact]
    public void Many_entries_that_share_their_data_cost_no_more_than_the_data()
    {
        // 60,000 entries of text that all lead to the same long one: read one by one they would be 60 GB.
        RpmHeaderBuilder builder = new(63) { HasRegion = false };
        builder.Text(1000, new string('x', 1 << 20));
        builder.ChangeIndex = index =>
            index.AddRange(Enumerable.Range(0, 60_000).Select(i => (uint[])[(uint)i, 6, 0, 1]));
        Assert.Contains("begins inside", Fails(builder.Build()).Message, StringComparison.Ordinal);
    }
}
