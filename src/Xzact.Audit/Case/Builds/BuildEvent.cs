namespace Xzact.Audit.Case.Builds;

/// <summary>What a build was seen to do. The names in lower case are those of the record.</summary>
internal enum BuildEventKind
{
    /// <summary>A process was started by another.</summary>
    Start,

    /// <summary>As <see cref="Start"/>, of a thread.</summary>
    Thread,

    /// <summary>A program took the process over.</summary>
    Exec,

    /// <summary>A file was opened for reading.</summary>
    Read,

    /// <summary>A file was opened for writing, or that was tried.</summary>
    Write,

    /// <summary>A name was moved.</summary>
    Rename,

    /// <summary>A second name was given to a file.</summary>
    Link,

    /// <summary>A symbolic link was made.</summary>
    Symlink,


    /// <summary>A file was made executable.</summary>
    Executable,

    /// <summary>Standard input or output became a pipe.</summary>
    Pipe,

    /// <summary>Another machine or a port was addressed.</summary>
    Network,

    /// <summary>A file without a name was made in memory.</summary>
    Memory,

    /// <summary>Another process was to be traced, or this one.</summary>
    Trace,

    /// <summary>A process ended.</summary>
    Exit,
}

/// <summary>How a file was opened for writing.</summary>
internal enum WriteMode
{
    /// <summary>What it held before is gone, or there was none.</summary>
    Replace,

    /// <summary>What it held before stays.</summary>
    Update,
}

/// <summary>One thing that a build was seen to do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Process">Number of the process, from 1 in the order in which they were seen; numbers are never used
/// again.</param>
internal sealed record BuildEvent(BuildEventKind Kind, int Process)
{
    /// <summary>The file, absolute; the program of <see cref="BuildEventKind.Exec"/>; the address of
    /// <see cref="BuildEventKind.Network"/>; the request of <see cref="BuildEventKind.Trace"/>.</summary>
    public string Path { get; init; } = "";

    /// <summary>The new name of a rename or link; what a symbolic link leads to.</summary>
    public string? Target { get; init; }

    /// <summary>The arguments of a program, its own name first; cut where they are long.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder in which a program was started; null if it was not seen.</summary>
    public string? Folder { get; init; }

    /// <summary>Standard input of a program where it is a file or a pipe that was seen; for
    /// <see cref="BuildEventKind.Pipe"/> the pipe that is read.</summary>
    public string? Input { get; init; }

    /// <summary>The same of standard output.</summary>
    public string? Output { get; init; }

    /// <summary>How a file was opened for writing.</summary>
    public WriteMode Mode { get; init; }

    /// <summary>Why it did not succeed, as the system calls it; null if it did.</summary>
    public string? Error { get; init; }

    /// <summary>The process that started this one.</summary>
    public int Parent { get; init; }

    /// <summary>The exit code; 128 and the number of the signal that ended it.</summary>
    public int Code { get; init; }
}
