namespace Xzact.Audit.Case;

/// <summary>A list of packages that was read.</summary>
/// <param name="Kind">What kind of list, such as <c>dpkg</c> or <c>CycloneDX 1.5</c>.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Packages">How many packages it names.</param>
public sealed record ExposureInventory(string Kind, string Path, int Packages);

/// <summary>A set of advisories that was read.</summary>
/// <param name="Name">Its name or path.</param>
/// <param name="Records">How many records it has, without withdrawn ones.</param>
public sealed record ExposureAdvisories(string Name, int Records)
{
    /// <summary>The advisory of the only record; null if there are several.</summary>
    internal string? Only { get; init; }
}

/// <summary>One question on the way from a version to harm, with its answer.</summary>
/// <param name="Question">The question in a few words.</param>
/// <param name="Answer">The answer and why.</param>
public sealed record ExposureStep(string Question, string Answer);

/// <summary>What one advisory says of one package or file.</summary>
/// <param name="Status">Whether it is true of it.</param>
/// <param name="Subject">The package or file in one word.</param>
/// <param name="Advisory">The advisory's identifier.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ExposureStatement(ExposureStatus Status, string Subject, string Advisory, string Reason)
{
    /// <summary>Whether it is about a copy found in a file's content; else about a package that is listed.</summary>
    public bool IsContent { get; init; }

    /// <summary>What the code did in such a build.</summary>
    public ExposureEffect Effect { get; init; }

    /// <summary>Whether the advisory is about code that somebody put there to do harm.</summary>
    public bool IsMalicious { get; init; }

    /// <summary>How bad the advisory says it is; null if it does not say.</summary>
    public Severity? Rating { get; init; }

    /// <summary>False if the package is only in a lower layer of an image, and taken away above.</summary>
    public bool IsPresent { get; init; } = true;

    /// <summary>The first version that is good again; null if the advisory names none.</summary>
    public string? FixedIn { get; init; }

    /// <summary>Whether the record has words of its own about the version; the evidence holds them.</summary>
    internal bool HasNote { get; init; }

    /// <summary>The way from the version to harm; empty where only the version is known.</summary>
    public IReadOnlyList<ExposureStep> Steps { get; init; } = [];

    /// <summary>The facts: where it is listed, what each record says.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}

/// <summary>A package of a list.</summary>
/// <param name="Names">Its name, and that of its source package where it is another.</param>
/// <param name="Version">Its version, as it is listed.</param>
/// <param name="Release">The release that it was made from, by its version.</param>
/// <param name="Place">Where it is listed.</param>
internal sealed record ListedPackage(IReadOnlyList<string> Names, string Version, string Release, Evidence Place)
{
    /// <summary>Whether it is of a registry for one language, where a name is another project's as often as not.
    /// </summary>
    public bool IsOfLanguage { get; init; }
}

/// <summary>What was listed, what it was compared with, and what came of it.</summary>
/// <param name="Inventories">The lists of packages.</param>
/// <param name="Advisories">The sets of advisories.</param>
/// <param name="Statements">One for each package or file and advisory that is about it, worst first.</param>
/// <param name="Packages">How many packages there are in all.</param>
/// <param name="WithoutAdvisory">How many of them no advisory is about.</param>
/// <param name="Files">How many files were looked into for copies; null if none were asked for.</param>
public sealed record ExposureSummary(
    IReadOnlyList<ExposureInventory> Inventories, IReadOnlyList<ExposureAdvisories> Advisories,
    IReadOnlyList<ExposureStatement> Statements, int Packages, int WithoutAdvisory, int? Files)
{
    /// <summary>The packages that are there, without those that only a lower layer of an image has.</summary>
    internal IReadOnlyList<ListedPackage> Listed { get; init; } = [];

    /// <summary>How many statements have a status.</summary>
    public int Count(ExposureStatus status) => Statements.Count(s => s.Status == status);
}
