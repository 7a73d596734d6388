using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Fuzz.Engine;
using Xzact.Fuzz.Inputs;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;
using Xzact.Threading;

namespace Xzact.Fuzz.Harnesses;

/// <summary>
/// Files of every format: a byte that says which, one for the cuts, and the file. One-shot, in pieces, with a decoder
/// that was used before, with threads and through the public API; and liblzma beside them.
/// </summary>
internal sealed class DecodeHarness : Harness
{
    public const int Parameters = 2;
    private const long MaxDictionary = Judged.MaxDictionary;
    private const int RawDictionary = 1 << 14;
    private const int Threads = 3;

    private static readonly Mode[] s_modes = Enum.GetValues<Mode>();

    /// <summary>Decoders that have seen all inputs before.</summary>
    private readonly Dictionary<Mode, FormatDecoder> _used = [];

    private enum Mode
    {
        Xz,
        Auto,
        Lzma,
        Lzip,
        RawLzma1,
        RawLzma2,
    }

    public override string Name => "decode";

    public override IEnumerable<byte[]> Seeds()
    {
        IEnumerable<(Mode, byte[])> files = Inputs.Seeds.Xz().Select(file => (Mode.Xz, file))
            .Concat(Inputs.Seeds.Lzma().SelectMany(file => ((Mode, byte[])[])
                [(Mode.Auto, file), (Mode.Lzma, file), (Mode.RawLzma1, file[Math.Min(13, file.Length)..])]))
            .Concat(Inputs.Seeds.Lzip().Select(file => (Mode.Lzip, file)))
            .Concat(Inputs.Seeds.Lzma2().Select(file => (Mode.RawLzma2, file)))
            .Concat(Inputs.Seeds.Xz().Take(10).Select(file => (Mode.Auto, file)))
            .Concat(Inputs.Seeds.Lzip().Select(file => (Mode.Auto, file)));
        return files.Select((pair, number) => (byte[])[(byte)pair.Item1, (byte)number, .. pair.Item2]);
    }

    public override Outcome Observe(byte[] input)
    {
        (Mode mode, byte[] file) = Parse(input);
        return Judged.Run(MakerOf(mode), file, MaxDictionary, int.MaxValue, 1 << 16).ToOutcome($"{mode}");
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        (Mode mode, byte[] file) = Parse(input);
        Judged.Maker maker = MakerOf(mode);
        Judged.Ending whole = Judged.Run(maker, file, MaxDictionary, int.MaxValue, Judged.MostOutput + 1);
        Require.That(whole.ToOutcome($"{mode}") == outcome, $"{outcome}, and at once {whole.ToOutcome($"{mode}")}");
        var random = new Random((int)Labels.Digest(input));
        if (!_used.TryGetValue(mode, out FormatDecoder? used))
        {
            used = _used[mode] = maker(new WorkAllocator(), MaxDictionary);
        }

        Judged.VerifyPieces(maker, used, file, whole, random);
        Judged.VerifyReference(ReferenceOf(mode), file, whole, mayConvert: mode is Mode.Xz or Mode.Auto);
        if (mode == Mode.Xz && random.Next(4) == 0)
        {
            VerifyThreads(file, whole, random);
        }

        if (mode == Mode.Xz && random.Next(4) == 0)
        {
            VerifyPublic(file, whole, random);
        }
    }

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        byte[] parameters = input.Length >= Parameters ? input[..Parameters] : [0, 0];
        byte[] file = mutator.Change(input[Math.Min(Parameters, input.Length)..],
            other[Math.Min(Parameters, other.Length)..]);
        if (mutator.Random.Next(50) == 0)
        {
            parameters[0] = (byte)mutator.Random.Next(s_modes.Length);
        }

        parameters[1] = (byte)mutator.Random.Next(256);
        if (mutator.Random.Next(2) == 0)
        {
            file = file.AsSpan().StartsWith("LZIP"u8)
                ? LzipRepair.Repair(file)
                : (Mode)parameters[0] is Mode.Xz or Mode.Auto
                    ? XzRepair.Repair(file, rebuilds: mutator.Random.Next(2) == 0)
                    : file;
        }

