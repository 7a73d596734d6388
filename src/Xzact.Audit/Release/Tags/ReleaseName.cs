using System.Text.RegularExpressions;

namespace Xzact.Audit.Release.Tags;

/// <summary>What the file name of a release says: of which project, and which version.</summary>
/// <param name="Project">The name in front of the version; empty for a name like <c>v1.0.tar.gz</c>.</param>
/// <param name="Version">The version as it stands there, without a leading <c>v</c> and without the suffix of a
/// distribution's repack.</param>
internal sealed partial record ReleaseName(string Project, string Version)
{
    // Longest first where one ends with another.
    private static readonly string[] s_endings =
    [
        ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.lzma", ".tar.lz", ".tar.zst", ".tar.Z", ".tgz", ".txz", ".tbz2", ".tbz",
        ".tlz", ".tzst", ".tar", ".zip", ".gz", ".xz", ".bz2", ".lz", ".zst",
    ];

    private static readonly string[] s_suffixes = [".orig", "-orig", "-src", "_src", ".src", "-source", "-dist"];

    // No release's name is longer; each place where a version may begin is tried against every tag.
    private const int MaxLength = 255;

    /// <summary>The ways to read a file name, the longest version first.</summary>
    /// <param name="fileName">A file name without its folder.</param>
    public static IReadOnlyList<ReleaseName> Readings(string fileName)
    {
        string name = Stem(fileName);
        if (name.Length > MaxLength)
        {
            return [];
        }

        List<ReleaseName> readings = [];
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i == 0 || name[i - 1] is '-' or '_';
            int digit = name[i] is 'v' or 'V' ? i + 1 : i;
            if (begins && digit < name.Length && char.IsAsciiDigit(name[digit]))
            {
                readings.Add(new(name[..Math.Max(0, i - 1)], Repack().Replace(name[digit..], "")));
            }
        }

        // What looks like a version belongs to the name only if it is a plain number: gtk+-3, libfoo2.
        return [.. readings.Where((reading, i) => i == 0 || !DottedNumber().IsMatch(reading.Project))];
    }

    /// <summary>The file name without what says that it is an archive.</summary>
    public static string Stem(string fileName) => Without(Without(fileName, s_endings), s_suffixes);

    private static string Without(string name, string[] endings) => endings
        .Where(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase) && name.Length > end.Length)
        .Select(end => name[..^end.Length])
        .FirstOrDefault(name);

    [GeneratedRegex(@"[+~.-](dfsg|ds|repack)[0-9.]*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Repack();

    [GeneratedRegex(@"[0-9][._][0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex DottedNumber();
}
