using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>Makes the processes of a build out of its events: who started whom, as what, in which phase.</summary>
internal static class BuildProcesses
{
    /// <summary>The processes by their numbers.</summary>
    public static IReadOnlyDictionary<int, BuildProcess> Of(BuildRecord record, Executions names)
    {
        Dictionary<int, BuildProcess> all = [];
        for (int time = 0; time < record.Events.Count; time++)
        {
            BuildEvent seen = record.Events[time];
            BuildProcess process = Get(all, seen.Process);
            switch (seen.Kind)
            {
                case BuildEventKind.Start or BuildEventKind.Thread when process.Parent is null && seen.Parent > 0:
                    process.Parent = Get(all, seen.Parent);
                    process.ParentPrograms = process.Parent.Executions.Count;
                    break;
                case BuildEventKind.Exec:
                    process.Executions.Add(names.Of(seen, time));
                    break;
                case BuildEventKind.Exit:
                    process.Code = seen.Code;
                    break;
                default:
                    break;
            }

            // A thread has its process's memory: what one reads the other may write.
            if (seen.Kind == BuildEventKind.Thread && process.Parent is BuildProcess owner)
            {
                owner.To(process);
                process.To(owner);
            }
        }

        AssignPhases(all.Values);
        return all;
    }

    private static BuildProcess Get(Dictionary<int, BuildProcess> all, int number) =>
        all.TryGetValue(number, out BuildProcess? process) ? process : all[number] = new(number);

    // From the top down: a process may have been seen before the one that started it.
    private static void AssignPhases(IEnumerable<BuildProcess> all)
    {
        Dictionary<BuildProcess, BuildStage[]> stages = [];
        Stack<BuildProcess> line = new();
        foreach (BuildProcess process in all)
        {
            HashSet<BuildProcess> met = [];
            for (BuildProcess? p = process; p is not null && !stages.ContainsKey(p); p = p.Parent)
            {
                if (!met.Add(p))
                {
                    p.Parent = null; // a damaged record, in which a process is its own forebear
                    line.Clear();
                    break;
                }

                line.Push(p);
            }

            if (line.Count == 0)
            {
                foreach (BuildProcess p in met.Where(p => !stages.ContainsKey(p)))
                {
                    p.Parent = null;
                    line.Push(p);
                }
            }

            while (line.TryPop(out BuildProcess? next))
            {
                stages[next] = Assign(next, stages);
            }
        }
    }

    private static BuildStage[] Assign(BuildProcess process, Dictionary<BuildProcess, BuildStage[]> stages)
    {
        BuildStage stage = BuildStage.Start;
        (Execution, BuildPhase)? before = null;
        if (process.Parent is BuildProcess parent && stages.TryGetValue(parent, out BuildStage[]? above))
        {
            int programs = Math.Min(process.ParentPrograms, parent.Executions.Count);
            stage = above[programs];
            process.StartPhase = programs > 0 ? parent.Phases[programs - 1] : parent.StartPhase;
            before = process.StartedBy is Execution program ? (program, process.StartPhase) : null;
        }

        BuildStage[] own = new BuildStage[process.Executions.Count + 1];
        own[0] = stage;
        for (int i = 0; i < process.Executions.Count; i++)
        {
            Execution program = process.Executions[i];
            stage = own[i + 1] = stage.Enter(program);
            BuildPhase phase = stage.PhaseOf(program, before);
            process.Phases.Add(phase);
            before = (program, phase);
        }

        process.MayTest = stage.MayTest;
        return own;
    }
}
