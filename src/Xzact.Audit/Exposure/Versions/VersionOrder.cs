namespace Xzact.Audit.Exposure.Versions;

/// <summary>The order of versions in each ecosystem.</summary>
internal static class VersionOrder
{
    /// <summary>The longest version that is compared, in characters; real ones have less than a hundred.</summary>
    public const int MaxLength = 1024;

    /// <summary>Compares two versions.</summary>
    /// <returns>-1, 0 or 1; null if they cannot be ordered, because one breaks the scheme's rules.</returns>
    public static int? Compare(VersionScheme scheme, string left, string right)
    {
        if (left == right)
        {
            return 0;
        }

        if (WhyInvalid(scheme, left) is not null || WhyInvalid(scheme, right) is not null)
        {
            return null;
        }

        int order = scheme switch
        {
            VersionScheme.Dpkg => DpkgVersion.Compare(left, right),
            VersionScheme.Rpm => RpmVersion.Compare(left, right),
            VersionScheme.Apk => ApkVersion.Compare(left, right),
            VersionScheme.Pacman => PacmanVersion.Compare(left, right),
            VersionScheme.Semantic => SemanticVersion.Compare(left, right),
            _ => UpstreamVersion.Compare(left, right),
        };
        return Math.Sign(order);
    }

    /// <summary>Why a text is no version of the scheme; null if it is one.</summary>
    public static string? WhyInvalid(VersionScheme scheme, string version)
    {
        if (version.Length is 0 or > MaxLength)
        {
            return version.Length == 0 ? "it is empty"
                : $"it has {version.Length} characters; the limit is {MaxLength}";
        }

        int odd = version.AsSpan().IndexOfAnyExceptInRange('!', '~');
        return odd >= 0 ? $"its character {odd} is U+{(int)version[odd]:X4}" : scheme switch
        {
            VersionScheme.Dpkg => DpkgVersion.WhyInvalid(version),
            VersionScheme.Apk => ApkVersion.WhyInvalid(version),
            VersionScheme.Semantic => SemanticVersion.WhyInvalid(version),
            VersionScheme.Unknown => "the order of its ecosystem is not known here",
            _ => null,
        };
    }
}