        return [.. parameters, .. file];
    }

    private static (Mode Mode, byte[] File) Parse(byte[] input) => input.Length < Parameters
        ? (Mode.Xz, [])
        : (s_modes[input[0] % s_modes.Length], input[Parameters..]);

    private static Judged.Maker MakerOf(Mode mode) => (allocator, maxDictionary) =>
    {
        var limits = new DecoderLimits { MaxDictionarySize = maxDictionary, MaxOutputLength = Judged.MostOutput };
        return mode switch
        {
            Mode.Xz => new FileDecoder(allocator, limits, singleStream: false),
            Mode.Auto => new AutoDecoder(allocator, limits, FileFormats.All),
            Mode.Lzma => new LzmaAloneDecoder(allocator, limits, plausibleOnly: false),
            Mode.Lzip => new LzipFileDecoder(allocator, limits),
            _ => new RawDecoder(
                allocator, limits, new LzmaOptions { DictionarySize = RawDictionary }, mode == Mode.RawLzma2, null),
        };
    };

    private static Judged.Reference ReferenceOf(Mode mode) => (file, maxOutput) =>
    {
        const LiblzmaDecoderOptions All = LiblzmaDecoderOptions.Concatenated;
        const ulong Memory = Judged.TheirMemoryLimit;
        var settings = new LzmaSettings(6) { DictionarySize = RawDictionary };
        return mode switch
        {
            Mode.Xz => SystemLiblzma.StreamDecode(file, All, Memory, maxOutput),
            Mode.Auto when !file.StartsWith("L"u8) => SystemLiblzma.AutoDecode(file, All, Memory, maxOutput),
            Mode.Lzma => Whole(SystemLiblzma.AloneDecode(file, Memory, maxOutput), file.Length),
            Mode.Auto or Mode.Lzip => SystemLiblzma.LzipDecode(file, All, Memory, maxOutput),
            _ => Whole(
                SystemLiblzma.RawDecode(
                    file,
                    maxOutput,
                    mode == Mode.RawLzma1 ? LiblzmaFilter.Lzma1(settings) : LiblzmaFilter.Lzma2(settings)),
                file.Length),
        };
    };

    /// <summary>What follows the data is left alone there and refused here.</summary>
    private static LiblzmaResult Whole(LiblzmaResult result, int length) =>
        result.Status == LiblzmaStatus.StreamEnd && result.Consumed < length
            ? result with { Status = LiblzmaStatus.DataError }
            : result;

    private static void VerifyThreads(byte[] file, Judged.Ending whole, Random random)
    {
        var allocator = new WorkAllocator();
        var limits = new DecoderLimits { MaxDictionarySize = MaxDictionary, MaxOutputLength = Judged.MostOutput };
        using (var decoder = new ParallelDecoder(allocator, Threads, 1 << 24, dispatcher =>
            new FileDecoder(allocator, limits, singleStream: false, dispatcher)))
        {
            (Failure? failure, byte[] output) = ThreadedLoops.Decode(
                decoder, file, 1 + random.Next(4000), 1 + random.Next(1 << 16));
            Judged.AssertSame(whole, new Judged.Ending(failure, output, false), $"with {Threads} threads");
        }

        Require.That(allocator.InUse == 0, $"with threads, {allocator.InUse} bytes of memory were not given back");
    }

    private static void VerifyPublic(byte[] file, Judged.Ending whole, Random random)
    {
        if (file.Length == 0 || file[0] != StreamFormat.HeaderMagic[0])
        {
            return;
        }

        var options = new XzDecompressionOptions
        {
            MaxWindowLog2 = Judged.MaxDictionaryLog2,
            MaxOutputLength = Judged.MostOutput,
            Threads = 1 + (2 * random.Next(2)),
        };
        using var stream = new XzStream(new MemoryStream(file), options);
        using var result = new MemoryStream();
        bool isGood = true;
        try
        {
            stream.CopyTo(result, 1 + random.Next(5000));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            isGood = false;

            // Where damage is noticed depends on the pieces; the rule, without its full stop, does not.
            Require.That(
                whole.Failure is { } failure
                && e.Message.StartsWith(failure.Rule.TrimEnd('.'), StringComparison.Ordinal),
                $"XzStream: {e.Message}, not {whole.Failure?.Message}");
        }

        Require.That(isGood == (whole.Verdict == Verdict.Good), $"XzStream: {isGood}");
        Require.Same(whole.Output, result.ToArray(), "XzStream");
        if (whole.Failure?.Error is not (XzError.DictionaryLimit or XzError.OutputLimit))
        {
            byte[] room = new byte[whole.Output.Length + 1];
            bool isDone = XzDecoder.TryDecompress(file, room, out int written);
            Require.That(isDone == isGood || whole.HasUnsupportedCheck, $"TryDecompress: {isDone}");
            Require.Same(isDone ? whole.Output : [], room.AsSpan(0, written), "TryDecompress");
        }
    }
}
