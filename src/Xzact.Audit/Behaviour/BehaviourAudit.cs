using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Behaviour;

/// <summary>Compares what two commands do: instructions, environments, system calls, errors of memory, time. It runs
/// from end to end: measurements, rules.</summary>
public static class BehaviourAudit
{
    /// <summary>Runs an audit. Both commands are run many times, without a sandbox.</summary>
    /// <exception cref="AuditInputException">A command cannot be started, or an argument is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static CaseReport Run(BehaviourRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Runs is < 1 or > 100
            || request.Pairs is not (null or 0 or (>= BehaviourRequest.MinPairs and <= BehaviourRequest.MaxPairs)))
        {
            throw new AuditInputException(
                $"runs are 1 to 100, pairs 0 or {BehaviourRequest.MinPairs} to {BehaviourRequest.MaxPairs}, fewer tell "
                + $"nothing; got {request.Runs} and {request.Pairs}");
        }

        string folder = Directory.CreateTempSubdirectory("xzact-behaviour-").FullName;
        try
        {
            return new Measurement(request, folder).Report();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One audit while it goes on.</summary>
    private sealed class Measurement(BehaviourRequest request, string folder)
    {
        // What a shell, env and the loader give: a file that cannot be run, one that is not there; 128 and a signal.
        private const int NotRunnable = 126;
        private const int NotFound = 127;
        private const int Signal = 128;
        private const int MaxSignal = 64;

        private readonly MeasuredSide _baseline = new("baseline", request.Baseline, request);
        private readonly MeasuredSide _candidate = new("candidate", request.Candidate, request);
        private readonly List<Omission> _open = [];
        private readonly List<string> _tools = [];

        public CaseReport Report()
        {
            (BehaviourSide before, string saidBefore) = Plain(_baseline);
            (BehaviourSide after, string saidAfter) = Plain(_candidate);
            BehaviourSummary summary = new(before, after);
            int pairs = 0;
            if (Failure(before, after) is string failure)
            {
                string[] said = [.. ((string[])[saidBefore, saidAfter]).Where(s => s.Length > 0).Distinct()];
                _open.Add(new("what the commands do", failure + (said.Length == 0 ? ""
                    : $"; they said: {string.Join("; ", said)}")));
            }
            else
            {
                summary = Calls(Memory(Instructions(summary)));
                pairs = request.Pairs ?? (summary.Functions is null ? BehaviourRequest.DefaultPairs : 0);
                summary = (pairs == 0 ? summary : Times(summary, pairs)) with { Tools = _tools };
            }

            return new()
            {
                Command = "behaviour",
                Subject = string.Join(' ', request.Candidate.Words),
                Inputs = [],
                Behaviour = summary,
                Results = BehaviourJudge.Judge(summary, _open),
                Notices = [.. Notices(summary)],
                NotLookedAt = [.. _open, .. OutOfScope(pairs == 0 && summary.Functions is not null)],
            };
        }

        // Nothing is learned from two failures: what is compared then is how far each came.
        private static string? Failure(BehaviourSide before, BehaviourSide after)
        {
            (string Name, BehaviourSide Side)[] sides = [("baseline", before), ("candidate", after)];
            (string Name, BehaviourSide Side)[] notStarted =
                [.. sides.Where(s => s.Side.ExitCode is NotRunnable or NotFound)];
            return notStarted.Length > 0
                ? string.Join(" and ", notStarted.Select(s => $"the {s.Name} ended with exit code {s.Side.ExitCode}"))
                    + ", which the loader, a shell or env gives where a program or a library of it cannot be started"
                : sides.All(s => s.Side.ExitCode is > Signal and <= Signal + MaxSignal)
                    ? $"a signal ended both: {before.ExitCode - Signal} the baseline, {after.ExitCode - Signal} the "
                        + "candidate"
                : null;
        }

        private static (BehaviourSide Side, string Said) Plain(MeasuredSide side)
        {
            try
            {
                MeasuredRun run = side.Run([]);
                BehaviourSide plain = new(
                    side.Command.Words,
                    [.. side.Command.Variables.Select(v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal)],
                    run.ExitCode, run.Output);
                return (plain, run.Errors.Trim().Split('\n')[^1]);
            }
            catch (MeasureException e)
            {
                throw new AuditInputException(e.Message, e);
            }
        }

        private BehaviourSummary Instructions(BehaviourSummary summary) => Try("instructions", summary, () =>
        {
            ValgrindProgram valgrind = ValgrindProgram.Find(request, folder);
            _tools.Add(valgrind.IsSteady ? "callgrind, addresses the same in each run"
                : "callgrind, addresses not the same in each run");
            (InstructionCount before, CallgrindReader first) = Count(_baseline, valgrind);
            (InstructionCount after, CallgrindReader second) = Count(_candidate, valgrind);
            return summary with
            {
                Varied = [.. EnvironmentMatrix.Varied(request).Select(v => $"{v.Key}={v.Value}")],
                Baseline = summary.Baseline with { Instructions = before },
                Candidate = summary.Candidate with { Instructions = after },
                Functions = ValgrindProgram.Compare(first, second),
                Environments = EnvironmentMatrix.Measure(
                    new([], before.Middle, after.Middle), request,
                    (isCandidate, more) => CountOnce(isCandidate ? _candidate : _baseline, valgrind, more)),
            };
        });

        private (InstructionCount, CallgrindReader) Count(MeasuredSide side, ValgrindProgram valgrind)
        {
            CallgrindReader[] runs = new CallgrindReader[request.Runs];
            for (int i = 0; i < runs.Length; i++)
            {
                request.Progress?.Report($"instructions of the {side.Name}, run {i + 1:N0}");
                runs[i] = valgrind.Count(side);
            }

            InstructionCount count = new([.. runs.Select(r => r.Total)]);
            return (count, runs.First(r => r.Total == count.Middle));
        }

        private long? CountOnce(
            MeasuredSide side, ValgrindProgram valgrind, IReadOnlyDictionary<string, string> more)
        {
            try
            {
                return valgrind.Count(side, more).Total;
            }
            catch (MeasureException e)
            {
                _open.Add(new($"instructions with {string.Join(", ", more.Keys)}", e.Message));
                return null;
            }
        }

        private BehaviourSummary Memory(BehaviourSummary summary) => Try("errors of memory", summary, () =>
        {
            ValgrindProgram valgrind = ValgrindProgram.Find(request, folder);
            request.Progress?.Report("errors of memory");
            IReadOnlyDictionary<(string Kind, string Stack), long> before = valgrind.Check(_baseline);
            IReadOnlyDictionary<(string Kind, string Stack), long> after = valgrind.Check(_candidate);
            _tools.Add("memcheck");
            return summary with
            {
                Errors =
                [
                    .. before.Keys.Union(after.Keys)
                        .Select(key => new MemoryError(
                            key.Kind, MemcheckReader.Frames(key.Stack), before.GetValueOrDefault(key),
                            after.GetValueOrDefault(key)))
                        .OrderByDescending(e => e.Candidate - e.Baseline).ThenBy(e => e.Kind, StringComparer.Ordinal),
                ],
            };
        });

        private BehaviourSummary Calls(BehaviourSummary summary) => Try("system calls", summary, () =>
        {
            request.Progress?.Report("system calls");
            (IReadOnlyList<CallCount> calls, IReadOnlyList<PathUse> paths, string tool) =
                CallTracer.Compare(_baseline, _candidate, request, folder);
            _tools.Add(tool);
            return summary with { Calls = calls, Paths = paths };
        });

        private BehaviourSummary Times(BehaviourSummary summary, int pairs) => Try("times", summary, () =>
            summary with { Times = PairedTiming.Measure(_baseline, _candidate, pairs, request) });

        // What one tool cannot do leaves the others' measurements as they are.
        private BehaviourSummary Try(string what, BehaviourSummary summary, Func<BehaviourSummary> measure)
        {
            try
            {
                return measure();
            }
            catch (MeasureException e)
            {
                _open.Add(new(what, e.Message));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _open.Add(new(what, FileFailure.Reason(e)));
            }

            return summary;
        }

        private static IEnumerable<Evidence> Notices(BehaviourSummary summary)
        {
            yield return new("both commands were run on the machine as it is, without a sandbox");
            (BehaviourSide before, BehaviourSide after) = (summary.Baseline, summary.Candidate);
            if (before.Command.SequenceEqual(after.Command) && before.Variables.SequenceEqual(after.Variables))
            {
                yield return new("baseline and candidate are the same command: what differs is chance");
            }

            if (before.ExitCode != after.ExitCode)
            {
                yield return new(
                    $"the exit codes differ: {before.ExitCode} of the baseline, {after.ExitCode} of the candidate; "
                    + "the two may not do the same work");
            }
            else if (before.ExitCode > 1)
            {
                yield return new($"both commands end with exit code {before.ExitCode}; did they do what they should?");
            }

            if (before.Output != after.Output)
            {
                yield return new("the two write different standard output; they may not do the same work");
            }

            foreach ((string name, InstructionCount? count) in ((string, InstructionCount?)[])
                [("baseline", before.Instructions), ("candidate", after.Instructions)])
            {
                if (count is { IsExact: false })
                {
                    yield return new(count.Runs.Count == 1
                        ? $"the {name} was counted once; whether its count is exact is not known"
                        : $"the count of the {name} is not exact: {count.Lowest:N0} to {count.Highest:N0} in "
                            + $"{count.Runs.Count:N0} runs");
                }
            }
        }

        private static IEnumerable<Omission> OutOfScope(bool hasNoTimes)
        {
            yield return new(
                "gates of more than one variable", "environments have none, one, all, or all but one of the variables")
            {
                IsOutOfScope = true,
            };
            if (hasNoTimes)
            {
                yield return new("times", "instructions are counted; --pairs takes times too") { IsOutOfScope = true };
            }
        }
    }
}
