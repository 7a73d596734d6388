using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Behaviour;

/// <summary>Which environments are tried: none of the variables, each alone, all, and all without each. A cost that
/// needs one variable, or the lack of one, shows between two of these that differ in that variable alone.</summary>
internal static class EnvironmentMatrix
{
    /// <summary>The variables that are varied unless the user says otherwise. The values change little of what a
    /// program does by itself.</summary>
    public static IReadOnlyDictionary<string, string> Usual { get; } = new Dictionary<string, string>
    {
        ["TERM"] = "xterm",
        ["LANG"] = "C.UTF-8",
        ["DISPLAY"] = ":0",
        ["DEBUG"] = "1",
        ["LD_DEBUG"] = "unused",
    };

    /// <summary>The sets of names, the empty one first; none twice.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Sets(IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        IEnumerable<string[]> sets =
        [
            [], .. all.Select(name => (string[])[name]), all,
            .. all.Select(name => all.Where(n => n != name).ToArray()),
        ];
        return [.. sets.DistinctBy(set => string.Join(' ', set))];
    }

    /// <summary>The variables that are varied with their values, by name.</summary>
    public static IReadOnlyDictionary<string, string> Varied(BehaviourRequest request)
    {
        SortedDictionary<string, string> varied = new(StringComparer.Ordinal);
        foreach ((string name, string value) in (request.VariesUsual ? Usual : new Dictionary<string, string>())
            .Concat(request.Varied))
        {
            varied[name] = value;
        }

        return varied;
    }

    /// <summary>Counts both sides in each.</summary>
    /// <param name="first">The counts without any of the variables, which are there already.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="count">Counts a side in an environment; null if that failed.</param>
    public static IReadOnlyList<EnvironmentCount> Measure(
        EnvironmentCount first, BehaviourRequest request,
        Func<bool, IReadOnlyDictionary<string, string>, long?> count)
    {
        IReadOnlyDictionary<string, string> varied = Varied(request);
        List<EnvironmentCount> rows = [first];
        foreach (IReadOnlyList<string> set in Sets(varied.Keys).Skip(1))
        {
            request.Progress?.Report($"instructions with {string.Join(", ", set)}");
            Dictionary<string, string> more = set.ToDictionary(name => name, name => varied[name]);
            rows.Add(new(set, count(false, more), count(true, more)));
        }

        return rows;
    }
}
