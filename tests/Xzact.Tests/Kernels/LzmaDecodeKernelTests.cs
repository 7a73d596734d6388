using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class LzmaDecodeKernelTests
{
    private const int Dictionary = 1 << 16;
    private const int InputSize = 3000;
    private static readonly int s_size = LzmaModel.Size(literalBits: 3);

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
        using WorkMemory<ushort> table = Table();
        var input = new byte[InputSize + LzmaFormat.MaxSymbolInput + 1];
        int beyond = 0;
        for (int run = 0; run < 2000; run++)
        {
            // Probabilities near one lead to many far matches, whose distances have bits without a model.
            table.Slice(0, s_size).Fill((ushort)random.Next(31, run % 2 == 0 ? 2018 : 400));
            random.NextBytes(input);
            random.NextBytes(window.Span);
            if (run % 3 == 0)
            {
                input.AsSpan(random.Next(100)).Fill(random.Next(2) == 0 ? byte.MaxValue : (byte)0);
            }

            uint range = (uint)random.NextInt64(1L << 24, 1L << 32);
            uint code = (uint)random.NextInt64(run % 4 == 0 ? 1L << 32 : range + 1L);
            beyond += code >= range ? 1 : 0;
            _ = DecodeAsTheCheckedLoop(window, Dictionary, table, range, code, input);
        }

        Assert.InRange(beyond, 100, 2000);
    }

    /// <summary>
    /// Matches whose distances have 2 to 16 bits without a model, many in a run: those that a division gets right, and
    /// the few whose remainder is too small.
    /// </summary>
    [Fact]
    public void Bits_without_a_model_that_are_decoded_at_once_are_those_that_are_decoded_one_by_one()
    {
        const int dictionary = 1 << 22;
        var random = new Random(6);
        using var window = new WorkAllocator().Allocate<byte>(WindowLayout.Size(dictionary));
        random.NextBytes(window.Span);
        using WorkMemory<ushort> table = Table();
        var input = new byte[InputSize + LzmaFormat.MaxSymbolInput + 1];
        long used = 0;
        for (int run = 0; run < 300; run++)
        {
            Span<ushort> probs = table.Slice(0, s_size);
            probs.Fill(LzmaFormat.ProbabilityInit);
            probs.Slice(LzmaModel.IsMatch, LzmaModel.DistanceSlot).Fill(60);
            probs.Slice(LzmaModel.IsRep, LzmaFormat.States).Fill(2000);
            for (int state = 0; state < LzmaFormat.LengthStates; state++)
            {
                int tree = LzmaModel.DistanceSlot + (state << LzmaFormat.SlotBits);
                Span<ushort> slots = probs.Slice(tree, LzmaFormat.Slots);

                // Slots below 32 nearly always, now and then below 40, nearly never above: which would be refused.
                slots[1] = 2017;
                slots[2] = 100;
                slots[3] = 2017;
                slots[6] = 2017;
            }

            random.NextBytes(input);
            uint range = (uint)random.NextInt64(1L << 24, 1L << 32);
            used += DecodeAsTheCheckedLoop(
                window, dictionary, table, range, (uint)random.NextInt64(range), input).Used;
        }

        Assert.InRange(used, 150 * InputSize, 300 * (InputSize + LzmaFormat.MaxSymbolInput));
    }

    /// <summary>
    /// Codes that leave next to nothing behind the bits without a model, or next to the whole range: what is lost of an
    /// odd range decides then.
    /// </summary>
    [Fact]
    public void Bits_without_a_model_are_right_to_the_last_code()
    {
        const int dictionary = 1 << 22;
        var random = new Random(8);
        using var window = new WorkAllocator().Allocate<byte>(WindowLayout.Size(dictionary));
        random.NextBytes(window.Span);
        using WorkMemory<ushort> table = Table();
        var input = new byte[InputSize + LzmaFormat.MaxSymbolInput + 1];
        for (int run = 0; run < 1000; run++)
        {
            uint prob = (uint)random.Next(400, 1600);
            table.Slice(0, s_size).Fill((ushort)prob);
            int slot = random.Next(LzmaFormat.DirectSlotStart, 44);
            int direct = (slot >> 1) - 1 - LzmaFormat.AlignBits;

            // A new match of the shortest length: match, not repeated, two bits for a short length, three for it.
            int[] modelled = [1, 0, 0, 0, 0, 0, .. Bits(slot, LzmaFormat.SlotBits)];
            uint start = (uint)random.NextInt64(1L << 24, 1L << 32);
            uint range = start;
            UInt128 low = 0;
            int bytes = 0;
            int[] bits = [.. modelled, .. Bits(random.Next(), direct)];
            for (int at = 0; at < bits.Length; at++)
            {
                if (range < LzmaFormat.RangeTop)
                {
                    range <<= 8;
                    low <<= 8;
                    bytes++;
                }

                uint bound = at < modelled.Length ? (range >> LzmaFormat.ProbabilityBits) * prob : range >> 1;
                low += bits[at] == 1 ? bound : 0;
                range = at < modelled.Length && bits[at] == 1 ? range - bound : bound;
            }

            low += run % 2 == 0 ? (uint)random.Next(3) : range - 1 - (uint)random.Next(3);
            random.NextBytes(input);
            for (int at = 0; at < bytes; at++)
            {
                input[at] = (byte)(low >> (8 * (bytes - 1 - at)));
            }

            uint code = (uint)(low >> (8 * bytes));
            (LzmaStop stop, int used) = DecodeAsTheCheckedLoop(window, dictionary, table, start, code, input);
            Assert.True(used > bytes || stop != LzmaStop.Input);
        }

        static IEnumerable<int> Bits(int value, int count) =>
            Enumerable.Range(0, count).Select(at => (value >> (count - 1 - at)) & 1);
    }

    /// <summary>
    /// The highest code that is a new match leads to the end marker, with a code that stays one below the range, or,
    /// where what is lost of an odd range is missing, at it: then a quotient has a bit too much.
    /// </summary>
    [Fact]
    public void The_highest_code_of_a_match_is_decoded_as_the_checked_loop_decodes_it()
    {
        var random = new Random(7);
        using var window = new WorkAllocator().Allocate<byte>(WindowLayout.Size(Dictionary));
        using WorkMemory<ushort> table = Table();
        var input = new byte[InputSize + LzmaFormat.MaxSymbolInput + 1];
        Array.Fill(input, byte.MaxValue);
        int markers = 0;
        for (int run = 0; run < 1000; run++)
        {
            table.Slice(0, s_size).Fill((ushort)random.Next(31, 2018));
            uint prob = table.Span[0];
            uint range = (uint)random.NextInt64(1L << 30, 1L << 32);
            uint match = (range >> LzmaFormat.ProbabilityBits) * prob;
            uint rest = range - match;
            if (rest >= LzmaFormat.RangeTop)
            {
                uint code = match + ((rest >> LzmaFormat.ProbabilityBits) * prob) - 1;
                LzmaStop stop = DecodeAsTheCheckedLoop(window, Dictionary, table, range, code, input).Stop;
                markers += stop == LzmaStop.EndMarker ? 1 : 0;
            }
        }

        Assert.InRange(markers, 300, 1000);
    }

    [Fact(Explicit = true)]
    public void Write_the_digest()
    {
        string path = Environment.GetEnvironmentVariable(KernelTwins.OutputVariable)!;
        File.WriteAllText(path, $"{KernelSwitch.UseSafeKernels} {KernelTwins.Digest()}");
    }

    private static WorkMemory<ushort> Table()
    {
        WorkMemory<ushort> table = new WorkAllocator().Allocate<ushort>(LzmaModel.DecoderSize);
        const int tables = LzmaModel.NextProbability;
        LzmaModel.FillTables(table.Slice(tables, LzmaModel.DecoderSize - tables));
        return table;
    }

    /// <summary>Decodes with the kernel and with the checked loop, which must end alike in everything.</summary>
    private static (LzmaStop Stop, int Used) DecodeAsTheCheckedLoop(
        WorkMemory<byte> window, int dictionary, WorkMemory<ushort> table, uint range, uint code, byte[] input)
    {
        var state = new LzmaDecoderState { Range = range, Code = code, Lc = 3, PositionMask = 3 };
        nint end = Math.Min((nint)WindowLayout.End(dictionary), 1 << 17);
        var cursor = new WindowCursor
        {
            Position = WindowLayout.Mirror,
            HistoryStart = nint.MinValue / 2,
            WrapJump = (nint)(WindowLayout.End(dictionary) - WindowLayout.Mirror),
            DictionarySize = dictionary,
            Limit = end,
        };
        LzmaDecoderState twinState = state;
        WindowCursor twinCursor = cursor;
        byte[] twinWindow = window.Span.ToArray();
        ushort[] twinProbs = table.Slice(0, s_size).ToArray();
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
        Assert.True(window.Span[..written].SequenceEqual(twinWindow.AsSpan(0, written)));
        Assert.True(table.Slice(0, s_size).SequenceEqual(twinProbs));
        return (stop, used);
    }
}
