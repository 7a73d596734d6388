namespace Xzact.Audit.Sandbox;

/// <summary>What a command in a <see cref="SandboxRunner"/> may use.</summary>
internal sealed record SandboxLimits
{
    /// <summary>The defaults.</summary>
    public static SandboxLimits Default { get; } = new();

    /// <summary>Seconds from its start to its end, on the clock. Default 900.</summary>
    public int Seconds { get; init; } = 900;

    /// <summary>Processor seconds of each process. Default 900.</summary>
    public int ProcessorSeconds { get; init; } = 900;

    /// <summary>Processes and threads at one time. Default 256.</summary>
    public int Processes { get; init; } = 256;

    /// <summary>Address space of each process, in bytes. Default 2 GiB.</summary>
    public long ProcessBytes { get; init; } = 2L << 30;

    /// <summary>Memory of all processes together, in bytes, files not counted; looked at ten times a second.
    /// Default 4 GiB.</summary>
    public long MemoryBytes { get; init; } = 4L << 30;

    /// <summary>What all files of the writable folder may hold, in bytes; they are in memory. Default 3 GiB.</summary>
    public long SpaceBytes { get; init; } = 3L << 30;

    /// <summary>The largest file, in bytes. Default 1 GiB.</summary>
    public long FileBytes { get; init; } = 1L << 30;
}
