namespace Xzact.Attacks.Fixtures;

/// <summary>A command that turns standard input into standard output.</summary>
/// <param name="Text">As a shell runs it.</param>
/// <param name="WithFile">The same with a file operand, {0}; null if there is no such form.</param>
internal sealed record Filter(string Text, string? WithFile = null);

/// <summary>A file of a fixture, and what takes the hidden bytes out of it.</summary>
internal sealed record FixtureFile(string Path, byte[] Content, IReadOnlyList<Filter> Extract)
{
    /// <summary>The folder, without a slash at the end, if it is the names of its files that hold the bytes.</summary>
    public string? Folder { get; init; }

    /// <summary>What a search finds the file by: a pattern of grep for a content, one of find for names; empty for
    /// none.</summary>
    public string Sought { get; init; } = "";

    /// <summary>What build text names.</summary>
    public string Operand => Folder ?? Path;
}

/// <summary>The files of a fixture, and what decodes what their extraction gives, one after the other.</summary>
/// <param name="Files">One file, or two whose bytes follow one another.</param>
/// <param name="Filters">From what was extracted to the content.</param>
/// <param name="Tool">The decompressor among them; null if nothing is compressed.</param>
internal sealed record DecodePlan(IReadOnlyList<FixtureFile> Files, IReadOnlyList<Filter> Filters, string? Tool)
{
    /// <summary>Files that are planted besides: the program of a filter, more files of a folder.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Others { get; init; } = [];
}
