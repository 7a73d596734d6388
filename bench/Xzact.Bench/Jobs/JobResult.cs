using System.Text.Json.Serialization;

namespace Xzact.Bench.Jobs;

/// <summary>One job measured in pairs.</summary>
/// <param name="Job">What was done, and whether in process or as a process.</param>
/// <param name="Peer">Who did it beside us.</param>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes of it.</param>
/// <param name="Preset">Of the encoder, on both sides.</param>
/// <param name="Threads">On both sides.</param>
/// <param name="Rounds">Pairs of runs.</param>
/// <param name="OurSeconds">Median CPU seconds of ours.</param>
/// <param name="PeerSeconds">Median CPU seconds of the peer.</param>
/// <param name="Speed">Median of the peer's seconds divided by ours, pair by pair: above 1, we are the faster.</param>
/// <param name="Spread">Half the distance between the quartiles of that ratio.</param>
/// <param name="WallSpeed">The same of elapsed time, which only a quiet machine gives a meaning.</param>
/// <param name="OurSize">Bytes of our compressed form.</param>
/// <param name="PeerSize">Bytes of the peer's.</param>
/// <param name="OurInstructions">Instructions of one run, if they were counted.</param>
/// <param name="PeerInstructions">The same of the peer.</param>
internal sealed record JobResult(
    string Job,
    string Peer,
    string File,
    long Bytes,
    string Preset,
    int Threads,
    int Rounds,
    double OurSeconds,
    double PeerSeconds,
    double Speed,
    double Spread,
    double WallSpeed,
    long OurSize,
    long PeerSize,
    long? OurInstructions,
    long? PeerInstructions);

/// <summary>Results with what must be known to repeat them.</summary>
/// <param name="Command">The arguments.</param>
/// <param name="Machine">Processor, processors, memory, load at the start.</param>
/// <param name="Versions">Of the runtime and of the peers.</param>
/// <param name="Results">The results.</param>
internal sealed record JobReport(
    string Command, string Machine, IReadOnlyList<string> Versions, IReadOnlyList<JobResult> Results);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobReport))]
internal sealed partial class JobJson : JsonSerializerContext;
