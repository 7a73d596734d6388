namespace Xzact.Audit.Known.Parts;

/// <summary>A macro, or a file of other build text, of an upstream project.</summary>
/// <param name="Project">The project that had it first.</param>
/// <param name="Name">The macro's name, or the file's.</param>
internal sealed record KnownPart(string Project, string Name);

/// <summary>A statement of m4 that an upstream project published.</summary>
/// <param name="Part">The macro that it defines, or its first word.</param>
/// <param name="FirstCommit">The day (UTC) of the first commit that holds it.</param>
internal sealed record KnownUnit(KnownPart Part, DateOnly FirstCommit);

/// <summary>Where a line stands in a part: lines of one part come out of m4 in the order of their ranks.</summary>
/// <param name="Part">The number of the part.</param>
/// <param name="Rank">The place among all lines that any version of the part ever had.</param>
internal readonly record struct LinePlace(int Part, int Rank);

/// <summary>What is known of a line.</summary>
/// <param name="Places">Where it stands; empty if it stands in too many parts to tell anything.</param>
/// <param name="Day">The first day of it, in days since 1970-01-01.</param>
/// <param name="IsCommon">Whether its places were left out.</param>
internal readonly record struct KnownLine(ReadOnlyMemory<LinePlace> Places, int Day, bool IsCommon);
