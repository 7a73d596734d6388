using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Tests.Checks;

public sealed class CrcTableTests
{
    [Theory]
    [InlineData(CrcPolynomial.Crc32, 0xFFFFFFFFUL)]
    [InlineData(CrcPolynomial.Crc64, 0x0123456789ABCDEFUL)]
    public void Equals_the_bitwise_definition_for_every_length_and_offset(ulong polynomial, ulong state)
    {
        var table = new CrcTable(polynomial);
        byte[] data = new byte[300];
        new Random(1).NextBytes(data);
        for (int offset = 0; offset < 9; offset++)
            for (int length = 0; length <= data.Length - offset; length++)
            {
                ReadOnlySpan<byte> part = data.AsSpan(offset, length);
                Assert.Equal(BitwiseCrc.Append(polynomial, state, part), table.Append(state, part));
            }
    }
}
