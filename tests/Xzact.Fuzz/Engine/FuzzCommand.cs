using System.CommandLine;
using System.Diagnostics;
using Xzact.Fuzz.Harnesses;
#if XZACT_AUDITOR
using Xzact.Fuzz.Harnesses.Auditor;
#endif
using Xzact.Fuzz.Inputs;

namespace Xzact.Fuzz.Engine;

/// <summary>The command line of the fuzzer.</summary>
internal static class FuzzCommand
{
    private static readonly Func<Harness>[] s_harnesses =
    [
        () => new DecodeHarness(), () => new RoundTripHarness(), () => new ContainerHarness(),
        () => new IndexHarness(), () => new FiltersHarness(), () => new SeekHarness(),
#if XZACT_AUDITOR
        () => new ElfHarness(), () => new InventoryHarness(), () => new ListHarness(),
#endif
    ];

    /// <summary>The harness of a name.</summary>
    public static Harness? Find(string name) =>
        s_harnesses.Select(make => make()).FirstOrDefault(harness => harness.Name == name);

    /// <summary>Makes the command.</summary>
    /// <param name="makeTwin">Makes the twin for a harness; null if there can be none.</param>
    public static Command Create(Func<Harness, ITwin?> makeTwin)
    {
        var name = new Argument<string>("HARNESS")
        {
            Description = "all, or one: " + string.Join(", ", s_harnesses.Select(make => make().Name)),
        };
        name.AcceptOnlyFromAmong([.. s_harnesses.Select(make => make().Name), "all"]);
        var executions = new Option<long>("--executions")
        {
            Description = "how many inputs each harness makes and runs, after those that it begins with",
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "how long each harness runs, in minutes of a processor",
        };
        var seed = new Option<int>("--seed") { Description = "chooses one of many runs", DefaultValueFactory = _ => 1 };
        var folder = new Option<string?>("--corpus") { Description = "where inputs that lead somewhere new are kept" };
        var noTwin = new Option<bool>("--no-twin") { Description = "no safe kernels beside, and no coverage" };
        var replay = new Option<string?>("--replay")
        {
            Description = "runs the input in this file of hex text, and no other",
        };
        var command = new Command("run", "Runs inputs that it makes, until the budget is used.")
        {
            name, executions, minutes, seed, folder, noTwin, replay,
        };
        command.SetAction(result =>
        {
            string wanted = result.GetValue(name)!;
            long most = result.GetValue(executions);
            double time = result.GetValue(minutes);
            int failures = 0;
            foreach (Harness harness in s_harnesses.Select(make => make()))
            {
                if (wanted != "all" && wanted != harness.Name)
                {
                    continue;
                }

                string? to = result.GetValue(folder);
                to = to is not null && wanted == "all" ? Path.Combine(to, harness.Name) : to;
                ITwin? twin = result.GetValue(noTwin) || !harness.IsOfCodec ? null : makeTwin(harness);
                failures += result.GetValue(replay) is { } file
                    ? Replay(harness, file)
                    : Run(harness, twin, to, result.GetValue(seed), most, time);
            }

            return failures == 0 ? 0 : 1;
        });
        return command;
    }

    private static int Run(
        Harness harness, ITwin? twin, string? folder, int seed, long executions, double minutes)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var fuzzer = new Fuzzer(harness, twin, new CorpusFolder(folder), seed);
        double next = 60;
        fuzzer.Run(() =>
        {
            if (clock.Elapsed.TotalSeconds > next)
            {
                next = clock.Elapsed.TotalSeconds + 60;
                Report();
            }

            return minutes > 0 ? Used().TotalMinutes < minutes : fuzzer.Made < executions;
        });
        Report();
        foreach (string fault in fuzzer.Failures.Keys)
        {
            Console.WriteLine($"FAULT in {harness.Name}: {fault}");
        }

        foreach ((string fault, byte[] input) in fuzzer.Failures)
        {
            Console.WriteLine($"INPUT for {harness.Name}: {fault}");
            Console.WriteLine(HexText.Write(input, harness is DecodeHarness ? DecodeHarness.Parameters : 0));
        }

        return fuzzer.Failures.Count;

        // On a busy machine the clock says nothing about how much was tried.
        TimeSpan Used() => Environment.CpuUsage.TotalTime - begin;

        void Report() => Console.WriteLine(
            $"{harness.Name}: seed {seed}, {fuzzer.Executions} executions, "
            + $"{Used().TotalMinutes:F1} minutes of a processor, "
            + $"{fuzzer.Executions / Math.Max(0.001, Used().TotalSeconds):F0} a second, "
            + $"{fuzzer.Outcomes} kinds of outcomes, corpus of {fuzzer.CorpusSize}, "
            + (twin is null ? "no twin, " : $"{twin.Places.Seen} of {twin.Places.All} places reached, ")
            + $"{fuzzer.Failures.Count} faults");
    }

    private static int Replay(Harness harness, string file)
    {
        byte[] input = HexText.Read(File.ReadAllText(file));
        Outcome outcome = harness.Observe(input);
        Console.WriteLine(outcome);
        harness.Verify(input, outcome);
        return 0;
    }
}
