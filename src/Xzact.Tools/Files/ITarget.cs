namespace Xzact.Tools.Files;

/// <summary>Where output goes.</summary>
internal interface ITarget
{
    /// <summary>Bytes written, holes counted.</summary>
    ulong BytesWritten { get; }

    /// <summary>Writes everything.</summary>
    /// <exception cref="SkippedException">Writing failed.</exception>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Ends the data: everything is handed to the system, a hole at the end too.</summary>
    /// <exception cref="SkippedException">Writing failed.</exception>
    void Finish();
}

/// <summary>Where the output of a test goes.</summary>
internal sealed class NoTarget : ITarget
{
    public ulong BytesWritten { get; private set; }

    public void Write(ReadOnlySpan<byte> data) => BytesWritten += (ulong)data.Length;

    public void Finish()
    {
    }
}
