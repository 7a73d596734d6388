namespace Xzact.Audit.Witness;

/// <summary>What a hostile build can make the witness keep.</summary>
internal sealed record WitnessLimits
{
    /// <summary>The defaults.</summary>
    public static WitnessLimits Default { get; } = new();

    /// <summary>Events. Default 4,000,000.</summary>
    public int Events { get; init; } = 4_000_000;

    /// <summary>Processes. Default 1,000,000.</summary>
    public int Processes { get; init; } = 1_000_000;

    /// <summary>Arguments of a program. Default 128.</summary>
    public int Arguments { get; init; } = 128;

    /// <summary>Files of the tree. Default 500,000.</summary>
    public int Files { get; init; } = 500_000;

    /// <summary>Bytes of the tree. Default 2 GiB.</summary>
    public long TreeBytes { get; init; } = 2L << 30;
}
