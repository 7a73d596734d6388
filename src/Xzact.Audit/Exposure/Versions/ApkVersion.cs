using System.Runtime.InteropServices;

namespace Xzact.Audit.Exposure.Versions;

/// <summary>Versions of Alpine's packages (apk-package(5), as apk-tools 3 reads them): numbers, one letter, suffixes, a
/// commit, a revision.</summary>
internal static class ApkVersion
{
    // In their order; those before the empty one come before the release.
    private static readonly string[] s_suffixes =
        ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

    // The order matters: of two versions that are equal so far, the one whose next part is of an earlier kind is newer.
    private enum Kind
    {
        FirstNumber,
        Number,
        Letter,
        Suffix,
        SuffixNumber,
        Commit,
        Revision,
        End,
        Invalid,
    }

    public static string? WhyInvalid(string version)
    {
        int at = 0;
        Part part;
        for (part = Next(version, ref at, null); part.Kind < Kind.End; part = Next(version, ref at, part.Kind))
        {
        }

        return part.Kind == Kind.End ? null : $"its part at character {part.Start} is none that apk knows";
    }

    public static int Compare(string left, string right)
    {
        (int leftAt, int rightAt) = (0, 0);
        Part a = Next(left, ref leftAt, null);
        Part b = Next(right, ref rightAt, null);
        while (a.Kind == b.Kind && a.Kind < Kind.End)
        {
            int order = Compare(a, left, b, right);
            if (order != 0)
            {
                return order;
            }

            a = Next(left, ref leftAt, a.Kind);
            b = Next(right, ref rightAt, b.Kind);
        }

        int none = Array.IndexOf(s_suffixes, "");
        return a.Kind == b.Kind ? 0
            : a.Kind == Kind.Suffix && a.Suffix < none ? -1
            : b.Kind == Kind.Suffix && b.Suffix < none ? 1
            : b.Kind.CompareTo(a.Kind);
    }

    private static int Compare(Part a, string left, Part b, string right)
    {
        ReadOnlySpan<char> x = left.AsSpan(a.Start, a.Length);
        ReadOnlySpan<char> y = right.AsSpan(b.Start, b.Length);
        return a.Kind switch
        {
            // A leading zero makes it a fraction: 1.05 is before 1.5.
            Kind.Number when x[0] == '0' || y[0] == '0' => x.SequenceCompareTo(y),
            Kind.Suffix => a.Suffix.CompareTo(b.Suffix),
            Kind.Letter or Kind.Commit => x.SequenceCompareTo(y),
            _ => VersionParts.CompareNumbers(x, y),
        };
    }

    private static Part Next(string version, ref int at, Kind? before)
    {
        if (at == version.Length)
        {
            return before is null ? new(Kind.Invalid, at, 0, 0) : new(Kind.End, at, 0, 0);
        }

        ReadOnlySpan<char> rest = version.AsSpan(at);
        if (before is null)
        {
            return Digits(version, ref at, Kind.FirstNumber, 0);
        }

        return rest[0] switch
        {
            '.' when before <= Kind.Number => Digits(version, ref at, Kind.Number, 1),
            >= 'a' and <= 'z' when before <= Kind.Number => Take(ref at, Kind.Letter, 0, 1),
            '_' when before <= Kind.SuffixNumber => SuffixAt(version, ref at),
            >= '0' and <= '9' when before == Kind.Suffix => Digits(version, ref at, Kind.SuffixNumber, 0),
            '~' when before < Kind.Commit => CommitAt(version, ref at),
            '-' when before < Kind.Revision && rest.StartsWith("-r") => Digits(version, ref at, Kind.Revision, 2),
            _ => new(Kind.Invalid, at, 0, 0),
        };
    }

    private static Part Digits(string version, ref int at, Kind kind, int skip)
    {
        int length = VersionParts.Run(version.AsSpan(at + skip), digits: true);
        return Take(ref at, length == 0 ? Kind.Invalid : kind, skip, length);
    }

    private static Part SuffixAt(string version, ref int at)
    {
        int length = VersionParts.Run(version.AsSpan(at + 1), digits: false);
        int suffix = length == 0 ? -1 : Array.IndexOf(s_suffixes, version.Substring(at + 1, length));
        return Take(ref at, suffix < 0 ? Kind.Invalid : Kind.Suffix, 1, length) with { Suffix = suffix };
    }

    private static Part CommitAt(string version, ref int at)
    {
        int length = version.AsSpan(at + 1).IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdef"));
        length = length < 0 ? version.Length - at - 1 : length;
        return Take(ref at, length == 0 ? Kind.Invalid : Kind.Commit, 1, length);
    }

    private static Part Take(ref int at, Kind kind, int skip, int length)
    {
        Part part = new(kind, at + skip, length, 0);
        at += skip + length;
        return part;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Part(Kind Kind, int Start, int Length, int Suffix);
}
