using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Reports;

// The part of the JSON report about binaries.
internal sealed record JsonBinary(
    int Files, IReadOnlyList<JsonBinaryObject> Objects, JsonBinaryComparison? Comparison, JsonBinaryClosure? Closure)
{
    public static JsonBinary? From(BinarySummary? summary) => summary is null ? null : new(
        summary.Files,
        [.. summary.Objects.Select(JsonBinaryObject.From)],
        summary.Comparison is not BinaryComparison comparison ? null : new(
            Sanitizer.Clean(comparison.Other), comparison.IsSameSource, comparison.Pairs, comparison.Equal,
            [.. comparison.Differences.Select(d => new JsonBinaryDifference(
                d.Aspect, Sanitizer.Clean(d.Path), d.What, d.IsFirstOfKind, d.Bearing,
                [.. d.Added.Select(Sanitizer.Clean)],
                [.. d.Removed.Select(Sanitizer.Clean)]))]),
        summary.Closure is not BinaryClosure closure ? null : new(
            Sanitizer.Clean(closure.Program),
            [.. closure.Libraries.Select(l => new JsonClosureLibrary(
                Sanitizer.Clean(l.Name), l.Path is null ? null : Sanitizer.Clean(l.Path),
                [.. l.Chain.Select(Sanitizer.Clean)], l.IsDirect))]));
}

internal sealed record JsonBinaryObject(
    string Path, long Bytes, string Format, string? SharedName, string? BuildId, IReadOnlyList<string> Needed,
    RelroState? Relro, bool? BindsNow, int Constructors, IReadOnlyList<JsonResolver> Resolvers)
{
    public static JsonBinaryObject From(BinaryObject binary) => new(
        Sanitizer.Clean(binary.Path), binary.Bytes, binary.Format,
        binary.SharedName is null ? null : Sanitizer.Clean(binary.SharedName), binary.BuildId,
        [.. binary.Needed.Select(Sanitizer.Clean)], binary.Hardening?.Relro, binary.Hardening?.BindsNow,
        binary.Constructors,
        [.. binary.Resolvers.Select(r => new JsonResolver(
            Sanitizer.Clean(r.Name), $"0x{r.Address:x}", r.NotRead, r.Instructions, r.Functions, r.Loops,
            [.. r.Calls.Select(Sanitizer.Clean)], r.OpenCalls, [.. r.Writes.Select(Sanitizer.Clean)], r.OpenWrites,
            r.SystemCalls, r.HiddenSteps, r.IsCut))]);
}

internal sealed record JsonResolver(
    string Name, string Address, string? NotRead, int Instructions, int Functions, int Loops,
    IReadOnlyList<string> Calls, int OpenCalls, IReadOnlyList<string> Writes, int OpenWrites, int SystemCalls,
    int HiddenSteps, bool Cut);

internal sealed record JsonBinaryComparison(
    string Other, bool SameSource, int Pairs, int Equal, IReadOnlyList<JsonBinaryDifference> Differences);

internal sealed record JsonBinaryDifference(
    BinaryAspect Aspect, string Path, string What, bool FirstOfKind, BinaryBearing Bearing,
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed);

internal sealed record JsonBinaryClosure(string Program, IReadOnlyList<JsonClosureLibrary> Libraries);

internal sealed record JsonClosureLibrary(string Name, string? Path, IReadOnlyList<string> Chain, bool Direct);
