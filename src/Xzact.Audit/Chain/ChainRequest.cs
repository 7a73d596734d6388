using Xzact.Audit.Behaviour;
using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure;
using Xzact.Audit.People;
using Xzact.Audit.Release;
using Xzact.Audit.Scan;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Chain;

/// <summary>What is given of each link of the chain; null where nothing is.</summary>
public sealed record ChainRequest
{
    /// <summary>What the case is about, in a few words.</summary>
    public required string Subject { get; init; }

    /// <summary>The history of the project.</summary>
    public PeopleRequest? People { get; init; }

    /// <summary>The source tree.</summary>
    public ScanRequest? Source { get; init; }

    /// <summary>The release archive.</summary>
    public ReleaseRequest? Release { get; init; }

    /// <summary>A build to run and watch. It is not run if anything before matches a published indicator.</summary>
    public WitnessRequest? Build { get; init; }

    /// <summary>A record of a build, in place of <see cref="Build"/>.</summary>
    public string? BuildRecordPath { get; init; }

    /// <summary>The binaries.</summary>
    public BinaryRequest? Binary { get; init; }

    /// <summary>The machine.</summary>
    public ExposureRequest? Machine { get; init; }

    /// <summary>Two versions to run. They are not run if anything before matches a published indicator.</summary>
    public BehaviourRequest? Behaviour { get; init; }

    /// <summary>Takes out what the user's settings suppress, before links are joined; null for nothing.</summary>
    public Func<CaseReport, CaseReport>? Suppress { get; init; }

    /// <summary>Told which link is looked into; null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }
}
