using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class LzmaDecodeKernelTests
{
    private const int Dictionary = 1 << 16;
    private const int InputSize = 3000;

    [Fact]
    public async Task Kernels_and_their_span_only_twins_write_the_same_bytes_and_judge_damage_alike()
    {
        Task<string> others = KernelTwins.DigestOfTheOthersAsync(TestContext.Current.CancellationToken);
        string ours = KernelTwins.Digest();
        Assert.Equal($"{!KernelSwitch.UseSafeKernels} {ours}", await others);
    }

    /// <summary>
    /// The specification of LZMA calls a code that equals the range a sign of damage; after it the code is beyond the
    /// range. The C library goes on in 32 bits, and so must every loop, or damaged files are judged differently.
    /// </summary>
    [Fact]
    public void A_code_beyond_the_range_is_decoded_as_the_checked_loop_decodes_it()
    {
        var random = new Random(5);
        using var window = new WorkAllocator().Allocate<byte>(WindowLayout.Size(Dictionary));
        using var table = new WorkAllocator().Allocate<ushort>(LzmaModel.DecoderSize);
        LzmaModel.FillNextProbabilities(table.Slice(LzmaModel.NextProbability, 2 * LzmaFormat.ProbabilityTotal));
        int size = LzmaModel.Size(literalBits: 3);
        var input = new byte[InputSize + LzmaFormat.MaxSymbolInput + 1];
        int beyond = 0;
        for (int run = 0; run < 2000; run++)
        {
            // Probabilities near one lead to many far matches, whose distances have bits without a model.
            table.Slice(0, size).Fill((ushort)random.Next(31, run % 2 == 0 ? 2018 : 400));
            random.NextBytes(input);
            random.NextBytes(window.Span);
            if (run % 3 == 0)
            {
                input.AsSpan(random.Next(100)).Fill(random.Next(2) == 0 ? byte.MaxValue : (byte)0);
            }

            uint range = (uint)random.NextInt64(1L << 24, 1L << 32);
            uint code = (uint)random.NextInt64(run % 4 == 0 ? 1L << 32 : range + 1L);
            beyond += code >= range ? 1 : 0;
            var state = new LzmaDecoderState { Range = range, Code = code, Lc = 3, PositionMask = 3 };
            var cursor = new WindowCursor
            {
                Position = WindowLayout.Mirror,
                HistoryStart = nint.MinValue / 2,
                WrapJump = (nint)(WindowLayout.End(Dictionary) - WindowLayout.Mirror),
                DictionarySize = Dictionary,
                Limit = (nint)WindowLayout.End(Dictionary),
            };
            LzmaDecoderState twinState = state;
            WindowCursor twinCursor = cursor;
            byte[] twinWindow = window.Span.ToArray();
            ushort[] twinProbs = table.Slice(0, size).ToArray();
            nint twinUsed = 0;

            LzmaStop stop = LzmaDecodeKernel.Run(ref state, ref cursor, window, table, input, out int used, InputSize);
            LzmaStop twinStop = LzmaDecodeLoop.Run(
                ref twinState,
                ref twinCursor,
                new CheckedBytes(twinWindow),
                new CheckedMemory<ushort>(twinProbs),
                new CheckedInput(input),
                ref twinUsed,
                InputSize);

            Assert.Equal((twinStop, (int)twinUsed, twinState, twinCursor), (stop, used, state, cursor));
            int written = (int)cursor.Position;
            Assert.True(window.Span[..written].SequenceEqual(twinWindow.AsSpan(0, written)), $"run {run}");
            Assert.True(table.Slice(0, size).SequenceEqual(twinProbs), $"run {run}");
        }

        Assert.InRange(beyond, 100, 2000);
    }

    [Fact(Explicit = true)]
    public void Write_the_digest()
    {
        string path = Environment.GetEnvironmentVariable(KernelTwins.OutputVariable)!;
        File.WriteAllText(path, $"{KernelSwitch.UseSafeKernels} {KernelTwins.Digest()}");
    }
}
