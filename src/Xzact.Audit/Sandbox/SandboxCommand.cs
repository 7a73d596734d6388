namespace Xzact.Audit.Sandbox;

/// <summary>A command for a <see cref="SandboxRunner"/>.</summary>
/// <param name="Arguments">The program, found in the system's folders, and its arguments.</param>
internal sealed record SandboxCommand(IReadOnlyList<string> Arguments)
{
    /// <summary>All that its environment holds, besides HOME and PATH.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes a tar of what it finds, read only, in <c>/input</c>; null for an empty folder.</summary>
    public Action<Stream>? WriteInput { get; init; }

    /// <summary>Reads a tar of what it left in <c>/build</c>, its writable folder. Hostile: every name and byte is the
    /// command's choice.</summary>
    public Action<Stream>? ReadOutput { get; init; }

    /// <summary>What it may use.</summary>
    public SandboxLimits Limits { get; init; } = SandboxLimits.Default;

    /// <summary>Told each line that it prints, as it prints it; the line is not sanitised.</summary>
    public Action<string>? Printed { get; init; }

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation { get; init; }
}
