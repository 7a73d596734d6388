using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Known.Parts;

/// <summary>Makes the index of known parts from local clones.</summary>
public static class KnownPartsBuilder
{
    private const int MaxFileBytes = 4 << 20;
    private const long SecondsPerDay = 86_400;

    /// <summary>Reads the history of the clones and writes the index.</summary>
    /// <param name="clones">Name of the project and path of the clone.</param>
    /// <param name="index">Where the index goes.</param>
    /// <param name="progress">Told about each clone at its end; null for silence.</param>
    /// <exception cref="GitException">A clone cannot be read, is shallow, or lacks an object.</exception>
    public static void Build(
        IEnumerable<(string Name, string Path)> clones, Stream index, IProgress<KnownListProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(clones);
        ArgumentNullException.ThrowIfNull(index);
        PartsCollection parts = new();
        foreach ((string name, string path) in clones.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            using GitRepository repository = GitRepository.Open(path);
            if (repository.IsShallow)
            {
                throw new GitException(
                    GitFailure.MissingObject,
                    $"{path} is a shallow clone; git fetch --unshallow gets its whole history.");
            }

            Dictionary<string, GitChange> first = new(StringComparer.Ordinal);
            foreach (GitChange change in GitHistory.Changes(repository)
                .Where(change => PartSources.IsSelected(name, change.Path)))
            {
                if (!first.TryGetValue(change.BlobId, out GitChange known) || Compare(change, known) < 0)
                {
                    first[change.BlobId] = change;
                }
            }

            GitChange[] versions = [.. first.Values];
            Array.Sort(versions, Compare);
            foreach (GitChange version in versions)
            {
                byte[] content = repository.ReadBlob(version.BlobId, MaxFileBytes);
                string file = version.Path.StartsWith("modules/", StringComparison.Ordinal)
                    ? version.Path : version.Path[(version.Path.LastIndexOf('/') + 1)..];
                parts.Add(name, file, Encoding.Latin1.GetString(content), (int)(version.Time / SecondsPerDay));
            }

            progress?.Report(new(name, versions.Length, versions.Length));
        }

        KnownPartsWriter.Write(parts, index);
    }

    private static int Compare(GitChange left, GitChange right) =>
        left.Time != right.Time ? left.Time.CompareTo(right.Time)
        : string.CompareOrdinal(left.Path + "\t" + left.BlobId, right.Path + "\t" + right.BlobId);
}
