using System.Diagnostics;

namespace Xzact.Bench;

/// <summary>Two jobs timed in turn, A B A B, so that a drift of the machine hits both; in CPU time.</summary>
/// <param name="A">Median seconds of one call of the first job.</param>
/// <param name="B">Median seconds of one call of the second job.</param>
/// <param name="Ratio">Median over the rounds of B's time divided by A's: above 1, A is the faster.</param>
/// <param name="Spread">Half the distance between the quartiles of that ratio.</param>
internal sealed record Pair(double A, double B, double Ratio, double Spread)
{
    private const int Rounds = 31;
    private const double SecondsPerRound = 0.004;

    public static Pair Measure(Action a, Action b)
    {
        int callsOfA = Calibrate(a);
        int callsOfB = Calibrate(b);
        double[] timesOfA = new double[Rounds];
        double[] timesOfB = new double[Rounds];
        double[] ratios = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            timesOfA[i] = Time(a, callsOfA);
            timesOfB[i] = Time(b, callsOfB);
            ratios[i] = timesOfB[i] / timesOfA[i];
        }

        Array.Sort(timesOfA);
        Array.Sort(timesOfB);
        Array.Sort(ratios);
        return new Pair(
            timesOfA[Rounds / 2],
            timesOfB[Rounds / 2],
            ratios[Rounds / 2],
            (ratios[Rounds * 3 / 4] - ratios[Rounds / 4]) / 2);
    }

    /// <summary>Runs long enough for the last tier of the JIT, then finds how many calls fill a round.</summary>
    private static int Calibrate(Action job)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 200 || clock.Elapsed.TotalSeconds < 0.3; i++)
        {
            job();
            if (clock.Elapsed.TotalSeconds > 2)
                break;
        }

        double one = Time(job, 10);
        return Math.Max(1, (int)(SecondsPerRound / one));
    }

    private static double Time(Action job, int calls)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < calls; i++)
            job();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / calls;
    }
}
