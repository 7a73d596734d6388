using System.CommandLine;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Drivers;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;

namespace Xzact.Fuzz.Drivers;

/// <summary>
/// The drivers of the tests in a program of their own, for builds in which the test framework does not run: Native AOT.
/// </summary>
internal static class DriversCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var cases = new Option<int>("--cases")
        {
            Description = "how many random cases go both ways",
            DefaultValueFactory = _ => CaseCount.Of(500),
        };
        var command = new Command("drivers", "Conformance files, damaged files beside liblzma, and round trips.")
        {
            cases,
        };
        command.SetAction(result =>
        {
            try
            {
                Run(result.GetValue(cases));
                return 0;
            }
            catch (RequirementException e)
            {
                Console.WriteLine($"FAILED: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Run(int cases)
    {
        Console.WriteLine(
            $"{(KernelSwitch.UseSafeKernels ? "safe" : "fast")} kernels, liblzma {SystemLiblzma.VersionNumber}");
        Require.That(ConformanceFiles.Folder is not null, "The conformance files are not here: set XZACT_SHARED.");
        foreach (ConformanceTable.Row row in ConformanceTable.Rows)
        {
            ConformanceTable.Verify(row, ConformanceFiles.Folder);
        }

        Console.WriteLine($"conformance: {ConformanceTable.Rows.Count} files");
        int compared = SmallFileRuns.VerifyXz() + SmallFileRuns.VerifyLzma() + SmallFileRuns.VerifyLzip();
        Console.WriteLine($"cut and changed: {compared} files");
        long bytes = 0;
        for (int seed = 0; seed < cases; seed++)
        {
            bytes += RoundTrip.Verify(new CodecCase(Choices.Random(seed))).Length;
        }

        Console.WriteLine($"both ways: {cases} cases, {bytes} bytes");
    }
}
