namespace Xzact.Audit.Release.Catalogs;

/// <summary>The tracked source text that references of a catalogue name.</summary>
/// <param name="StringsOf">The string literals of a source file with the lines at which they begin; empty if there is
/// no such file.</param>
/// <param name="LinesOf">The lines of a file; empty if there is none.</param>
internal sealed record CatalogSources(
    Func<string, IReadOnlyDictionary<string, List<int>>> StringsOf, Func<string, IReadOnlyList<string>> LinesOf)
{
    // Enough of a message to know its line by, where the language of the source is none that is read here.
    private const int MaxNeedle = 24;

    // How far above a message xgettext takes a comment from, in lines.
    private const int MaxComment = 40;

    private const string CommentSigns = " \t/*#;-";

    /// <summary>Splits "main.c:12"; the line is null if there is none.</summary>
    public static (string Path, int? Line) Split(string reference)
    {
        int colon = reference.LastIndexOf(':');
        return colon > 0 && colon < reference.Length - 1 && reference[colon + 1] != '0'
            && int.TryParse(
                reference.AsSpan(colon + 1), System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out int line)
            ? (reference[..colon], line)
            : (reference, null);
    }

    /// <summary>Whether the message stands where a reference says.</summary>
    public bool Holds(string reference, PoMessage message)
    {
        (string path, int? line) = Split(reference);
        if (StringsOf(path).TryGetValue(message.Id, out List<int>? places))
        {
            return line is null || places.Contains(line.Value);
        }

        string needle = message.Id.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("").Trim();
        needle = needle[..Math.Min(needle.Length, MaxNeedle)];
        IReadOnlyList<string> lines = LinesOf(path);
        return needle.Length > 0 && (line is int number
            ? Enumerable.Range(number - 2, 3)
                .Any(i => i >= 0 && i < lines.Count && lines[i].Contains(needle, StringComparison.Ordinal))
            : lines.Any(text => text.Contains(needle, StringComparison.Ordinal)));
    }

    /// <summary>Whether a comment stands in front of one of the places that a message has, a line of its own.</summary>
    public bool HasComment(IEnumerable<string> references, string comment)
    {
        string wanted = comment.Trim(CommentSigns.ToCharArray());
        return wanted.Length > 0 && references.Select(Split).Any(reference =>
            reference.Line is int line && LinesOf(reference.Path) is var lines
            && Enumerable.Range(Math.Max(0, line - MaxComment), Math.Min(line, MaxComment))
                .Any(i => i < lines.Count && lines[i].Trim(CommentSigns.ToCharArray()) == wanted));
    }

    /// <summary>Whether a message is given to a function that formats, as its line says.</summary>
    public bool AreFormatted(IEnumerable<string> references) => references.Select(Split).Any(reference =>
        reference.Line is int line && LinesOf(reference.Path) is var lines
        && Enumerable.Range(Math.Max(0, line - 3), 3)
            .Any(i => i < lines.Count && lines[i].Contains("printf", StringComparison.Ordinal)));
}
