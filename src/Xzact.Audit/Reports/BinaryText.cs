using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Reports;

/// <summary>The words about binaries that all reports share.</summary>
internal static class BinaryText
{
    /// <summary>How many files have each property.</summary>
    public static IEnumerable<(string Word, int Count)> Counts(BinarySummary summary)
    {
        BinaryHardening[] loaded = [.. summary.Objects.Select(o => o.Hardening).OfType<BinaryHardening>()];
        return
        [
            ("ELF files", summary.Objects.Count),
            ("that are loaded (programs, libraries)", loaded.Length),
            ("with resolvers (IFUNC)", summary.Objects.Count(o => o.Resolvers.Count > 0)),
            ("with functions that run before main", summary.Objects.Count(o => o.Constructors > 0)),
            ("full RELRO", loaded.Count(h => h.Relro == RelroState.Full)),
            ("partial RELRO", loaded.Count(h => h.Relro == RelroState.Partial)),
            ("no RELRO", loaded.Count(h => h.Relro == RelroState.None)),
            ("all symbols bound while loading", loaded.Count(h => h.BindsNow)),
        ];
    }

    /// <summary>One file in a line.</summary>
    public static string Line(BinaryObject binary)
    {
        string[] parts =
        [
            $"{binary.Path}: {binary.Format}",
            .. binary.BuildId is string id ? (string[])[$"build id {id}"] : [],
            .. binary.Hardening is BinaryHardening h
                ? (string[])[$"RELRO {Name(h.Relro)}", h.BindsNow ? "binds now" : "binds lazily"] : [],
            .. binary.Constructors > 0 ? (string[])[Counted.Of(binary.Constructors, "constructor")] : [],
            .. binary.Resolvers.Count > 0 ? (string[])[Counted.Of(binary.Resolvers.Count, "resolver")] : [],
        ];
        return string.Join(", ", parts);
    }

    /// <summary>The resolvers, those that do most first.</summary>
    public static IEnumerable<(BinaryObject Object, BinaryResolver Resolver)> Busiest(BinarySummary summary) =>
        summary.Objects.SelectMany(o => o.Resolvers, (o, r) => (o, r))
            .OrderByDescending(x => x.r.Loops + x.r.Writes.Count + x.r.OpenWrites + x.r.Calls.Count + x.r.OpenCalls)
            .ThenByDescending(x => x.r.Instructions);

    /// <summary>What a resolver does, in a line: an address means nothing without its file.</summary>
    public static string Line(BinaryObject binary, BinaryResolver r)
    {
        if (r.NotRead is string why)
        {
            return $"{binary.Path}: {r.Name}: not read, {why}";
        }

        string calls = r.Calls.Count > 0 ? $" ({string.Join(", ", r.Calls.Take(4))})" : "";
        return $"{binary.Path}: {r.Name}: {Counted.Of(r.Instructions, "instruction")} in "
            + $"{Counted.Of(r.Functions, "function")}, "
            + $"{Counted.Of(r.Loops, "loop")}, {Counted.Of(r.Writes.Count + r.OpenWrites, "write")}, "
            + $"{Counted.Of(r.Calls.Count + r.OpenCalls, "call")} out of it{calls}";
    }

    /// <summary>The way by which a library arrives.</summary>
    public static string Line(ClosureLibrary library) => string.Join(" → ", library.Chain.Append(library.Name))
        + (library.Path is null ? ", which was not found" : library.Resolvers == 0 ? ""
            : $", {Counted.Of(library.Resolvers, "resolver")}");

    /// <summary>What two sides differ in.</summary>
    public static string Line(BinaryDifference difference)
    {
        string more = string.Join(", ", difference.Added.Take(6)) + (difference.Added.Count > 6 ? ", …" : "");
        string fewer = string.Join(", ", difference.Removed.Take(6)) + (difference.Removed.Count > 6 ? ", …" : "");
        return $"{difference.Path}: {difference.What}" + (more.Length > 0 ? $" + {more}" : "")
            + (fewer.Length > 0 ? $" − {fewer}" : "");
    }

    /// <summary>How a comparison went, in a line.</summary>
    public static string Line(BinaryComparison comparison) =>
        $"compared with {comparison.Other}: {Counted.Of(comparison.Pairs, "pair")}, {comparison.Equal:N0} of them "
        + $"equal, {Counted.Of(comparison.Differences.Count, "difference")}";

    /// <summary>What the case comes to.</summary>
    public static string Verdict(BinarySummary summary, CaseReport report, string severities)
    {
        string files = Counted.Of(summary.Objects.Count, "ELF file");
        int resolvers = summary.Objects.Sum(o => o.Resolvers.Count);
        string read = summary.Closure is BinaryClosure closure
            ? $"{closure.Program} loads {Counted.Of(closure.Libraries.Count, "library file")}."
            : $"{files} {(summary.Objects.Count == 1 ? "was" : "were")} read, with "
                + $"{Counted.Of(resolvers, "resolver")}.";
        return severities.Length == 0 ? $"{read} Nothing that a rule asks about was seen."
            : $"{read} Findings: {severities}." + (report.Findings.Any(f => f.Severity > Severity.Low)
                ? " Review recommended." : "");
    }

    private static string Name(RelroState state) => state.ToString().ToLowerInvariant();
}
