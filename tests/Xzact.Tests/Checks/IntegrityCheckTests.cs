using System.Text;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Tests.Checks;

public sealed class IntegrityCheckTests
{
    private const byte Canary = 0x5A;

    [Theory]
    [InlineData(0x00, "")]
    [InlineData(0x01, "2639F4CB")]
    [InlineData(0x04, "FA3919DFBBC95D99")]
    [InlineData(0x0A, "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void The_field_of_the_nine_digits_is_written_in_file_order_and_nothing_behind_it(byte id, string expected)
    {
        var check = new IntegrityCheck((CheckId)id);
        Assert.Equal(expected.Length / 2, check.Size);
        for (int run = 0; run < 2; run++)
        {
            check.Append("1234"u8);
            check.Append(Encoding.ASCII.GetBytes("56789"));
            byte[] field = new byte[check.Size + 1];
            Array.Fill(field, Canary);
            check.Finish(field);
            Assert.Equal(expected, Convert.ToHexString(field.AsSpan(0, check.Size)));
            Assert.Equal(Canary, field[^1]);
            check.Reset();
        }
    }

    [Fact]
    public void A_reserved_id_is_refused_and_never_passes_for_verified()
    {
        foreach (int id in Enumerable.Range(0, CheckIdExtensions.Count).Where(id => !((CheckId)id).IsSupported()))
            Assert.Throws<ArgumentOutOfRangeException>("id", () => new IntegrityCheck((CheckId)id));
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x04)]
    [InlineData(0x0A)]
    public void A_field_too_short_is_refused(byte id)
    {
        var check = new IntegrityCheck((CheckId)id);
        Assert.Throws<ArgumentException>("field", () => check.Finish(new byte[check.Size - 1]));
    }
}
