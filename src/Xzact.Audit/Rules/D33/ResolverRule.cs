using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D33;

/// <summary>A resolver that does more than ask what the processor can.</summary>
internal sealed class ResolverRule : IBinaryRule
{
    private const int ManyInstructions = 1_000;
    private const int MaxEvidence = 12;
    private const int MaxNamed = 4;

    // What tells a resolver about the processor, or is called when a stack was overrun.
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        "getauxval", "__getauxval", "__x86_get_cpu_features", "__x86_get_cpuid_feature_leaf", "__get_cpu_features",
        "__cpu_indicator_init", "__init_cpu_features", "__riscv_hwprobe", "elf_aux_info", "__stack_chk_fail",
    };

    public string Id => "D33";

    public string? NotAsked(BinarySummary summary) =>
        summary.Objects.Any(o => o.Resolvers.Count > 0) ? null : "no file has resolvers";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary)
    {
        foreach (BinaryObject binary in summary.Objects)
        {
            (BinaryResolver Resolver, int Weight)[] doubtful =
            [
                .. binary.Resolvers.Select(r => (r, Weight: WeightOf(r))).Where(r => r.Weight > 0)
                    .OrderByDescending(r => r.Weight),
            ];
            if (doubtful.Length == 0)
            {
                continue;
            }

            bool isLoader = IsLoader(binary);
            Severity severity = SeverityOf(doubtful[0].Weight);
            string names = string.Join(", ", doubtful.Take(MaxNamed).Select(r => r.Resolver.Name))
                + (doubtful.Length > MaxNamed ? $" and {doubtful.Length - MaxNamed:N0} more" : "");
            string message = $"The loader runs {Counted.Of(binary.Resolvers.Count, "resolver")} of it before the "
                + "program, each to choose one of several variants of a function by what the processor can. "
                + $"{doubtful.Length:N0} {(doubtful.Length == 1 ? "does" : "do")} more than choose: {names}. "
                + Summary(doubtful[0].Resolver)
                + (isLoader ? " It is the loader itself, which has the process before any resolver runs." : "");
            yield return new(binary.Path, new(
                isLoader && severity > Severity.Medium ? Severity.Medium : severity,
                message,
                string.Join(' ', doubtful.Select(r => r.Resolver.Name)),
                [.. doubtful.SelectMany(r => r.Resolver.Evidence).Take(MaxEvidence)]));
        }
    }

    // On the system of docs/binary.md 23 of 412 resolvers have any weight, and those of two files more than Low.
    private static int WeightOf(BinaryResolver r)
    {
        bool isWriting = r.Writes.Count > 0 || r.OpenWrites > 0;
        return (r.SystemCalls > 0 ? 3 : 0)
            + (r.Calls.Any(c => !s_harmless.Contains(c)) ? 4 : 0)
            + (r.Loops > 0 ? 2 : 0)
            + (r.Loops > 0 && isWriting ? 1 : 0)
            + (r.Writes.Count > 0 ? 1 : 0)
            + (r.OpenWrites > 0 ? 1 : 0)
            + (r.OpenCalls > 0 ? 1 : 0)
            + (r.HiddenSteps > 0 ? 4 : 0)
            + (r.Instructions > ManyInstructions ? 2 : 0)
            + (r.IsCut ? 1 : 0);
    }

    private static Severity SeverityOf(int weight) => weight switch
    {
        >= 6 => Severity.Critical,
        >= 4 => Severity.High,
        >= 2 => Severity.Medium,
        _ => Severity.Low,
    };

    private static string Summary(BinaryResolver r)
    {
        string[] foreign = [.. r.Calls.Where(c => !s_harmless.Contains(c))];
        string[] acts =
        [
            .. foreign.Length > 0 ? (string[])[$"calls {string.Join(", ", foreign.Take(MaxNamed))}"] : [],
            .. r.SystemCalls > 0 ? (string[])["calls the kernel"] : [],
            .. r.Loops > 0 ? (string[])[$"has {Counted.Of(r.Loops, "loop")}"] : [],
            .. r.Writes.Count > 0 ? (string[])[$"writes {string.Join(", ", r.Writes.Take(MaxNamed))}"] : [],
            .. r.OpenWrites > 0 ? (string[])["writes through pointers"] : [],
            .. r.OpenCalls > 0 ? (string[])["calls or jumps where the file does not say"] : [],
            .. r.HiddenSteps > 0 ? (string[])["hides where it goes or what it writes"] : [],
            .. r.IsCut ? (string[])["has code that could not be followed"] : [],
        ];
        return $"{r.Name} reaches {Counted.Of(r.Instructions, "instruction")} in "
            + $"{Counted.Of(r.Functions, "function")}"
            + (acts.Length > 0 ? $": it {string.Join(", ", acts)}." : ".");
    }

    // ld.so has a name that programs hold as their interpreter, and needs no library.
    private static bool IsLoader(BinaryObject binary) => binary.Needed.Count == 0
        && binary.SharedName is string name
        && (name.StartsWith("ld-linux", StringComparison.Ordinal) || name is "ld.so.1" or "ld64.so.1" or "ld64.so.2");
}
