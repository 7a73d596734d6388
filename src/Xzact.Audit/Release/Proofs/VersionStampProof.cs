using System.Globalization;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Files that hold nothing but the release's own version or date, in the one form that their makers write:
/// <c>.version</c> and <c>.tarball-version</c> (gnulib's git-version-gen), <c>VERSION</c>, <c>.timestamp</c>,
/// Automake's <c>version.texi</c> and <c>stamp-vti</c>, and the constant stamps of makefiles.
/// </summary>
internal sealed class VersionStampProof : IFileProof
{
    // The clock of who makes a release is up to a day off the commit's date, by time zone alone.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromHours(36);

    public bool Wants(string path) => IsStamp(path) || IsVersionFile(path);

    /// <summary>Whether a path has a name under which projects keep their version, in forms of their own.</summary>
    internal static bool IsVersionFile(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is "VERSION" or "version" or "VERSION.txt" or "version.txt";

    /// <summary>Whether a path has the name of a stamp.</summary>
    internal static bool IsStamp(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is ".version" or ".tarball-version" or ".timestamp" or "version.texi"
            || name.StartsWith("stamp-", StringComparison.Ordinal);
    }

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Tracked is not null || !Wants(subject.Path) || subject.File.Content is not byte[] content
            || content.Length > 512)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(content);
        string? reason = subject.Name switch
        {
            ".version" or ".tarball-version" => AsVersion(text, context.Tag.Tag.Name),
            _ when IsVersionFile(subject.Path) => AsVersion(text, context.Tag.Tag.Name),
            ".timestamp" => IsTimestamp(text, context.Tag.Tag) ? "the time of the tag's commit" : null,
            "version.texi" or "stamp-vti" => IsVersionTexi(text, context.Tag.Tag)
                ? "the tag's version and date in the form of Automake's version.texi" : null,
            _ when text == "timestamp\n" => "the constant stamp of a makefile",
            _ => text.Length == 0 ? "an empty stamp" : null,
        };
        return reason is null ? null : new(AccountKind.DerivedAndVerified, reason);
    }

    private static string? AsVersion(string text, string tag) => IsVersion(text, tag) || IsName(text, tag)
        ? $"the version of the tag, {text.TrimEnd('\n')}" : null;

    /// <summary>Whether a text is the version that a tag's name ends with: 1.2 for v1.2 and foo-1.2.</summary>
    internal static bool IsVersion(string text, string tag)
    {
        string version = text.EndsWith('\n') ? text[..^1] : text;
        return version.Length > 0 && char.IsAsciiDigit(version[0])
            && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '~')
            && (EndsWithVersion(tag, version)
                || EndsWithVersion(tag, version.Replace('.', '_')) || EndsWithVersion(tag, version.Replace('.', '-')));
    }

    // As git describe prints it.
    private static bool IsName(string text, string tag) => text.TrimEnd('\n') == tag && text.Length <= tag.Length + 1
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '~' or '_');

    private static bool EndsWithVersion(string tag, string version) =>
        tag == version || (tag.EndsWith(version, StringComparison.Ordinal)
            && tag[tag.Length - version.Length - 1] is 'v' or 'V' or '-' or '_' or '/');

    private static bool IsTimestamp(string text, GitTag tag) =>
        text.EndsWith('\n') && text.Length < 13
        && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
        && IsNear(DateTimeOffset.FromUnixTimeSeconds(seconds), tag);

    // Automake's mdate-sh: English months, no leading zero; edition and version are the same.
    private static bool IsVersionTexi(string text, GitTag tag)
    {
        string[] lines = text.Split('\n');
        if (lines is not [var updated, var month, var edition, var version, ""]
            || !updated.StartsWith("@set UPDATED ", StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(
                updated["@set UPDATED ".Length..], "d MMMM yyyy", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            return false;
        }

        return IsNear(date.AddHours(12), tag)
            && month == date.ToString("'@set UPDATED-MONTH 'MMMM yyyy", CultureInfo.InvariantCulture)
            && edition.StartsWith("@set EDITION ", StringComparison.Ordinal)
            && version == "@set VERSION " + edition["@set EDITION ".Length..]
            && IsVersion(edition["@set EDITION ".Length..], tag.Name);
    }

    private static bool IsNear(DateTimeOffset time, GitTag tag) =>
        (time - tag.CommitDate).Duration() <= s_tolerance || (time - tag.AuthorDate).Duration() <= s_tolerance;
}
