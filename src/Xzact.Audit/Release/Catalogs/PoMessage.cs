namespace Xzact.Audit.Release.Catalogs;

/// <summary>What identifies a message: context and source text, as Latin-1 characters of the file's bytes.</summary>
/// <param name="Context">msgctxt, or null.</param>
/// <param name="Id">msgid; empty for the header.</param>
internal readonly record struct PoKey(string? Context, string Id);

/// <summary>A comment line of a catalogue.</summary>
/// <param name="Kind">The character behind <c>#</c>: space, <c>.</c>, <c>:</c>, <c>,</c>, <c>|</c>.</param>
/// <param name="Text">What follows.</param>
/// <param name="Offset">Of the line, in bytes.</param>
/// <param name="Length">Of the line without its end, in bytes.</param>
internal readonly record struct PoComment(char Kind, string Text, long Offset, int Length);

/// <summary>One message of a .po file (GNU gettext manual, "The Format of PO Files").</summary>
internal sealed class PoMessage
{
    /// <summary>Offset of its first keyword, in bytes.</summary>
    public int Offset { get; init; }

    /// <summary>Offset of the line feed behind its last string, or of the end of the text.</summary>
    public int End { get; set; }

    /// <summary>Whether it is kept behind <c>#~</c> only.</summary>
    public bool IsObsolete { get; init; }

    public string? Context { get; set; }

    public string Id { get; set; } = "";

    public string? Plural { get; set; }

    /// <summary>The translations: one, or one a plural form.</summary>
    public List<string> Strings { get; } = [];

    public List<PoComment> Comments { get; init; } = [];

    /// <summary>Offset of its first comment, or of its first keyword if there is none.</summary>
    public int Start => Comments.Count > 0 ? (int)Comments[0].Offset : Offset;

    public PoKey Key => new(Context, Id);

    public bool IsHeader => Id.Length == 0 && Context is null && !IsObsolete;

    public bool IsFuzzy => Flags.Contains("fuzzy");

    /// <summary>Where it stands in the sources: "main.c:12".</summary>
    public IEnumerable<string> References => Comments.Where(c => c.Kind == ':')
        .SelectMany(c => c.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public IEnumerable<string> Flags => Comments.Where(c => c.Kind == ',')
        .SelectMany(c => c.Text.Split(',', StringSplitOptions.TrimEntries));

    public bool IsTranslated => Strings.Count > 0 && Strings[0].Length > 0;
}
