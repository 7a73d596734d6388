using System.Diagnostics;
using System.Globalization;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Drivers;

namespace Xzact.Tests;

/// <summary>
/// Random data and options of .lz, both directions, with the lzip program on the other side: the one that LZIP names,
/// or the system's. XZACT_CASES=20000 makes so many cases instead of 500.
/// </summary>
public sealed class LzipDifferentialTests
{
    private const int FilesForEachCall = 250;
    private static readonly int s_cases = CaseCount.Of(500);
    private static readonly string? s_lzip = Environment.GetEnvironmentVariable("LZIP") is { Length: > 0 } named
        ? named
        : File.Exists("/usr/bin/lzip") ? "/usr/bin/lzip" : null;

    [Fact]
    public void The_lzip_program_decodes_what_is_encoded_here()
    {
        RequireLzip();
        InFolder(folder =>
        {
            for (int first = 0; first < s_cases; first += FilesForEachCall)
            {
                int[] seeds = [.. Enumerable.Range(first, Math.Min(FilesForEachCall, s_cases - first))];
                foreach (int seed in seeds)
                {
                    File.WriteAllBytes(Path.Combine(folder, $"{seed}.lz"), Encode(seed, DataOf(seed)));
                }

                Run(folder, ["-d", .. seeds.Select(seed => $"{seed}.lz")]);
                foreach (int seed in seeds)
                {
                    string decoded = Path.Combine(folder, seed.ToString(CultureInfo.InvariantCulture));
                    Assert.True(DataOf(seed).AsSpan().SequenceEqual(File.ReadAllBytes(decoded)), $"case {seed}");
                    File.Delete(decoded);
                }
            }
        });
    }

    [Fact]
    public void What_the_lzip_program_encodes_is_decoded_here()
    {
        RequireLzip();
        InFolder(folder =>
        {
            // Calls cost most: cases with the same options go together.
            foreach (IGrouping<string, int> group in Enumerable.Range(0, s_cases).GroupBy(OptionsOf))
            {
                foreach (int[] seeds in group.Chunk(FilesForEachCall))
                {
                    foreach (int seed in seeds)
                    {
                        File.WriteAllBytes(Path.Combine(folder, $"{seed}"), DataOf(seed));
                    }

                    Run(folder, [.. group.Key.Split(' '), .. seeds.Select(seed => $"{seed}")]);
                    foreach (int seed in seeds)
                    {
                        VerifyDecodes(Path.Combine(folder, $"{seed}.lz"), seed);
                    }
                }
            }
        });
    }

    private static void RequireLzip()
    {
        const string Reason = "lzip is not here: install it, or set LZIP to its path.";
        Assert.False(s_lzip is null && Environment.GetEnvironmentVariable("CI") == "true", Reason);
        Assert.SkipWhen(s_lzip is null, Reason);
    }

    private static byte[] DataOf(int seed)
    {
        var random = new Random(seed);
        int length = seed % 50 == 0 ? random.Next(400_000) : random.Next(1 << (4 + random.Next(12)));
        return Corpus.Make(Corpus.Kinds[random.Next(Corpus.Kinds.Count)], length, seed);
    }

    private static byte[] Encode(int seed, byte[] data)
    {
        var random = new Random(-1 - seed);
        var options = new LzipCompressionOptions
        {
            LzmaOptions = new LzmaOptions(random.Next(10))
            {
                DictionarySize = 4096 + (random.Next(3) * random.Next(1 << 18)),
                NiceLength = 5 + random.Next(269),
                Mode = random.Next(2) == 0 ? LzmaMode.Fast : LzmaMode.Normal,
            },
            MaxMemberSize = random.Next(3) == 0 ? LzipCompressionOptions.MinMemberSize : 1 << 30,
        };
        using LzipFileEncoder encoder = options.CreateEncoder(nameof(options));
        return CoderLoops.Encode(encoder, data, 1 + random.Next(1 << 14), 1 + random.Next(1 << 14));
    }

    /// <summary>A level, or match length and dictionary, and now and then a size of members.</summary>
    private static string OptionsOf(int seed)
    {
        var random = new Random(seed / 10);
        string options = random.Next(2) == 0
            ? $"-{random.Next(10)}"
            : $"-m{random.Next(5, 274)} -s{4096 + random.Next(1 << 18)}";
        return random.Next(3) == 0 ? options + " -b100000" : options;
    }

    private static void VerifyDecodes(string path, int seed)
    {
        var random = new Random(seed);
        byte[] file = File.ReadAllBytes(path);
        File.Delete(path);
        byte[] expected = DataOf(seed);
        using var decoder = new LzipFileDecoder(new WorkAllocator(), DecoderLimits.None);
        (Verdict verdict, byte[] output) = Judge.Ours(
            decoder, file, 1 + random.Next(1 << 12), 1 + random.Next(1 << 16));
        Assert.Equal((seed, Verdict.Good), (seed, verdict));
        Assert.True(expected.AsSpan().SequenceEqual(output), $"case {seed}");
    }

    private static void InFolder(Action<string> work)
    {
        string folder = Directory.CreateTempSubdirectory("xzact-lzip-").FullName;
        try
        {
            work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(s_lzip!, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
