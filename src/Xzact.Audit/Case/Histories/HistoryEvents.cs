namespace Xzact.Audit.Case.Histories;

/// <summary>What kind of check a change is about.</summary>
internal enum CheckKind
{
    /// <summary>What runs on every change: files of services for continuous integration.</summary>
    Integration,

    /// <summary>Fuzzing and sanitizers.</summary>
    Fuzzing,

    /// <summary>How to report a fault.</summary>
    SecurityPolicy,

    /// <summary>What confines a program: Landlock, seccomp, pledge, Capsicum.</summary>
    Sandbox,

    /// <summary>Warnings and hardening by the compiler and linker.</summary>
    Warnings,
}

/// <summary>The next release after a moment.</summary>
/// <param name="Tag">The tag's name.</param>
/// <param name="Hours">How many hours later its commit was made.</param>
internal sealed record NextRelease(string Tag, double Hours);

/// <summary>Something that one commit did.</summary>
/// <param name="Time">When it was committed.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Contributor">Who wrote it.</param>
internal abstract record HistoryEvent(DateTimeOffset Time, string Commit, int Contributor)
{
    /// <summary>Whether somebody else landed it or is named as a reviewer. False also where a service landed it and it
    /// is not known for whom.</summary>
    public bool SeenByOther { get; init; }

    /// <summary>The release that followed; null if none did.</summary>
    public NextRelease? Release { get; init; }
}

/// <summary>A change that takes something away from a check, or changes the text around it.</summary>
/// <param name="Time">When it was committed.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Contributor">Who wrote it.</param>
/// <param name="Kind">The kind of check.</param>
/// <param name="Weakened">True if the check lost something by the count of lines or files; false if only text next to
/// it changed.</param>
/// <param name="Facts">The files and what they lost, without their text.</param>
internal sealed record CheckEvent(
    DateTimeOffset Time, string Commit, int Contributor, CheckKind Kind, bool Weakened, IReadOnlyList<Evidence> Facts)
    : HistoryEvent(Time, Commit, Contributor);

/// <summary>A file that is no text, added or given another content.</summary>
/// <param name="Time">When it was committed.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Contributor">Who wrote it.</param>
/// <param name="Path">The file.</param>
/// <param name="Rewritten">Whether there was a file before.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Format">The format that its first bytes name; null if they name none.</param>
internal sealed record OpaqueEvent(
    DateTimeOffset Time, string Commit, int Contributor, string Path, bool Rewritten, long Size, string? Format)
    : HistoryEvent(Time, Commit, Contributor)
{
    /// <summary>Whether it is a picture, a sound or a font by its first bytes.</summary>
    public bool IsMedia { get; init; }

    /// <summary>Whether its commit changed nothing that people read but documents: no test, no program.</summary>
    public bool WithoutProgram { get; init; }
}

/// <summary>A release, as its tag shows it.</summary>
/// <param name="Tag">The tag's name.</param>
/// <param name="Time">When it was tagged; of a lightweight tag when its commit was made.</param>
/// <param name="Commit">The commit that it names.</param>
/// <param name="Contributor">Who made the tag; null where it does not say.</param>
internal sealed record ReleaseEvent(string Tag, DateTimeOffset Time, string Commit, int? Contributor)
{
    /// <summary>A name for the key that the signature names, as <c>K2</c>; null if it is not signed. Nothing was
    /// verified.</summary>
    public string? Key { get; init; }

    /// <summary>Whether earlier tags are signed, and none by this key.</summary>
    public bool IsNewKey { get; init; }

    /// <summary>Whether earlier tags say who made them, and none names this contributor.</summary>
    public bool IsNewTagger { get; init; }

    /// <summary>Changes on the main branch since the release before.</summary>
    public int Changes { get; init; }

    /// <summary>Those of them that the one who tagged wrote and landed, nobody else being named as a
    /// reviewer.</summary>
    public int Alone { get; init; }
}
