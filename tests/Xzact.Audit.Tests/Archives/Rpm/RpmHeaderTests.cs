using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmHeaderTests
{
    private static RpmHeader Read(RpmHeaderBuilder builder, ArchiveLimits? limits = null)
    {
        ArchiveContext context = new(limits ?? ArchiveLimits.Default);
        return new RpmHeaderReader(new ArchiveInput(new ForwardOnly(builder.Build()), context), context, false).Read();
    }

    private static readonly RpmHeader s_header = Read(new RpmHeaderBuilder(63)
        .Text(1000, "demo").Texts(1117, "a", "", "\u00fc").Add(1004, 9, 2, [.. "one\0two\0"u8])
        .Add(1005, 2, 2, [1, 255]).Add(1006, 5, 1, RpmHeaderBuilder.Hex("ffffffff fffffffe")).Binary(1007, [7, 8]));

    [Fact]
    public void Values_of_every_type_are_read()
    {
        Assert.Equal("demo", s_header.Text(1000));
        Assert.Equal(["a", "", "\u00fc"], s_header.Texts(1117));
        Assert.Equal("one", s_header.Text(1004));
        Assert.Equal([1ul, 255ul], s_header.Numbers(1005));
        Assert.Equal(ulong.MaxValue - 1, s_header.Number(1006));
        Assert.Equal([7, 8], s_header.Bytes(1007).ToArray());
    }

    [Fact]
    public void What_is_not_there_is_null_or_empty()
    {
        Assert.False(s_header.Has(1));
        Assert.Null(s_header.Text(1));
        Assert.Null(s_header.Number(1));
        Assert.Empty(s_header.Texts(1));
        Assert.True(s_header.Bytes(1).IsEmpty);
        Assert.Equal(s_header.Offset, s_header.OffsetOf(1));
    }

    [Fact]
    public void A_value_of_another_type_is_damage_with_its_offset()
    {
        ArchiveException failure = Assert.Throws<ArchiveException>(() => s_header.Numbers(1000));
        Assert.Equal((ArchiveErrorReason.Corrupt, s_header.OffsetOf(1000)), (failure.Reason, failure.Offset));
        Assert.Throws<ArchiveException>(() => s_header.Text(1005));
        Assert.Throws<ArchiveException>(() => s_header.Bytes(1000).Length);
    }

    [Fact]
    public void More_values_than_a_package_may_have_files_are_refused()
    {
        RpmHeader header = Read(new RpmHeaderBuilder(63).Texts(1117, "a", "b", "c"), new() { MaxMembers = 2 });
        Assert.Equal("a", header.Text(1117));
        Assert.Equal(
            ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => header.Texts(1117)).Reason);
    }
}
