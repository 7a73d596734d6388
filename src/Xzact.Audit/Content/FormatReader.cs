namespace Xzact.Audit.Content;

/// <summary>Reads one format: recognises it by its first bytes, and claims what each of its bytes is for.</summary>
/// <param name="name">The name of the format in reports.</param>
/// <param name="contentClass">What content of this format is.</param>
internal abstract class FormatReader(string name, ContentClass contentClass)
{
    public string Name { get; } = name;

    public ContentClass Class { get; } = contentClass;

    /// <summary>Whether content is of this format, as far as its beginning tells.</summary>
    /// <param name="data">All of it, which may be shorter than any header.</param>
    public abstract bool Begins(ReadOnlySpan<byte> data);

    /// <summary>Claims ranges and hands out parts. What it leaves unclaimed is a gap, or lies after the end.</summary>
    /// <exception cref="FormatBreakException">The format breaks its rules and cannot be read on.</exception>
    public abstract void Read(FormatWalk walk);
}
