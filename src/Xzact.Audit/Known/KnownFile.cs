namespace Xzact.Audit.Known;

/// <summary>A content that an upstream project published.</summary>
/// <param name="Project">The project, for example <c>gnulib</c>.</param>
/// <param name="Path">Where the content first stood in that project's repository.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="FirstCommit">The day (UTC) of the first commit that holds it.</param>
/// <param name="Serial">The macro's serial number; null if it has none or is no macro.</param>
public sealed record KnownFile(string Project, string Path, long Size, DateOnly FirstCommit, int? Serial);

/// <summary>A serial number that an upstream version of a macro carried.</summary>
/// <param name="Serial">The number.</param>
/// <param name="FirstCommit">The day (UTC) of the first commit that holds the version.</param>
/// <param name="Project">The project.</param>
public sealed record KnownSerial(int Serial, DateOnly FirstCommit, string Project);
