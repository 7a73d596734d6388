namespace Xzact.Audit.Rules.Builds;

/// <summary>What data can be in: a process, a content of a file, a pipe.</summary>
internal abstract class DataNode
{
    /// <summary>Where data goes from here.</summary>
    public List<DataNode> Next { get; } = [];

    /// <summary>Where it comes from.</summary>
    public List<DataNode> Sources { get; } = [];

    /// <summary>Data goes from here to another.</summary>
    public void To(DataNode other)
    {
        if (other != this && (Next.Count == 0 || Next[^1] != other))
        {
            Next.Add(other);
            other.Sources.Add(this);
        }
    }
}

/// <summary>A pipe between processes.</summary>
/// <param name="name">Its name as the kernel gives it.</param>
internal sealed class DataPipe(string name) : DataNode
{
    public override string ToString() => name;
}

/// <summary>What a file held from one writing to the next.</summary>
/// <param name="path">The file, absolute.</param>
internal sealed class FileContent(string path) : DataNode
{
    public string Path { get; } = path;

    /// <summary>The file of the tree that this is, unchanged; null if the build made it, or if it is none.</summary>
    public Case.Builds.TreeFile? Original { get; init; }

    /// <summary>What it was before it got this name: a copy, a second name, a move.</summary>
    public FileContent? CopyOf { get; set; }

    /// <summary>What was there before, if something was written to it.</summary>
    public FileContent? Before { get; init; }

    /// <summary>Who wrote, and as what.</summary>
    public List<(BuildProcess Process, Execution? Program, Case.Builds.BuildPhase Phase, int Time)> Writers { get; }
        = [];

    /// <summary>The file of the tree that this is a copy of, or is itself; null if there is none.</summary>
    public Case.Builds.TreeFile? Origin => First.Original;

    /// <summary>The content under the name that it had first.</summary>
    public FileContent First
    {
        get
        {
            FileContent content = this;
            for (int i = 0; i < 1000 && content.CopyOf is FileContent earlier; i++)
            {
                content = earlier;
            }

            return content;
        }
    }

    public override string ToString() => Path;
}
