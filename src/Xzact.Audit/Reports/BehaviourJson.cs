using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Reports;

// The part of the JSON report about behaviour; see case-report.schema.json.
internal sealed record JsonBehaviour(
    JsonBehaviourSide Baseline, JsonBehaviourSide Candidate, IReadOnlyList<string> Tools, IReadOnlyList<string>? Varied,
    IReadOnlyList<JsonFunction>? Functions, IReadOnlyList<JsonEnvironment>? Environments,
    IReadOnlyList<JsonCall>? Calls, IReadOnlyList<JsonPathUse>? Paths, IReadOnlyList<JsonMemoryError>? Errors,
    IReadOnlyList<JsonTimes>? Times)
{
    // Of functions and paths that are alike, or nearly so, there may be thousands.
    private const int MaxRows = 1000;

    public static JsonBehaviour? From(BehaviourSummary? summary) => summary is null ? null : new(
        Side(summary.Baseline),
        Side(summary.Candidate),
        summary.Tools,
        summary.Varied.Count == 0 ? null : [.. summary.Varied.Select(Sanitizer.Clean)],
        summary.Functions?.Take(MaxRows).Select(f => new JsonFunction(
            Sanitizer.Clean(f.Object), Sanitizer.Clean(f.Function), f.Baseline, f.Candidate, f.BaselineInclusive,
            f.CandidateInclusive)).ToArray(),
        summary.Environments?.Select(e => new JsonEnvironment(e.Variables, e.Baseline, e.Candidate)).ToArray(),
        summary.Calls?.Select(c => new JsonCall(Sanitizer.Clean(c.Name), c.Baseline, c.Candidate)).ToArray(),
        summary.Paths?.Where(p => p.InBaseline != p.InCandidate).Take(MaxRows).Select(p => new JsonPathUse(
            p.Kind, Sanitizer.Clean(p.Path), p.InBaseline, p.InCandidate)).ToArray(),
        summary.Errors?.Take(MaxRows).Select(e => new JsonMemoryError(
            Sanitizer.Clean(e.Kind), [.. e.Stack.Select(Sanitizer.Clean)], e.Baseline, e.Candidate)).ToArray(),
        summary.Times?.Select(t => new JsonTimes(
            t.What, t.Baseline, t.Candidate, Math.Round(t.Ratio, 4), Math.Round(t.Probability, 6), t.CanTell))
            .ToArray());

    private static JsonBehaviourSide Side(BehaviourSide side) => new(
        [.. side.Command.Select(Sanitizer.Clean)], [.. side.Variables.Select(Sanitizer.Clean)], side.ExitCode,
        side.Output, side.Instructions?.Runs, side.Instructions?.IsExact);
}

internal sealed record JsonBehaviourSide(
    IReadOnlyList<string> Command, IReadOnlyList<string> Variables, int ExitCode, string? OutputSha256,
    IReadOnlyList<long>? Instructions, bool? Exact);

internal sealed record JsonFunction(
    string Object, string Function, long Baseline, long Candidate, long BaselineInclusive, long CandidateInclusive);

internal sealed record JsonEnvironment(IReadOnlyList<string> Variables, long? Baseline, long? Candidate);

internal sealed record JsonCall(string Name, long Baseline, long Candidate);

internal sealed record JsonPathUse(PathUseKind Kind, string Path, bool Baseline, bool Candidate);

internal sealed record JsonMemoryError(string Kind, IReadOnlyList<string> Stack, long Baseline, long Candidate);

internal sealed record JsonTimes(
    string What, IReadOnlyList<double> Baseline, IReadOnlyList<double> Candidate, double Ratio, double Probability,
    bool CanTell);
