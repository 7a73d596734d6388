namespace Xzact.Audit.Case;

/// <summary>Why an archive may not be what its list of files says, or its tag what it was. Facts; rules decide how much
/// each matters.</summary>
internal enum ArchiveDoubtKind
{
    /// <summary>The extracted name is not the stored one, or depends on who extracts.</summary>
    Name,

    /// <summary>A name that is another path on other systems: a backslash, a drive letter.</summary>
    ForeignName,

    /// <summary>A path that leads through a link or a file of the same archive.</summary>
    ThroughLink,

    /// <summary>Two members that extract to one place and are not alike.</summary>
    Replaced,

    /// <summary>A hard link whose target is missing, comes later, is itself or is no file.</summary>
    HardLink,

    /// <summary>A link that may lead out of the archive's tree.</summary>
    LeavesTree,

    /// <summary>Headers of one member that say different things, of which readers take different ones.</summary>
    Headers,

    /// <summary>A device node, a pipe, or a member of a type that readers take differently.</summary>
    SpecialFile,

    /// <summary>A link that gives other content the name of a build input.</summary>
    LinkedBuildInput,

    /// <summary>A set-user-ID or set-group-ID bit.</summary>
    SetId,

    /// <summary>The file is not exactly one archive: readers find different members in it.</summary>
    Ambiguous,

    /// <summary>Bytes of the container that no extractor shows.</summary>
    HiddenData,

    /// <summary>The container states a digest that its content does not have.</summary>
    DigestDiffers,

    /// <summary>Two members that extract to one place and are alike.</summary>
    Repeated,

    /// <summary>Compressed data in more pieces than release tools make; some readers stop after the first.</summary>
    SeveralStreams,

    /// <summary>Control, invisible or unassigned characters in a name.</summary>
    InvisibleName,

    /// <summary>A hard link whose own permissions are not those of its target.</summary>
    LinkMode,

    /// <summary>The end record of a zip lies at the end of a tar, in the content of one member.</summary>
    ZipInMember,

    /// <summary>Permissions that no usual umask gives.</summary>
    OddMode,

    /// <summary>Two names that are one on file systems which fold case or accents.</summary>
    LooksAlike,

    /// <summary>Optional text and fields beside the members, or data that carries no check.</summary>
    Annotation,

    /// <summary>A tag of an earlier audit leads to another object now, or is gone.</summary>
    TagMoved,

    /// <summary>An archive of the same name had other bytes in an earlier audit.</summary>
    ArchiveReplaced,

    /// <summary>The tag object names another tag.</summary>
    TagOfAnotherName,

    /// <summary>Two archives of one release do not hold the same.</summary>
    ArchivesDiffer,

    /// <summary>No branch leads to the tag's commit.</summary>
    TagOnNoBranch,

    /// <summary>Text of the tag's commit, written into code by git archive, that could end a quote there.</summary>
    ActingExpansion,

    /// <summary>A tracked build file that build text names is not in the archive.</summary>
    LeftOut,

    /// <summary>A tracked file that the build names or includes is not in the archive, and a file that nothing explains
    /// has its name.</summary>
    TakenByAnother,

    /// <summary>A generated file of the archive is older than its input.</summary>
    OlderThanInput,
}
