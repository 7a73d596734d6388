using System.Security.Cryptography;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>A file that the tag's build system made, or left as it was.</summary>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
/// <param name="IsExecutable">Whether it may be executed.</param>
/// <param name="Content">Its bytes; null if they are too many.</param>
/// <param name="In">Where it was made.</param>
internal sealed record RegeneratedFile(string Sha256, bool IsExecutable, byte[]? Content, RegeneratedIn In);

/// <summary>Where a file was made.</summary>
internal enum RegeneratedIn
{
    /// <summary>In the tag's tree itself.</summary>
    Tree,

    /// <summary>In the release tree that <c>make distdir</c> fills.</summary>
    Release,

    /// <summary>In the tag's tree, by a second run of the tools with the macro files that the archive has from upstream
    /// projects.</summary>
    SecondRun,
}

/// <summary>What came out of the sandbox, as far as the archive has files of these paths. All of it is
/// hostile.</summary>
internal sealed class RegeneratedFiles(IReadOnlySet<string> wanted, IReadOnlySet<string> tagFolders)
{
    private const string Tree = "tree/";
    private const string Again = "again/";
    private const long MaxFileBytes = ReleaseRequest.DefaultMaxTextBytes;
    private const long MaxKeptBytes = ReleaseRequest.DefaultMaxTotalTextBytes;
    private const int MaxStepsBytes = 4096;
    private const int MaxReplacedBytes = 64 * 1024;
    private const int MaxReplaced = 100;

    private readonly Dictionary<string, List<RegeneratedFile>> _files = new(StringComparer.Ordinal);
    private long _kept;

    /// <summary>The steps as the script noted them; empty if it did not.</summary>
    public string Steps { get; private set; } = "";

    /// <summary>Tracked macro files that the tools wrote anew, as the script noted them; at most a hundred.</summary>
    public IReadOnlyList<string> Replaced { get; private set; } = [];

    /// <summary>Reads a tar.</summary>
    /// <exception cref="ArchiveException">It is damaged or over a limit.</exception>
    public void Read(Stream tar, ArchiveLimits limits)
    {
        using ArchiveReader reader = ArchiveReader.Open(tar, "what was regenerated", limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            string name = member.Name.StartsWith("./", StringComparison.Ordinal) ? member.Name[2..] : member.Name;
            if (member.Type != ArchiveMemberType.File)
            {
                continue;
            }

            if (name == "steps" && member.Size <= MaxStepsBytes)
            {
                Steps = Text(member);
            }
            else if (name == "replaced" && member.Size <= MaxReplacedBytes)
            {
                Replaced = [.. Text(member).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(MaxReplaced)];
            }
            else if (name.StartsWith(Tree, StringComparison.Ordinal))
            {
                string path = name[Tree.Length..];
                string inRelease = InRelease(path);
                if (wanted.Contains(inRelease))
                {
                    Keep(inRelease, member, RegeneratedIn.Release);
                }
                else if (wanted.Contains(path))
                {
                    Keep(path, member, RegeneratedIn.Tree);
                }
            }
            else if (name.StartsWith(Again, StringComparison.Ordinal) && wanted.Contains(name[Again.Length..]))
            {
                Keep(name[Again.Length..], member, RegeneratedIn.SecondRun);
            }
        }
    }

    /// <summary>What was made for a path, each place at most once but the release trees.</summary>
    public IReadOnlyList<RegeneratedFile> Of(string path) => _files.GetValueOrDefault(path) ?? [];

    private static string Text(ArchiveMember member)
    {
        using Stream content = member.OpenContent();
        using StreamReader text = new(content);
        return text.ReadToEnd();
    }

    // "foo-1.0/configure" is a file of the release tree, unless the tag has a folder foo-1.0 itself.
    private string InRelease(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        int dash = path.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && dash < slash && !tagFolders.Contains(path[..slash]) ? path[(slash + 1)..] : "";
    }

    private void Keep(string path, ArchiveMember member, RegeneratedIn place)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using Stream content = member.OpenContent();
        bool keep = member.Size <= MaxFileBytes && _kept + member.Size <= MaxKeptBytes;
        using MemoryStream? kept = keep ? new((int)member.Size) : null;
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            kept?.Write(buffer, 0, read);
        }

        _kept += keep ? member.Size : 0;
        if (!_files.TryGetValue(path, out List<RegeneratedFile>? files))
        {
            _files.Add(path, files = []);
        }

        files.Add(new(
            Convert.ToHexStringLower(hash.GetHashAndReset()), (member.Mode & 0b001_001_001) != 0, kept?.ToArray(),
            place));
    }
}
