using System.Globalization;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Behaviour;

/// <summary>Takes times of both sides in turn. Which of a pair comes first is drawn from a fixed seed, so that what
/// comes and goes on the machine meets both alike.</summary>
internal static class PairedTiming
{
    private const int Seed = 20240329;

    // bash(1) tells the times of a command to the millisecond: by the clock, of the user, of the system.
    private const string Script =
        "TIMEFORMAT='times %3R %3U %3S'; time \"$@\" >/dev/null 2>/dev/null </dev/null";

    /// <summary>Wall and processor times of so many pairs, after one pair that is not counted.</summary>
    /// <exception cref="MeasureException">bash or env is not there, or a run failed.</exception>
    public static IReadOnlyList<PairedTimes> Measure(
        MeasuredSide baseline, MeasuredSide candidate, int pairs, BehaviourRequest request)
    {
        string bash = request.FindTool("bash") ?? throw new MeasureException("bash, which takes times, is not there");
        string env = request.FindTool("env") ?? throw new MeasureException("env, of coreutils, is not there");
        Random random = new(Seed);
        List<(double Wall, double Processor)>[] times = [[], []];
        for (int pair = -1; pair < pairs; pair++)
        {
            request.Progress?.Report($"times, pair {pair + 1:N0} of {pairs:N0}");
            bool isCandidateFirst = random.Next(2) == 1;
            foreach (bool isCandidate in (bool[])[isCandidateFirst, !isCandidateFirst])
            {
                (double, double) time = Take(isCandidate ? candidate : baseline, bash, env, request);
                if (pair >= 0)
                {
                    times[isCandidate ? 1 : 0].Add(time);
                }
            }
        }

        return
        [
            new("wall", [.. times[0].Select(t => t.Wall)], [.. times[1].Select(t => t.Wall)]),
            new("processor", [.. times[0].Select(t => t.Processor)], [.. times[1].Select(t => t.Processor)]),
        ];
    }

    private static (double Wall, double Processor) Take(
        MeasuredSide side, string bash, string env, BehaviourRequest request)
    {
        // The variables are the command's alone: a library path must not reach bash.
        string[] words =
        [
            bash, "--norc", "--noprofile", "-c", Script, "bash", env, "-i",
            .. side.Environment().Select(v => $"{v.Key}={v.Value}"), .. side.Command.Words,
        ];
        Dictionary<string, string> plain = new() { ["PATH"] = Sandbox.SandboxTools.SearchPath, ["LC_ALL"] = "C" };
        MeasuredRun run = MeasuredProcess.Run(words, plain, request);
        return Parse(run.Errors)
            ?? throw new MeasureException($"{side.Name}: bash did not say a time: {run.Errors.Trim()}");
    }

    /// <summary>The seconds in what bash says; null if there are none.</summary>
    internal static (double Wall, double Processor)? Parse(string said)
    {
        string[] words = said.Split('\n').LastOrDefault(l => l.StartsWith("times ", StringComparison.Ordinal))
            ?.Split(' ') ?? [];
        double[] seconds =
        [
            .. words.Skip(1).Select(word => double.TryParse(
                word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
                ? value : double.NaN),
        ];
        return seconds is [var wall, var user, var system] && !double.IsNaN(wall + user + system)
            ? (wall, user + system) : null;
    }
}
