using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>What is known of a process while it runs.</summary>
/// <param name="number">Its number in the record.</param>
internal sealed class TracedProcess(int number)
{
    private const int MaxRemembered = 1 << 14;

    private readonly HashSet<string> _reads = new(StringComparer.Ordinal);

    public int Number { get; } = number;

    /// <summary>Whether it is known who started it.</summary>
    public bool HasParent { get; set; }

    /// <summary>Its working folder; null until it was seen.</summary>
    public string? Folder { get; set; }

    /// <summary>The file or pipe that is standard input; null if that was not seen.</summary>
    public string? Input { get; set; }

    /// <summary>The same of standard output.</summary>
    public string? Output { get; set; }

    /// <summary>A program it was started as, by a relative name, before its folder was seen.</summary>
    public BuildEvent? Waiting { get; set; }

    /// <summary>Programs that took it over so far.</summary>
    public int Programs { get; set; }

    /// <summary>Whether its own standard input and output were looked at since it began.</summary>
    public bool HasStreams { get; set; }

    /// <summary>The number of the process that it is a thread of; null if it is none.</summary>
    public int? Leader { get; set; }

    /// <summary>Whether a file is read for the first time by this program.</summary>
    public bool ReadsFirst(string path) => _reads.Count >= MaxRemembered || _reads.Add(path);

    /// <summary>Another program begins, which may read the same files.</summary>
    public void Begin()
    {
        _reads.Clear();
        Programs++;
    }

    /// <summary>Takes over what a process has from the one that started it, where it was not seen otherwise.</summary>
    public void Inherit(TracedProcess parent)
    {
        HasParent = true;
        Folder ??= parent.Folder;
        Input ??= parent.Input;
        Output ??= parent.Output;
    }
}
