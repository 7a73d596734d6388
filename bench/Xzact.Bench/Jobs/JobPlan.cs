using System.Globalization;

namespace Xzact.Bench.Jobs;

/// <summary>What <c>jobs</c> is to measure, from its command line.</summary>
internal sealed record JobPlan
{
    /// <summary>A ratio rests on no fewer pairs of runs.</summary>
    public const int LeastRounds = 3;

    public const string Usage =
        """
        usage: jobs [options] FILE...
          --jobs LIST       encode, decode, encode-process, decode-process   (default encode,decode)
          --presets LIST    0 to 9, 0e to 9e                                  (default 0,3,6,9)
          --rounds N        pairs of runs, 3 or more                          (default 5)
          --megabytes N     so much of the start of each file                 (default all)
          --threads N       of both sides, for the processes                  (default 1)
          --instructions    count instructions of the processes as well, with perf or, 50 times slower, callgrind
          --out FILE        the results as JSON
        The peers are given by LIBLZMA=, XZ= and, beside XZ, SEVENZIP=; our program by XZACT_XZ=.
        """;

    public IReadOnlyList<string> Jobs { get; private init; } = ["encode", "decode"];

    public IReadOnlyList<string> Presets { get; private init; } = ["0", "3", "6", "9"];

    public int Rounds { get; private init; } = 5;

    /// <summary>Bytes of each file that are used, from its start.</summary>
    public long Length { get; private init; } = long.MaxValue;

    public int Threads { get; private init; } = 1;

    public bool CountsInstructions { get; private init; }

    public string? Output { get; private init; }

    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>Reads the command line; null with a message if it is not one.</summary>
    public static JobPlan? Parse(ReadOnlySpan<string> args, out string? error)
    {
        var plan = new JobPlan();
        var files = new List<string>();
        error = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--instructions")
            {
                plan = plan with { CountsInstructions = true };
                continue;
            }

            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(args[i]);
                continue;
            }

            if (i + 1 == args.Length)
            {
                error = $"{args[i]} has no value.";
                return null;
            }

            string value = args[++i];
            plan = args[i - 1] switch
            {
                "--jobs" => plan with { Jobs = value.Split(',') },
                "--presets" => plan with { Presets = value.Split(',') },
                "--rounds" => plan with { Rounds = Number(value) },
                "--megabytes" => plan with { Length = Number(value) * 1_000_000L },
                "--threads" => plan with { Threads = Number(value) },
                "--out" => plan with { Output = value },
                _ => plan with { Rounds = -1 },
            };
        }

        error = files.Count == 0 ? "No file is given."
            : plan.Rounds < LeastRounds ? $"A ratio needs {LeastRounds} rounds or more; one run says nothing."
            : plan.Presets.Any(preset => !IsPreset(preset)) ? "A preset is a digit, or a digit and an e."
            : null;
        return error is null ? plan with { Files = files } : null;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static bool IsPreset(string text) =>
        text.Length is 1 or 2 && char.IsAsciiDigit(text[0]) && (text.Length == 1 || text[1] == 'e');
}
