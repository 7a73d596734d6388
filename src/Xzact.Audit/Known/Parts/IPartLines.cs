namespace Xzact.Audit.Known.Parts;

/// <summary>Lines of parts: those of upstream projects, or those of a tag.</summary>
internal interface IPartLines
{
    /// <summary>The part of a number.</summary>
    KnownPart PartAt(int part);

    /// <summary>Adds what is known of a canonical line to <paramref name="found"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isOfTag">Whether a text that fills a hole is one that the tag supplies.</param>
    /// <param name="found">Gets one entry for the line itself and for each template that it fits.</param>
    void Find(string line, Func<string, bool> isOfTag, List<KnownLine> found);
}
