using System.Security.Cryptography;
using Xzact.Audit.Git;

namespace Xzact.Audit.Known;

/// <summary>How far <see cref="KnownListBuilder.Build"/> is.</summary>
/// <param name="Project">The clone being read.</param>
/// <param name="Done">Contents hashed.</param>
/// <param name="Total">Contents to hash.</param>
public sealed record KnownListProgress(string Project, int Done, int Total);

/// <summary>
/// Makes the list of known files again from local clones: every content that a selected path (<see
/// cref="KnownSelection"/>) ever had on any reference, with the place where it stood first. First is the earliest
/// committer date; of several on that moment the first project, then the first path in ordinal order.
/// </summary>
public static class KnownListBuilder
{
    private const int MaxFileBytes = 64 << 20;
    private const int ProgressStep = 1000;

    /// <summary>Reads the history of the clones and writes the list.</summary>
    /// <param name="clones">Name of the project and path of the clone; see <see cref="GitRepository.Open"/>.</param>
    /// <param name="list">Where the list goes, as canonical text.</param>
    /// <param name="progress">Told every thousand contents, and at the end of a clone; null for silence.</param>
    /// <exception cref="GitException">A clone cannot be read, is shallow, or lacks an object.</exception>
    /// <exception cref="ArgumentException">A project is named twice, or its name has a control character.</exception>
    public static void Build(
        IEnumerable<(string Name, string Path)> clones, TextWriter list, IProgress<KnownListProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(clones);
        ArgumentNullException.ThrowIfNull(list);
        var first = new Dictionary<string, Candidate>();
        var names = new HashSet<string>();
        foreach ((string name, string path) in clones)
        {
            if (name.Length == 0 || name.Any(char.IsControl) || !names.Add(name))
            {
                throw new ArgumentException($"\"{name}\" is no project name, or is named twice.", nameof(clones));
            }

            AddClone(name, path, first, progress);
        }

        KnownList.Write(first.Select(pair => pair.Value.ToRow(pair.Key)), list);
    }

    private static void AddClone(
        string name, string path, Dictionary<string, Candidate> first, IProgress<KnownListProgress>? progress)
    {
        using GitRepository repository = GitRepository.Open(path);
        if (repository.IsShallow)
        {
            throw new GitException(
                GitFailure.MissingObject, $"{path} is a shallow clone; git fetch --unshallow gets its whole history.");
        }

        var blobs = new Dictionary<string, (string Path, long Time)>();
        Func<string, bool> isSelected = KnownSelection.For(name);
        foreach (GitChange change in GitHistory.Changes(repository).Where(change => isSelected(change.Path)))
        {
            if (!blobs.TryGetValue(change.BlobId, out (string Path, long Time) known)
                || Compare((change.Time, change.Path), (known.Time, known.Path)) < 0)
            {
                blobs[change.BlobId] = (change.Path, change.Time);
            }
        }

        int done = 0;
        foreach ((string id, (string file, long time)) in blobs)
        {
            byte[] content = repository.ReadBlob(id, MaxFileBytes);
            int? serial = file.EndsWith(".m4", StringComparison.Ordinal) ? MacroSerial.Find(content) : null;
            var candidate = new Candidate(name, file, content.Length, time, serial);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            if (!first.TryGetValue(sha256, out Candidate? known) || candidate.IsBefore(known))
            {
                first[sha256] = candidate;
            }

            if (++done % ProgressStep == 0 || done == blobs.Count)
            {
                progress?.Report(new KnownListProgress(name, done, blobs.Count));
            }
        }
    }

    private static int Compare((long Time, string Text) left, (long Time, string Text) right) =>
        left.Time != right.Time ? left.Time.CompareTo(right.Time) : string.CompareOrdinal(left.Text, right.Text);

    private sealed record Candidate(string Project, string Path, long Size, long Time, int? Serial)
    {
        internal bool IsBefore(Candidate other) =>
            Compare((Time, Project + "\t" + Path), (other.Time, other.Project + "\t" + other.Path)) < 0;

        internal KnownListRow ToRow(string sha256) => new(sha256, new KnownFile(
            Project, Path, Size, DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(Time).UtcDateTime), Serial));
    }
}
