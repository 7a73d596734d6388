namespace Xzact.Audit.Case;

/// <summary>Where the data of a path comes from.</summary>
internal enum StorySource
{
    /// <summary>No path was seen; the story is about a file alone.</summary>
    None,

    /// <summary>A file that is no text.</summary>
    OpaqueFile,

    /// <summary>Text below a test folder.</summary>
    TestText,

    /// <summary>Text for people.</summary>
    Document,

    /// <summary>Any other text that is data.</summary>
    TextData,

    /// <summary>Whatever a search through the contents of the tree finds.</summary>
    Search,

    /// <summary>Whatever a search through the names of the tree finds.</summary>
    Listing,

    /// <summary>The network.</summary>
    Network,
}

/// <summary>What becomes of the data at the end of a path.</summary>
internal enum StorySink
{
    /// <summary>No path was seen.</summary>
    None,

    /// <summary>A shell or an interpreter runs it.</summary>
    Shell,

    /// <summary>It names the program that runs.</summary>
    CommandWord,

    /// <summary>It is compiled or linked.</summary>
    Compiler,

    /// <summary>It changes a file that the build runs.</summary>
    BuildFile,
}

/// <summary>What a step of a path does with the data.</summary>
internal enum StoryAct
{
    /// <summary>It names it: a file, a variable, a program that is not known.</summary>
    Pass,

    /// <summary>It searches, cuts or edits text.</summary>
    Filter,

    /// <summary>It copies, in a way that does not look like a copy.</summary>
    DisguisedCopy,

    /// <summary>It gives each byte another value.</summary>
    ByteMap,

    /// <summary>It takes some bytes and leaves others.</summary>
    Carve,

    /// <summary>It undoes an encoding as text, or a cipher.</summary>
    Decode,

    /// <summary>It undoes a compression.</summary>
    Decompress,
}

/// <summary>One step of a path.</summary>
/// <param name="Act">What it does.</param>
/// <param name="Evidence">The place, and what stands there.</param>
internal sealed record StoryStep(StoryAct Act, Evidence Evidence);

/// <summary>What is known of the content of the file that a story is about.</summary>
internal enum PayloadKind
{
    /// <summary>What the steps of the path make of it is a script, object code, or text for a shell.</summary>
    PathGivesCode,

    /// <summary>A transform that a build script names turns it into code or a stream of code.</summary>
    NamedTransform,

    /// <summary>A transform that a build script names turns it into a stream in which no code was seen.</summary>
    NamedStream,

    /// <summary>A transform that no script names turns it into code or a whole stream.</summary>
    FoundTransform,

    /// <summary>A transform that no script names turns it into plain text.</summary>
    FoundText,

    /// <summary>Code lies in it where its format has no place for it.</summary>
    HiddenCode,

    /// <summary>It contains code as its format provides.</summary>
    ContainsCode,

    /// <summary>Its format has no use for many of its bytes.</summary>
    Unaccounted,

    /// <summary>Its lines end in blanks and tabs that differ from line to line.</summary>
    LineEnds,
}

/// <summary>A fact about content.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Evidence">The file, and what was seen.</param>
internal sealed record StoryPayload(PayloadKind Kind, Evidence Evidence);

/// <summary>What collectors found out about one file, or one source of data, and the way that it takes. It is not
/// judged. </summary>
internal sealed record Story
{
    /// <summary>The file that it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Where the data comes from.</summary>
    public StorySource Source { get; init; }

    /// <summary>What becomes of it.</summary>
    public StorySink Sink { get; init; }

    /// <summary>The way from source to sink; empty without a path.</summary>
    public IReadOnlyList<StoryStep> Steps { get; init; } = [];

    /// <summary>What is known of the content.</summary>
    public IReadOnlyList<StoryPayload> Payload { get; init; } = [];

    /// <summary>Conditions under which the path runs that ask about the machine, the compiler or who watches.</summary>
    public IReadOnlyList<Evidence> Gates { get; init; } = [];

    /// <summary>Whether one of the conditions asks if a package is being built, or if somebody watches.</summary>
    public bool HidesFromDevelopers { get; init; }

    /// <summary>Whether every script of the path runs only when tests do.</summary>
    public bool IsTestPhase { get; init; }

    /// <summary>Other sinks that the same data reaches.</summary>
    public IReadOnlyList<Evidence> MoreSinks { get; init; } = [];

    /// <summary>Whether it is an opaque file below a test folder that no test names, and it has a path or some
    /// size.</summary>
    public bool IsUnnamedFixture { get; init; }

    /// <summary>The search of a build script whose pattern stands in the opaque file, of those that lead on; null if
    /// there is none.</summary>
    public Evidence? Fence { get; init; }

    /// <summary>Whether there is a path.</summary>
    public bool HasPath => Sink != StorySink.None;

    /// <summary>Whether a step makes other bytes of the data, so that nobody sees in the file what runs.</summary>
    public bool IsTransformed => Steps.Any(step => step.Act >= StoryAct.DisguisedCopy);
}
