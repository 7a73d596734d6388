namespace Xzact.Conventions.Tests.Source;

/// <summary>A text file of the repository. The checks take these, so that a test can hand them a bad one.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Text">The content.</param>
internal sealed record TextFile(string Path, string Text)
{
    /// <summary>The file's name without its folder.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The lines, without their ends; a final line end starts no further line.</summary>
    public string[] Lines => (Text.EndsWith('\n') ? Text[..^1] : Text).Split('\n');

    /// <summary>Written by a person: C#, and not the output of a generator.</summary>
    public bool IsHandWrittenCSharp =>
        Path.EndsWith(".cs", StringComparison.Ordinal) && !Path.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Whether the file lies in <paramref name="folder"/> or below it.</summary>
    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}
