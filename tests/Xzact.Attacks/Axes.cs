namespace Xzact.Attacks;

/// <summary>What carries the hidden bytes.</summary>
public enum FixtureKind
{
    Xz,
    Lzma,
    Gzip,
    Bzip2,
    Zstd,
    ImageTail,
    TarMember,
    ZipMember,
    Pdf,
    Blob,
    Base64Text,
    HexText,
    UuencodedText,
    Catalogue,
    Document,
    ElfObject,
    TwoPieces,

    /// <summary>A large file without a format, with rows of signs before and behind the hidden bytes.</summary>
    Fenced,

    /// <summary>The names of several files, whose content means nothing.</summary>
    FileNames,

    /// <summary>A text with blanks and tabs at the ends of its lines.</summary>
    LineEnds,
}

/// <summary>What must be undone, beside decompression, before the bytes are what they are.</summary>
public enum Transform
{
    /// <summary>Nothing: decompression, or the carrier's own coding, is all.</summary>
    None,
    TrMap,
    ByteSwap,
    Xor,
    Add,
    Reverse,

    /// <summary>Blocks or lines to skip stand between those to keep.</summary>
    Interleave,

    /// <summary>Two fixtures, each compressed on its own, make one stream.</summary>
    Concatenation,
    DoubleCompression,
    Base64,
    SedSubstitution,

    /// <summary>Bytes too many before or behind, or a header that is missing.</summary>
    OffsetCut,

    /// <summary>Each byte plus a key that changes from byte to byte, undone by a program of the case's own.</summary>
    KeyStream,
}

/// <summary>Where the build text stands.</summary>
public enum BuildSystem
{
    /// <summary>A macro file and its call in configure.ac.</summary>
    M4Macro,

    /// <summary>The generated script only.</summary>
    Configure,

    /// <summary>Makefile.am and Makefile.in.</summary>
    MakefileAm,
    Makefile,
    CMake,
    Meson,
    SetupPy,
    PackageJson,
    DebianRules,
    RpmSpec,
    BuildScript,
    TestDriver,
}

/// <summary>What stands between the text and what it does.</summary>
public enum Indirection
{
    None,
    Variable,
    VariableSplit,
    CommandSubstitution,
    ExtensionAsCommand,
    EvalConstant,
    Function,
    HereDocument,
    SedAsCat,
    SourcedFile,
    FindXargs,
    GeneratedScript,
    CopyFirst,
    PrintfName,

    /// <summary>A template whose @VAR@ are filled in.</summary>
    ConfigureSubstitution,

    /// <summary>Which file it is, a search through the contents of the tree says.</summary>
    ContentSearch,
}

/// <summary>When the text acts.</summary>
public enum Gate
{
    None,
    Architecture,
    Packaging,
    Compiler,
    EnvironmentVariable,

    /// <summary>No debugger and no terminal.</summary>
    Unobserved,
    Date,
    FileExists,

    /// <summary>Three or four conditions: processor, system, compiler, linker.</summary>
    KindOfMachine,
}

/// <summary>Where the decoded bytes end up.</summary>
public enum Sink
{
    PipeToShell,
    Eval,
    WriteAndRun,
    Source,
    Link,
    Compile,
    EditMakefile,
}

/// <summary>The one thing that is otherwise in a twin.</summary>
public enum NearMiss
{
    /// <summary>A test decodes the fixture and compares it with a tracked text.</summary>
    TestCompares,

    /// <summary>A test decodes the attack's own fixture and compares its checksum.</summary>
    ChecksumOnly,

    /// <summary>The build decodes data into a data file.</summary>
    DataNotCode,

    /// <summary>The build decodes a documented table and compares it with the tracked C source.</summary>
    GeneratedTable,

    /// <summary>The build runs a tracked, plain script; only a test reads the fixture.</summary>
    TrackedScript,

    /// <summary>The build applies the same filters to a text of the tree; only a test reads the fixture.</summary>
    TextTransform,
}

/// <summary>What could see a case, in the words of the auditor's plan.</summary>
public enum Collector
{
    Release,
    Content,
    ScriptPath,
    Witness,
    History,
}

/// <summary>The value that a case has on each axis.</summary>
public sealed record AxisValues(
    FixtureKind Fixture,
    Transform Transform,
    BuildSystem BuildSystem,
    Indirection Indirection,
    Gate Gate,
    Sink Sink,
    NearMiss NearMiss)
{
    /// <summary>Axis and value, as tables count them.</summary>
    public IEnumerable<(string Axis, string Value)> Pairs() =>
    [
        ("fixture", Fixture.ToString()),
        ("transform", Transform.ToString()),
        ("build system", BuildSystem.ToString()),
        ("indirection", Indirection.ToString()),
        ("gate", Gate.ToString()),
        ("sink", Sink.ToString()),
        ("near-miss", NearMiss.ToString()),
    ];
}
