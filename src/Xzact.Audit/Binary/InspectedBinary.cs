using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Binary;

/// <summary>A binary with what a comparison needs of it.</summary>
/// <param name="Object">What a case keeps.</param>
/// <param name="Content">What is compared; null if nothing is.</param>
internal sealed record InspectedBinary(BinaryObject Object, BinaryContents? Content);

/// <summary>What is compared of a binary.</summary>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Imports">Functions and variables of other files.</param>
/// <param name="Exports">What others can use of it, with its length in bytes.</param>
/// <param name="Symbols">What else has a name and is a function or a variable.</param>
/// <param name="Versions">Versions of symbols that it defines or asks for.</param>
/// <param name="Sections">Its sections with length and digest of the content.</param>
/// <param name="Texts">Printable text in its data.</param>
internal sealed record BinaryContents(
    string Digest, IReadOnlySet<string> Imports, IReadOnlyDictionary<string, ulong> Exports,
    IReadOnlyDictionary<string, ulong> Symbols, IReadOnlySet<string> Versions,
    IReadOnlyDictionary<string, SectionContent> Sections, IReadOnlySet<string> Texts)
{
    /// <summary>Whether it has a symbol table beside that of the loader: it is not stripped.</summary>
    public bool HasSymbolTable { get; init; }

    /// <summary>The functions that run before and after the program, in their order.</summary>
    public IReadOnlyList<Constructor> Constructors { get; init; } = [];
}

/// <summary>A function that the loader calls before or after the program.</summary>
/// <param name="Name">Its name; null if no symbol says it.</param>
/// <param name="Address">Where it begins; null if the file does not say.</param>
/// <param name="Tag">What of the dynamic section names it; null for the arrays that run before the program.</param>
internal sealed record Constructor(string? Name, ulong? Address, string? Tag = null);

/// <summary>The content of the sections of one name.</summary>
/// <param name="Length">Their length in bytes.</param>
/// <param name="Digest">SHA-256 of what they hold, or empty if they hold nothing.</param>
/// <param name="IsCode">Whether it is run.</param>
/// <param name="IsLoaded">Whether it is in memory when the program runs.</param>
/// <param name="IsNote">Whether it is a note, such as a build id.</param>
internal sealed record SectionContent(ulong Length, string Digest, bool IsCode, bool IsLoaded, bool IsNote);
