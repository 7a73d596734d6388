using System.Diagnostics;

namespace Xzact.Bench;

/// <summary>Two jobs of seconds, timed in turn, A B A B.</summary>
/// <param name="A">Median CPU seconds of the first job.</param>
/// <param name="B">Median CPU seconds of the second job.</param>
/// <param name="Ratio">Median over the rounds of B's time divided by A's: above 1, A is the faster.</param>
/// <param name="Spread">Half the distance between the quartiles of that ratio.</param>
/// <param name="WallRatio">The same as Ratio, of elapsed time.</param>
internal sealed record PairedRun(double A, double B, double Ratio, double Spread, double WallRatio)
{
    /// <summary>Times jobs that run in this process.</summary>
    public static PairedRun Measure(Action a, Action b, int rounds) =>
        Measure(a, b, rounds, () => Environment.CpuUsage.TotalTime.TotalSeconds);

    /// <summary>Times jobs.</summary>
    /// <param name="a">The first job.</param>
    /// <param name="b">The second one.</param>
    /// <param name="rounds">Pairs, at least two: one run of each is no measurement.</param>
    /// <param name="cpuSeconds">The CPU seconds that were used up to now.</param>
    public static PairedRun Measure(Action a, Action b, int rounds, Func<double> cpuSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 2);
        var timesOfA = new double[rounds];
        var timesOfB = new double[rounds];
        var ratios = new double[rounds];
        var wallRatios = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            (timesOfA[i], double wallOfA) = Time(a, cpuSeconds);
            (timesOfB[i], double wallOfB) = Time(b, cpuSeconds);
            ratios[i] = timesOfB[i] / timesOfA[i];
            wallRatios[i] = wallOfB / wallOfA;
        }

        Array.Sort(timesOfA);
        Array.Sort(timesOfB);
        Array.Sort(ratios);
        Array.Sort(wallRatios);
        return new PairedRun(
            timesOfA[rounds / 2],
            timesOfB[rounds / 2],
            ratios[rounds / 2],
            (ratios[rounds * 3 / 4] - ratios[rounds / 4]) / 2,
            wallRatios[rounds / 2]);
    }

    private static (double Cpu, double Wall) Time(Action job, Func<double> cpuSeconds)
    {
        GC.Collect();
        double start = cpuSeconds();
        var clock = Stopwatch.StartNew();
        job();
        return (cpuSeconds() - start, clock.Elapsed.TotalSeconds);
    }
}
