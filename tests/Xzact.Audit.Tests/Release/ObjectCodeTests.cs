using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ObjectCodeTests
{
    [Theory]
    [InlineData("7f454c46", true)]
    [InlineData("213c617263683e0a", true)]
    [InlineData("cafebabe00000034", true)]
    [InlineData("cffaedfe", true)]
    [InlineData("7f454c", false)]
    [InlineData("4d5a", false)]
    [InlineData("", false)]
    public void Object_code_is_told_by_its_first_bytes(string head, bool isObject) =>
        Assert.Equal(isObject, ObjectCode.Is(Convert.FromHexString(head)));

    [Fact]
    public void A_text_that_begins_with_MZ_is_none()
    {
        byte[] program = [.. "MZ"u8, .. new byte[58], 0x80, 0, 0, 0];
        Assert.True(ObjectCode.Is(program));
        Assert.False(ObjectCode.Is(
            [.. "MZ is the beginning of a text that has more than sixty-four characters in it"u8]));
    }
}
