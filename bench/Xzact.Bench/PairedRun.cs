namespace Xzact.Bench;

/// <summary>Two jobs of seconds, timed in turn, A B A B, in CPU time of this process.</summary>
/// <param name="A">Median seconds of the first job.</param>
/// <param name="B">Median seconds of the second job.</param>
/// <param name="Ratio">Median over the rounds of B's time divided by A's: above 1, A is the faster.</param>
/// <param name="Spread">Half the distance between the quartiles of that ratio.</param>
internal sealed record PairedRun(double A, double B, double Ratio, double Spread)
{
    public static PairedRun Measure(Action a, Action b, int rounds)
    {
        var timesOfA = new double[rounds];
        var timesOfB = new double[rounds];
        var ratios = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            timesOfA[i] = Time(a);
            timesOfB[i] = Time(b);
            ratios[i] = timesOfB[i] / timesOfA[i];
        }

        Array.Sort(timesOfA);
        Array.Sort(timesOfB);
        Array.Sort(ratios);
        return new PairedRun(
            timesOfA[rounds / 2],
            timesOfB[rounds / 2],
            ratios[rounds / 2],
            (ratios[rounds * 3 / 4] - ratios[rounds / 4]) / 2);
    }

    private static double Time(Action job)
    {
        GC.Collect();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        job();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
