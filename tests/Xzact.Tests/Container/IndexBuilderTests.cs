using Xzact.Coding;
using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class IndexBuilderTests
{
    [Fact]
    public void An_index_without_blocks_is_eight_bytes()
    {
        var builder = new IndexBuilder();
        Assert.Equal([0, 0, 0, 0, 0x1C, 0xDF, 0x44, 0x21], builder.Build().ToArray());
        builder.Append(100, 200);
        Assert.NotEqual(8, builder.Build().Length);
        builder.Reset();
        Assert.Equal(8, builder.Build().Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(20_000)]
    public void The_verifier_takes_what_is_built(int count)
    {
        var random = new Random(count);
        var builder = new IndexBuilder();
        var verifier = new IndexVerifier();
        for (int i = 0; i < count; i++)
        {
            ulong unpadded = 5 + (ulong)random.NextInt64(1L << random.Next(1, 40));
            ulong uncompressed = (ulong)random.NextInt64(1L << random.Next(1, 40));
            builder.Append(unpadded, uncompressed);
            Assert.True(verifier.Append(unpadded, uncompressed));
        }

        ReadOnlySpan<byte> index = builder.Build().Span;
        int size = index.Length;
        Span<byte> output = default;
        Assert.Equal(CoderStatus.End, verifier.Code(ref index, ref output));
        Assert.Equal((0, (long)size, 0), (index.Length, verifier.Size, size % 4));
    }
}
