using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xzact.Bench.Interop;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Jobs;

/// <summary>Whole files, encoded and decoded in turn with the peers, in process and as processes.</summary>
internal static class JobComparison
{
    public static int Run(string[] args, TextWriter output)
    {
        JobPlan? plan = JobPlan.Parse(args, out string? error);
        if (plan is null)
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(JobPlan.Usage);
            return 2;
        }

        var results = new List<JobResult>();
        foreach (string file in plan.Files)
        {
            byte[] data = Read(file, plan.Length);
            foreach (string preset in plan.Presets)
            {
                foreach (string job in plan.Jobs)
                {
                    foreach (JobResult result in Measure(plan, job, file, data, preset))
                    {
                        Console.Error.WriteLine(
                            $"{result.Job} {result.File} -{preset}: {result.Speed:F2} ± {result.Spread:F2}");
                        results.Add(result);
                    }
                }
            }
        }

        var report = new JobReport($"Xzact.Bench jobs {string.Join(' ', args)}", Machine(), Versions(plan), results);
        JobTable.Write(report, output);
        if (plan.Output is not null)
        {
            File.WriteAllText(plan.Output, JsonSerializer.Serialize(report, JobJson.Default.JobReport) + "\n");
        }

        return 0;
    }

    private static IEnumerable<JobResult> Measure(
        JobPlan plan, string job, string file, byte[] data, string preset) => job switch
        {
            "encode" or "decode" => [InProcess(plan, job == "encode", file, data, preset)],
            "encode-process" or "decode-process" =>
                AsProcess(plan, job == "encode-process", file, data, preset),
            _ => throw new ArgumentException($"There is no job {job}.", nameof(job)),
        };

    private static JobResult InProcess(JobPlan plan, bool encodes, string file, byte[] data, string preset)
    {
        int level = preset[0] - '0';
        bool extreme = preset.Length > 1;
        byte[] ours = CoderJobs.Encode(data, level, extreme);
        byte[] theirs = CoderJobs.EncodeByLiblzma(data, level, extreme);
        byte[] plain = new byte[data.Length];
        Action a = encodes ? () => CoderJobs.Encode(data, level, extreme) : () => CoderJobs.Decode(theirs, plain);
        Action b = encodes
            ? () => CoderJobs.EncodeByLiblzma(data, level, extreme)
            : () => CoderJobs.DecodeByLiblzma(theirs, plain);
        a();
        PairedRun run = PairedRun.Measure(a, b, plan.Rounds);
        return Result(
            encodes ? "encode" : "decode", "liblzma", file, data.Length, preset, 1, plan.Rounds, run,
            ours.Length, theirs.Length, null, null);
    }

    private static IEnumerable<JobResult> AsProcess(
        JobPlan plan, bool encodes, string file, byte[] data, string preset)
    {
        string ours = Given("XZACT_XZ") ?? throw new InvalidOperationException("XZACT_XZ= does not name our program.");
        string folder = Directory.CreateTempSubdirectory("xzact-bench-").FullName;
        try
        {
            string plain = Path.Combine(folder, "data");
            File.WriteAllBytes(plain, data);
            foreach ((string name, string program, string encode, string decode) in Peers(plan, preset))
            {
                string encodeOurs = $"-{preset} -T{plan.Threads} -c";
                string packed = Path.Combine(folder, "packed.xz");
                string packedByPeer = Path.Combine(folder, "peer.xz");
                Programs.Run(ours, encodeOurs, plain, packed);
                Programs.Run(program, encode, plain, packedByPeer);
                string decodeOurs = $"-dc -T{plan.Threads}";
                string input = encodes ? plain : packedByPeer;
                string a = encodes ? encodeOurs : decodeOurs;
                string b = encodes ? encode : decode;
                PairedRun run = PairedRun.Measure(
                    () => Programs.Run(ours, a, input, "/dev/null"),
                    () => Programs.Run(program, b, input, "/dev/null"),
                    plan.Rounds,
                    ChildUsage.Seconds);
                yield return Result(
                    encodes ? "encode-process" : "decode-process", name, file, data.Length, preset, plan.Threads,
                    plan.Rounds, run, new FileInfo(packed).Length, new FileInfo(packedByPeer).Length,
                    plan.CountsInstructions ? Programs.Instructions(ours, a, input) : null,
                    plan.CountsInstructions ? Programs.Instructions(program, b, input) : null);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, string Program, string Encode, string Decode)> Peers(
        JobPlan plan, string preset)
    {
        if (Given("XZ") is { } xz)
        {
            yield return ("xz", xz, $"-{preset} -T{plan.Threads} -c", $"-dc -T{plan.Threads}");
        }

        if (Given("SEVENZIP") is { } sevenZip)
        {
            string threads = $"-mmt={plan.Threads}";
            yield return ("7-Zip", sevenZip,
                $"a -txz -mx{preset[0]} {threads} -si -so -bd dummy", $"e -txz {threads} -si -so -bd");
        }
    }

    private static JobResult Result(
        string job, string peer, string file, long bytes, string preset, int threads, int rounds, PairedRun run,
        long ourSize, long peerSize, long? ourInstructions, long? peerInstructions) =>
        new(job, peer, Path.GetFileName(file), bytes, preset, threads, rounds, run.A, run.B, run.Ratio, run.Spread,
            run.WallRatio, ourSize, peerSize, ourInstructions, peerInstructions);

    private static string? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static byte[] Read(string path, long length)
    {
        using FileStream file = File.OpenRead(path);
        byte[] data = new byte[Math.Min(file.Length, length)];
        file.ReadExactly(data);
        return data;
    }

    private static string Machine()
    {
        string processor = LinesOf("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", Compare))
            ?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        string load = string.Concat(LinesOf("/proc/loadavg")).Split(' ')[0];
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
#pragma warning disable RS0030 // a report says what machine it is from
        int processors = Environment.ProcessorCount;
#pragma warning restore RS0030
        return string.Create(CultureInfo.InvariantCulture,
            $"{processor}, {processors} processors, {gigabytes:F0} GB, load {load} at the start");
    }

    private const StringComparison Compare = StringComparison.Ordinal;

    private static string[] LinesOf(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];

    private static List<string> Versions(JobPlan plan)
    {
        List<string> versions = [$".NET {Environment.Version}", $"liblzma {SystemLiblzma.VersionNumber}"];
        if (plan.Jobs.Any(job => job.EndsWith("process", Compare)))
        {
            versions.AddRange(new[] { "XZACT_XZ", "XZ" }.Select(Given).OfType<string>().Select(Programs.Version));
        }

        return versions;
    }
}
