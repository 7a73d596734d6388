namespace Xzact.Audit.Case.Binaries;

/// <summary>How much of what is filled in while loading cannot be written afterwards.</summary>
internal enum RelroState
{
    None,

    /// <summary>All but what is filled in at the first call of a function.</summary>
    Partial,
    Full,
}

/// <summary>What kind of thing in a binary is where or as it does not belong.</summary>
internal enum BinaryOddityKind
{
    /// <summary>Memory that can be written and run.</summary>
    WritableCode,

    /// <summary>The stack can be run.</summary>
    ExecutableStack,

    /// <summary>Code is changed while it is loaded.</summary>
    TextRelocations,

    /// <summary>A relocation changes memory that is not to be written.</summary>
    RelocationOutOfPlace,

    /// <summary>What the loader calls is no code of the file.</summary>
    CallOutOfPlace,

    /// <summary>A library asks to be told of every symbol that is bound.</summary>
    LoaderAudit,

    /// <summary>Libraries are looked for where others may put them.</summary>
    SearchPath,

    /// <summary>The name of a source or object file that the given source lacks.</summary>
    ForeignName,

    /// <summary>Bytes that the user's file of signatures names.</summary>
    Signature,
}

/// <summary>A thing in a binary that is where or as it does not belong.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="What">What, in one sentence.</param>
/// <param name="Evidence">The places that show it.</param>
internal sealed record BinaryOddity(BinaryOddityKind Kind, string What, IReadOnlyList<Evidence> Evidence);

/// <summary>What makes a binary hard to misuse.</summary>
/// <param name="Relro">What stays writable after loading.</param>
/// <param name="BindsNow">Whether every symbol is bound while loading.</param>
/// <param name="IsPositionIndependent">Whether it can be loaded anywhere.</param>
/// <param name="HasStackProtector">Whether it uses the compiler's check of the stack.</param>
internal sealed record BinaryHardening(
    RelroState Relro, bool BindsNow, bool IsPositionIndependent, bool HasStackProtector);

/// <summary>An ELF file and what is known of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Format">Class, processor and purpose in words.</param>
internal sealed record BinaryObject(string Path, long Bytes, string Format)
{
    public string? SharedName { get; init; }

    public string? BuildId { get; init; }

    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Null for a file that is not loaded: an object file, or debugging symbols.</summary>
    public BinaryHardening? Hardening { get; init; }

    /// <summary>Functions that run before the program begins.</summary>
    public int Constructors { get; init; }

    public IReadOnlyList<BinaryResolver> Resolvers { get; init; } = [];

    /// <summary>Why it may have resolvers that were not found; null if all were.</summary>
    public string? ResolversNotExamined { get; init; }

    public IReadOnlyList<BinaryOddity> Oddities { get; init; } = [];

    /// <summary>What of the file leads nowhere.</summary>
    public IReadOnlyList<Evidence> Faults { get; init; } = [];
}
