namespace Xzact.Audit.Git;

/// <summary>One reference: its full name, the object it holds, and for a symbolic one what it points to.</summary>
internal readonly record struct GitReference(string Name, string ObjectId, string SymbolicTarget);

/// <summary>The references of a repository.</summary>
internal sealed class GitReferences
{
    private const int MaxBytes = 256 << 20;
    private const int MaxCandidates = 5;
    private const string TagPrefix = "refs/tags/";
    private const string BranchPrefix = "refs/heads/";

    private readonly Dictionary<string, GitReference> _byName = [];

    /// <summary>Reads all references.</summary>
    internal GitReferences(GitView view, GitOptions options)
    {
        byte[] output = GitProgram.Run(
            view.Directory, options, MaxBytes, "for-each-ref", "--format=%(refname)%00%(objectname)%00%(symref)");
        foreach (string line in GitPath.Decode(output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('\0');
            if (fields.Length == 3)
            {
                _byName[fields[0]] = new GitReference(fields[0], fields[1], fields[2]);
            }
        }

        Tags = _byName.Keys
            .Where(name => name.StartsWith(TagPrefix, StringComparison.Ordinal))
            .Select(name => name[TagPrefix.Length..])
            .Order(StringComparer.Ordinal)
            .ToArray();
    }

    /// <summary>The tags' names without <c>refs/tags/</c>, in ordinal order.</summary>
    internal IReadOnlyList<string> Tags { get; }

    /// <summary>Every reference.</summary>
    internal IEnumerable<GitReference> All => _byName.Values;

    /// <summary>The reference of a tag of exactly this name.</summary>
    /// <exception cref="GitException">There is none, or it is an alias of another reference.</exception>
    internal GitReference FindTag(string name)
    {
        if (!_byName.TryGetValue(TagPrefix + name, out GitReference reference))
        {
            throw NoSuchTag(name);
        }

        return reference.SymbolicTarget.Length == 0 ? reference : throw new GitException(
            GitFailure.NoSuchTag, $"\"{name}\" is no tag but an alias of {reference.SymbolicTarget}, which can move.");
    }

    /// <summary>The tags with a name like this one, nearest first.</summary>
    internal IEnumerable<string> Near(string name) => Tags
        .Where(tag => tag != name)
        .Select(tag => (Tag: tag, Distance: Distance(name, tag), Same: IsSameVersion(name, tag)))
        .Where(pair => pair.Same || pair.Distance <= Math.Max(3, name.Length / 2))
        .OrderByDescending(pair => pair.Same)
        .ThenBy(pair => pair.Distance)
        .ThenBy(pair => Math.Abs(pair.Tag.Length - name.Length))
        .ThenBy(pair => pair.Tag, StringComparer.Ordinal)
        .Select(pair => pair.Tag);

    /// <summary>The tags before and after this one by their version numbers, among those that are named alike,
    /// nearest first.</summary>
    internal IEnumerable<string> Around(string name)
    {
        string style = Style(name);
        string[] line = [.. Tags.Where(tag => Style(tag) == style).Append(name).Distinct()
            .Order(Comparer<string>.Create(CompareVersions)).ThenBy(tag => tag, StringComparer.Ordinal)];
        int place = Array.IndexOf(line, name);
        return line.Select((tag, i) => (Tag: tag, Steps: Math.Abs(i - place)))
            .Where(pair => pair.Steps > 0).OrderBy(pair => pair.Steps).Select(pair => pair.Tag);
    }

    // curl- of curl-7_88_1.
    private static string Style(string name) => name[..Math.Max(0, name.AsSpan().IndexOfAnyInRange('0', '9'))];

    private static int CompareVersions(string left, string right)
    {
        (string[] a, string[] b) = (Numbers(left).Split('.'), Numbers(right).Split('.'));
        foreach ((string x, string y) in a.Zip(b))
        {
            int order = x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private GitException NoSuchTag(string name)
    {
        string[] nearest = [.. Near(name).Take(MaxCandidates)];
        string what = _byName.ContainsKey(BranchPrefix + name)
            ? $"\"{name}\" is a branch, and a release is compared with a tag"
            : $"the repository has no tag \"{name}\"";
        string hint = (Tags.Count, nearest.Length) switch
        {
            (0, _) => "it has no tags at all; git fetch --tags gets them",
            (_, 0) => $"none of its {Tags.Count} tags is similar",
            _ => "near: " + string.Join(", ", nearest),
        };
        return new GitException(GitFailure.NoSuchTag, $"{what}; {hint}.") { Candidates = nearest };
    }

    // curl-7_88_1 for 7.88.1: the same numbers in the same order.
    private static bool IsSameVersion(string left, string right) =>
        Numbers(left) is { Length: > 0 } numbers && numbers == Numbers(right);

    private static string Numbers(string name) => string.Join('.', name
        .Split([.. name.Where(c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
        .Select(digits => digits.TrimStart('0')));

    // How unlike two names of tags are: 1.0 is near v1.0 and release-1.0, whatever their lengths.
    private static int Distance(string left, string right)
    {
        (string a, string b) = (NearNames.Fold(left), NearNames.Fold(right));
        return a.EndsWith(b, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal)
            ? Math.Min(3, Math.Abs(a.Length - b.Length))
            : NearNames.Distance(a, b);
    }
}
