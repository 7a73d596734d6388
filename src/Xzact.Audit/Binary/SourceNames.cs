using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>The names of the files of a source, to tell which names in a binary it lacks.</summary>
internal sealed class SourceNames
{
    private const int MaxFiles = 1_000_000;
    private const int MaxTexts = 100_000;
    private const int MaxNames = 20;

    // Of the C runtime, which is linked into every program.
    private static readonly HashSet<string> s_runtime = new(StringComparer.OrdinalIgnoreCase)
    {
        "crtstuff", "crt1", "crti", "crtn", "init", "elf-init", "start", "abi-note", "ld-temp", "static-reloc",
        "libc_nonshared",
    };

    private static readonly string[] s_compiled =
        [".c", ".cc", ".cpp", ".cxx", ".s", ".asm", ".o", ".lo", ".rs", ".go", ".f", ".f90", ".m", ".y", ".l"];

    private readonly HashSet<string> _stems = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="names">The paths or names of the source's files.</param>
    public SourceNames(IEnumerable<string> names)
    {
        foreach (string name in names.Take(MaxFiles))
        {
            _stems.Add(Stem(name));
        }
    }

    /// <summary>Units that were compiled into a file, and paths in its text, that no file of the source has the name
    /// of. Endings do not count, because a compiler is given what a generator made of another file.</summary>
    public IEnumerable<BinaryOddity> FindForeign(ElfFile file, IEnumerable<ElfSymbolTable> tables, string path)
    {
        SortedSet<string> units = new(StringComparer.Ordinal);
        foreach (ElfSymbolTable table in tables)
        {
            units.UnionWith(table.Symbols.Where(s => s.Type == ElfSymbolType.File).Select(table.NameOf));
        }

        foreach (ElfSection section in file.Sections.Where(s => s.Name is ".debug_line_str" or ".rodata"))
        {
            units.UnionWith(PrintableText.In(file.ContentOf(section).Span, MaxTexts)
                .Select(NameIn).Where(LooksLikeUnit));
        }

        string[] foreign = [.. units.Where(u => IsCompiled(u) && !IsKnown(u))];
        if (foreign.Length > 0)
        {
            yield return new(
                BinaryOddityKind.ForeignName,
                $"It names {Counted.Of(foreign.Length, "file")} that the source lacks: "
                    + string.Join(", ", foreign.Take(MaxNames)) + (foreign.Length > MaxNames ? " and more" : ""),
                [
                    .. foreign.Take(MaxNames)
                        .Select(f => new Evidence("a name that the source lacks", path, Excerpt: f)),
                ]);
        }
    }

    private bool IsKnown(string name)
    {
        string stem = Stem(name);

        // libtool and automake put "liblzma_la-" before the name of the source.
        int target = stem.IndexOf('-', StringComparison.Ordinal);
        return s_runtime.Contains(stem) || _stems.Contains(stem)
            || (target > 0 && target < stem.Length - 1 && _stems.Contains(stem[(target + 1)..]));
    }

    /// <summary>The name at the end of a text: what stands before a text in memory may be printable by chance, and a
    /// text may name a file behind a sign. A text of several words is none.</summary>
    internal static string NameIn(string text)
    {
        int end = text.Length;
        while (end > 0
            && (char.IsAsciiLetterOrDigit(text[end - 1]) || text[end - 1] is '.' or '_' or '-' or '+' or '/'))
        {
            end--;
        }

        return text.Contains(' ', StringComparison.Ordinal) ? text : text[end..];
    }

    private static bool LooksLikeUnit(string text) =>
        text.IndexOfAny([' ', '%', '*', '"', '<', '|']) < 0 && text.Length <= 200 && IsCompiled(text);

    private static bool IsCompiled(string name) => s_compiled.Contains(Path.GetExtension(name).ToLowerInvariant());

    private static string Stem(string name) => Path.GetFileNameWithoutExtension(name.Replace('\\', '/'));
}
