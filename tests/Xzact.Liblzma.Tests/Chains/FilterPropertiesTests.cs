using Xzact.Format;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Tests.Chains;

public sealed class FilterPropertiesTests
{
    [Theory]
    [InlineData(0x21, "16")]
    [InlineData(0x03, "FF")]
    [InlineData(0x04, "")]
    [InlineData(0x06, "40000000")]
    [InlineData(0x4000000000000001, "5D00008000")]
    [InlineData(0x4000000000000002, "5D00008000")]
    public void Properties_are_written_as_they_were_read(ulong id, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        CallerFilter filter = Assert.IsType<CallerFilter>(FilterProperties.Read(id, bytes));
        Assert.Equal(bytes.Length, FilterProperties.SizeOf(filter));
        byte[] written = new byte[bytes.Length];
        Assert.Equal(LzmaRet.Ok, FilterProperties.Write(filter, written));
        Assert.Equal(bytes, written);
    }

    [Theory]
    [InlineData(0x21, "29")]
    [InlineData(0x21, "")]
    [InlineData(0x03, "0000")]
    [InlineData(0x04, "00")]
    [InlineData(0x4000000000000001, "E100008000")]
    [InlineData(0x4000000000000001, "5D000080")]
    [InlineData(0x77, "")]
    public void What_is_not_valid_is_refused(ulong id, string hex) =>
        Assert.Null(FilterProperties.Read(id, Convert.FromHexString(hex)));

    [Fact]
    public void Options_that_cannot_be_written_are_the_caller_s_fault()
    {
        byte[] room = new byte[FilterProperties.MaxSize];
        Assert.Equal(LzmaRet.ProgError, FilterProperties.Write(new CallerFilter((ulong)FilterId.Lzma2), room));
        Assert.Equal(
            LzmaRet.ProgError, FilterProperties.Write(new CallerFilter((ulong)FilterId.Delta) { Number = 257 }, room));
        Assert.Equal(-1, FilterProperties.SizeOf(new CallerFilter(0x77)));
    }
}
