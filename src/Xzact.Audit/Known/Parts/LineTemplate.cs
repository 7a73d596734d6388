using System.Buffers;

namespace Xzact.Audit.Known.Parts;

/// <summary>What may stand in a place of a line that the text of a macro leaves open.</summary>
internal enum HoleKind
{
    /// <summary>A word in no quotes: neither white space nor anything that starts a command.</summary>
    Word,

    /// <summary>Text inside double quotes that expands nothing but variables.</summary>
    Quoted,

    /// <summary>Where a command begins, or in what is evaluated: only text of the tag.</summary>
    Command,

    /// <summary>The name of a variable that is assigned, or nothing.</summary>
    Name,
}

/// <summary>A piece of fixed text: its length in characters and the digest of it.</summary>
internal readonly record struct TemplatePiece(int Length, uint Quick, ulong Digest)
{
    public static TemplatePiece Of(string text) => new(text.Length, QuickHash(text), DigestOf(text));

    /// <summary>FNV-1a; it finds candidates and proves nothing.</summary>
    public static uint QuickHash(ReadOnlySpan<char> text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }

    public static ulong DigestOf(string text) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(CanonicalText.Digest(text, 8));
}

/// <summary>
/// A line of a known part with holes where a macro's arguments stand: pieces of fixed text, and what each hole takes.
/// </summary>
internal sealed record LineTemplate(IReadOnlyList<TemplatePiece> Pieces, IReadOnlyList<HoleKind> Holes)
{
    /// <summary>Stands for a hole in the text of a template.</summary>
    public const char Hole = '\u0001';

    /// <summary>The fixed text that a template must have, blanks not counted.</summary>
    internal const int MinFixed = 8;

    private static readonly SearchValues<char> s_acting = SearchValues.Create("`;&|<>\\\n\u0001");

    private const int MaxHoles = 6;
    private const int MaxHole = 200;
    private const int MaxWord = 64;

    /// <summary>The piece that candidates are found by: the first, or the last if that is longer and the first is
    /// short.</summary>
    public bool IsKeyedByEnd => Pieces[0].Length < 4 && Pieces[^1].Length > Pieces[0].Length;

    /// <summary>The template of a canonical line with holes; null if it has too little fixed text.</summary>
    public static LineTemplate? Parse(string line)
    {
        while (line.Contains("\u0001\u0001", StringComparison.Ordinal))
        {
            line = line.Replace("\u0001\u0001", "\u0001", StringComparison.Ordinal);
        }

        string[] parts = line.Split(Hole);
        int fixedText = parts.Sum(part => part.Count(c => c != ' '));
        int key = Math.Max(parts[0].Length, parts[^1].Length);
        if (parts.Length < 2 || parts.Length > MaxHoles + 1 || fixedText < MinFixed || key < 3)
        {
            return null;
        }

        bool evaluated = Evaluates(line);
        List<HoleKind> holes = [];
        string before = "";
        for (int i = 0; i + 1 < parts.Length; i++)
        {
            before += parts[i];
            HoleKind kind = KindAfter(before, evaluated);
            bool assigns = i == 0 && Assigned(parts[1]);
            holes.Add(kind == HoleKind.Command && assigns && !evaluated ? HoleKind.Name : kind);
        }

        return new([.. parts.Select(TemplatePiece.Of)], holes);
    }

    /// <summary>Whether a canonical line is this one with something in its holes.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isOfTag">Whether a text is one that the tag supplies.</param>
    public bool Matches(string line, Func<string, bool> isOfTag)
    {
        int last = Pieces[^1].Length;
        if (line.Length < Pieces[0].Length + last
            || !Is(line, 0, Pieces[0]) || !Is(line, line.Length - last, Pieces[^1]))
        {
            return false;
        }

        int at = Pieces[0].Length;
        int end = line.Length - last;
        for (int hole = 0; hole < Holes.Count; hole++)
        {
            int next = hole == Holes.Count - 1 ? end : Find(line, at, end, Pieces[hole + 1]);
            if (next < at || !Fills(line[at..next], Holes[hole], isOfTag))
            {
                return false;
            }

            at = next + Pieces[Math.Min(hole + 1, Pieces.Count - 1)].Length;
        }

        return true;
    }

    private static int Find(string line, int from, int end, TemplatePiece piece)
    {
        for (int at = from; at + piece.Length <= end; at++)
        {
            if (Is(line, at, piece))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Is(string line, int at, TemplatePiece piece) =>
        piece.Length == 0
        || (at + piece.Length <= line.Length
            && TemplatePiece.QuickHash(line.AsSpan(at, piece.Length)) == piece.Quick
            && TemplatePiece.DigestOf(line.Substring(at, piece.Length)) == piece.Digest);

    private static bool Fills(string text, HoleKind kind, Func<string, bool> isOfTag)
    {
        if (text.Length == 0)
        {
            return kind != HoleKind.Command;
        }

        return kind switch
        {
            HoleKind.Word => IsPlain(text, " \"'") || isOfTag(text),
            HoleKind.Quoted => IsPlain(text, "\"") || isOfTag(text),
            HoleKind.Name => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(text[0]),
            _ => isOfTag(text),
        };
    }

    // Nothing that starts, separates or redirects commands, and no long word that could carry data.
    private static bool IsPlain(string text, string without)
    {
        if (text.Length > MaxHole || text.AsSpan().IndexOfAny(s_acting) >= 0
            || text.AsSpan().IndexOfAny(without) >= 0 || text.Contains("$(", StringComparison.Ordinal))
        {
            return false;
        }

        int word = 0;
        foreach (char c in text)
        {
            word = c == ' ' ? 0 : word + 1;
            if (word > MaxWord || c < ' ')
            {
                return false;
            }
        }

        return true;
    }

    private static HoleKind KindAfter(string before, bool evaluated)
    {
        int quotes = 0;
        for (int i = 0; i < before.Length; i++)
        {
            i += before[i] == '\\' ? 1 : 0;
            quotes += i < before.Length && before[i] == '"' ? 1 : 0;
        }

        ReadOnlySpan<char> trimmed = before.AsSpan().TrimEnd(" \u0001");
        bool begins = trimmed.IsEmpty || ";|&({`!".Contains(trimmed[^1])
            || LastWord(trimmed) is "if" or "then" or "else" or "elif" or "do" or "while" or "until" or "time"
                or "exec";
        return begins || evaluated ? HoleKind.Command : quotes % 2 == 1 ? HoleKind.Quoted : HoleKind.Word;
    }

    // A name that ends here and is assigned: _LT_TAGVAR(archive_cmds, $1)=...
    private static bool Assigned(string after)
    {
        int name = 0;
        while (name < after.Length && (char.IsAsciiLetterOrDigit(after[name]) || after[name] == '_'))
        {
            name++;
        }

        return name < after.Length && after[name] == '=';
    }

    private static string LastWord(ReadOnlySpan<char> text) => text[(text.LastIndexOf(' ') + 1)..].ToString();

    private static bool Evaluates(string line) => line.Split(
        [' ', '"', '\'', '(', '`', ';', '&', '|', Hole], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => word is "eval" or "sh" or "exec" or "." or "source" or "$SHELL" or "$CONFIG_SHELL" or "trap"
            or "-c");
}
