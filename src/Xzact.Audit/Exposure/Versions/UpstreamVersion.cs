using System.Text;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Exposure.Versions;

/// <summary>Versions as authors of releases write them, and what a distribution's version says of them.</summary>
internal static partial class UpstreamVersion
{
    private static readonly string[] s_beforeRelease = ["alpha", "beta", "pre", "rc", "dev"];

    /// <summary>Compares as dpkg does, except that alpha, beta, pre, rc and dev come before the release.</summary>
    public static int Compare(string left, string right) =>
        DpkgVersion.Compare("0:" + Marked(left), "0:" + Marked(right));

    /// <summary>
    /// The release that a package was made from. A distribution that goes back to an older release may keep the newer
    /// number in front, so that its tools take the package for newer: <c>5.6.1+really5.4.5-1</c>,
    /// <c>5.6.1.revertto5.4</c>. Then it is the older one.
    /// </summary>
    /// <returns>The release, and whether the version says that it went back.</returns>
    public static (string Release, bool WentBack) Of(VersionScheme scheme, string version)
    {
        string upstream = scheme switch
        {
            VersionScheme.Dpkg => DpkgVersion.UpstreamOf(version),
            VersionScheme.Rpm or VersionScheme.Pacman => VersionParts.Split(version).Version,
            VersionScheme.Apk => version.Split("-r")[0],
            _ => version,
        };
        Match back = Back().Match(upstream);
        bool isOnce = upstream.Split("really").Length + upstream.Split("revertto").Length == 3;
        return back.Success && isOnce ? (back.Groups["release"].Value, true) : (Repack().Replace(upstream, ""), false);
    }

    private static string Marked(string version)
    {
        StringBuilder marked = new(version.Length + 4);
        for (int i = 0; i < version.Length; i++)
        {
            bool isSeparator = version[i] is '-' or '.' or '_' or '~';
            if (isSeparator && IsBeforeRelease(version.AsSpan(i + 1)))
            {
                continue;
            }

            bool begins = i == 0 || !char.IsAsciiLetter(version[i - 1]);
            marked.Append(begins && IsBeforeRelease(version.AsSpan(i)) ? "~" : "")
                .Append(version[i] is '-' or ':' ? '.' : version[i]);
        }

        return marked.ToString();

        static bool IsBeforeRelease(ReadOnlySpan<char> text)
        {
            foreach (string word in s_beforeRelease)
            {
                if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }

    // Debian's "+really" and openSUSE's ".revertto", between a number and a number, and nothing like them twice.
    [GeneratedRegex(
        @"^\d[0-9A-Za-z.~+]*?(\+really|\.revertto)(?<release>\d[0-9A-Za-z.]*)([+.~][a-z]+[.0-9]*)?(-[0-9A-Za-z.+~]+)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Back();

    // What repacking adds to the release's own number.
    [GeneratedRegex(
        @"[+.~](dfsg|ds|repack|debian)[.0-9]*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Repack();
}
