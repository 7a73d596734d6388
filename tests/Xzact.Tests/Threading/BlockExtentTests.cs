using Xzact.Container;
using Xzact.Format;
using Xzact.Testing.Data;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class BlockExtentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public void It_is_whole_behind_data_padding_and_check_with_sizes_and_without(int checkId)
    {
        var check = (CheckId)checkId;
        for (int length = 0; length < 9; length++)
        {
            byte[] data = CoderLoops.Encode(CoderLoops.Options(1 << 16), Corpus.Make(CorpusKind.Text, length));
            int padding = -data.Length & 3;
            byte[] block = [.. data, .. new byte[padding], .. new byte[check.Size()], 9, 9];
            FilterFlags[] filters = [new FilterFlags(FilterId.Lzma2, 1 << 16)];
            foreach (bool hasSizes in (bool[])[false, true])
            {
                BlockHeader header = hasSizes
                    ? new() { CompressedSize = (ulong)data.Length, UncompressedSize = (ulong)length, Filters = filters }
                    : new() { Filters = filters };
                var extent = new BlockExtent(new DispatchedBlock(header, check, true, 0));
                int taken = 0;
                while (!extent.IsWhole)
                {
                    Assert.Equal(1, extent.Take(block.AsSpan(taken, 1)));
                    taken++;
                }

                Assert.Equal(block.Length - 2, taken);
                Assert.Equal(0, extent.Take(block.AsSpan(taken)));
                Assert.Equal((hasSizes, (ulong)data.Length), (extent.HasSizes, extent.DataSize));
                Assert.Equal(hasSizes ? 0UL : (ulong)length, extent.UncompressedSize);
            }
        }
    }
}
