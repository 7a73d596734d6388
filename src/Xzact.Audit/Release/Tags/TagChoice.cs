using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>The tag that an archive's name asks for, when the user names none.</summary>
/// <param name="Tag">The tag's name.</param>
/// <param name="Reason">Why it was taken.</param>
internal sealed record TagChoice(string Tag, string Reason)
{
    private const int MaxListed = 8;

    private static readonly char[] s_separators = ['-', '_', '.', '/', '~', '+', '@'];

    // Words that projects put in front of a version, each with nothing to say about it.
    private static readonly HashSet<string> s_words =
        ["v", "r", "rel", "release", "releases", "ver", "version", "tag", "tags", "stable"];

    /// <summary>Finds the one tag with the version of the archive's name. Only tags are looked at.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="fileName">The archive's file name.</param>
    /// <exception cref="AuditInputException">
    /// The name holds no version, or none or several of the tags have exactly this version; the message lists them.
    /// </exception>
    public static TagChoice Find(GitRepository repository, string fileName)
    {
        IReadOnlyList<ReleaseName> readings = ReleaseName.Readings(fileName);
        if (readings.Count == 0)
        {
            throw new AuditInputException($"{fileName}: the name holds no version to look for; give --tag");
        }

        foreach (ReleaseName reading in readings)
        {
            string[] fitting = [.. repository.Tags.Where(tag => Fits(tag, reading))];
            if (fitting is [string only])
            {
                return new(only, $"the only tag with the version {reading.Version} of the archive's name");
            }

            if (fitting.Length > 1)
            {
                throw new AuditInputException(
                    $"{fileName}: {Listed(fitting)} of {repository.Name} all have the version {reading.Version}; "
                    + "say with --tag which one is meant");
            }
        }

        string version = readings[0].Version;
        string[] near = [.. repository.TagsNear(version).Take(MaxListed)];
        string hint = (repository.Tags.Count, near.Length) switch
        {
            (0, _) => "it has no tags at all; git fetch --tags gets them",
            (_, 0) => $"none of its {repository.Tags.Count} tags is similar",
            _ => $"near: {string.Join(", ", near)}",
        };
        throw new AuditInputException(
            $"{fileName}: no tag of {repository.Name} has exactly the version {version} of the archive's name; {hint}; "
            + "say with --tag which one is meant");
    }

    /// <summary>Whether a tag's name is the version of a release, with nothing around it but the project's name and
    /// words such as "release".</summary>
    internal static bool Fits(string tag, ReleaseName release)
    {
        HashSet<string> project = [.. Words(release.Project), release.Project.ToLowerInvariant()];
        List<string> words = [.. Words(tag)];
        while (words.Count > 1 && (s_words.Contains(words[0]) || project.Contains(words[0])))
        {
            words.RemoveAt(0);
        }

        // v1 is the word v and the number 1.
        if (words.Count > 0 && Parts(words[0]) is [string word, string number, ..] && char.IsAsciiDigit(number[0])
            && (s_words.Contains(word) || project.Contains(word)))
        {
            words[0] = words[0][word.Length..];
        }

        return words.SelectMany(Parts).SequenceEqual(Words(release.Version).SelectMany(Parts));
    }

    /// <summary>Whether a tag's name has the version in any form: behind words without a number; zeros at the end
    /// count for nothing, and a date may follow.</summary>
    internal static bool HasVersion(string tag, ReleaseName release)
    {
        const int DateDigits = 6;
        List<string> version = WithoutZeros([.. Words(release.Version).SelectMany(Parts)]);
        List<string> parts = [.. Words(tag).SelectMany(Parts)];
        List<string> numbers = [.. parts.SkipWhile(part => !char.IsAsciiDigit(part[0]))];
        return version.Count > 0 && numbers.Count >= version.Count && numbers[..version.Count].SequenceEqual(version)
            && numbers.Skip(version.Count).SkipWhile(part => part == "0")
                .All(part => char.IsAsciiDigit(part[0]) && part.Length >= DateDigits);
    }

    private static List<string> WithoutZeros(List<string> parts)
    {
        while (parts.Count > 1 && parts[^1] == "0")
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return parts;
    }

    private static string[] Words(string name) =>
        name.ToLowerInvariant().Split(s_separators, StringSplitOptions.RemoveEmptyEntries);

    // rc1 is as much as rc.1: runs of digits, and runs of everything else.
    private static List<string> Parts(string word)
    {
        List<string> parts = [];
        for (int begin = 0, i = 1; i <= word.Length; i++)
        {
            if (i == word.Length || char.IsAsciiDigit(word[i]) != char.IsAsciiDigit(word[i - 1]))
            {
                parts.Add(word[begin..i]);
                begin = i;
            }
        }

        return parts;
    }

    private static string Listed(string[] tags) => "the tags " + string.Join(", ", tags.Take(MaxListed))
        + (tags.Length > MaxListed ? $" and {tags.Length - MaxListed} more" : "");
}
