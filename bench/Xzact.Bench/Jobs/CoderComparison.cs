using System.Globalization;

namespace Xzact.Bench.Jobs;

/// <summary>Encodes or decodes a file in turn with liblzma, again and again, and prints ratios of CPU time.</summary>
internal static class CoderComparison
{
    public static int Run(string[] args, TextWriter output)
    {
        if (args is not [string job, string path, string presets, ..] || job is not ("encode" or "decode"))
        {
            Console.Error.WriteLine("usage: coder encode|decode FILE PRESET[,PRESET...] [ROUNDS [MEGABYTES]]");
            return 2;
        }

        int rounds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
        byte[] data = Read(path, args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : int.MaxValue);
        foreach (string preset in presets.Split(','))
        {
            int level = preset[0] - '0';
            bool extreme = preset.EndsWith('e');
            byte[] ours = CoderJobs.Encode(data, level, extreme);
            byte[] theirs = CoderJobs.EncodeByLiblzma(data, level, extreme);
            Action a = job == "encode"
                ? () => CoderJobs.Encode(data, level, extreme)
                : () => CoderJobs.Decode(theirs, data.Length);
            Action b = job == "encode"
                ? () => CoderJobs.EncodeByLiblzma(data, level, extreme)
                : () => CoderJobs.DecodeByLiblzma(theirs, data.Length);
            PairedRun run = PairedRun.Measure(a, b, rounds);
            double size = (double)ours.Length / theirs.Length;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{job} {Path.GetFileName(path)} -{preset}: ours {run.A:F3} s, liblzma {run.B:F3} s, "
                + $"speed {run.Ratio:F3} ± {run.Spread:F3}, size {ours.Length} / {theirs.Length} = {size:F5}"));
        }

        return 0;
    }

    private static byte[] Read(string path, int megabytes)
    {
        using FileStream file = File.OpenRead(path);
        byte[] data = new byte[Math.Min(file.Length, megabytes * 1_000_000L)];
        file.ReadExactly(data);
        return data;
    }
}
