using System.Globalization;
using System.Security.Cryptography;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

/// <summary>Archives that the system's tools make, and what is in the folder they were made of.</summary>
public sealed partial class ArchiveReaderTests
{
    private static readonly string s_deepFolder = string.Join('/', Enumerable.Repeat("a-rather-long-folder-name", 5));

    [Theory]
    [InlineData("v7", "")]
    [InlineData("ustar", "")]
    [InlineData("gnu", "")]
    [InlineData("oldgnu", "")]
    [InlineData("pax", "")]
    [InlineData("posix", "")]
    [InlineData("gnu", "gzip")]
    [InlineData("posix", "gzip")]
    [InlineData("ustar", "bzip2")]
    [InlineData("pax", "bzip2")]
    [InlineData("gnu", "bzip2")]
    [InlineData("gnu", "xz")]
    [InlineData("posix", "xz")]
    public void What_gnu_tar_makes_is_read_as_it_was(string format, string compression) =>
        ReadWhatTarMakes(format, compression);

    [Theory]
    [InlineData("tar")]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public void What_git_archive_makes_is_read_as_it_was(string format)
    {
        SystemTool.Require("git", "gzip");
        using var folder = new TestFolder();
        string tree = MakeTree(folder.Path, hasLongNames: true, hasHardLink: false);
        // git knows no empty folders.
        Directory.Delete(Path.Combine(tree, "empty"));
        Directory.Delete(Path.Combine(tree, "sub", "deeper"));
        SystemTool.Run(tree, "git", "init", "-q");
        SystemTool.Run(tree, "git", "add", "-A");
        SystemTool.Run(
            tree, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "Add files");
        string commit = SystemTool.Run(tree, "git", "rev-parse", "HEAD").Trim();
        string archive = Path.Combine(folder.Path, "archive");
        SystemTool.Run(tree, "git", "archive", $"--format={format}", "--prefix=top/", "-o", archive, "HEAD");
        Directory.Delete(Path.Combine(tree, ".git"), true);

        ArchiveListing listing = ArchiveListing.Read(archive);

        Assert.Equal(format, listing.Format.ToString());
        Assert.Empty(listing.Observations);
        Assert.Equal(commit, listing.GlobalComment);
        // git records only whether a file is executable, and its archives have the umask tar.umask, 002.
        bool isZip = format == "zip";
        AssertSame(Expected(tree, mode => (mode & 0x40) != 0 ? 0x1FD : 0x1B4, isZip), listing, isZip);
    }

    [Fact]
    public void What_info_zip_makes_is_read_as_it_was()
    {
        SystemTool.Require("zip");
        using var folder = new TestFolder();
        string tree = MakeTree(folder.Path, hasLongNames: true, hasHardLink: false);
        SystemTool.Run(folder.Path, "zip", "-q", "-r", "-y", "archive.zip", Path.GetFileName(tree));

        ArchiveListing listing = ArchiveListing.Read(Path.Combine(folder.Path, "archive.zip"));

        // In the locale C it writes the bytes of a name and does not say which letters they are.
        Assert.All(listing.Observations, observation =>
        {
            Assert.Equal(ArchiveObservationKind.NamesDiffer, observation.Kind);
            Assert.False(System.Text.Ascii.IsValid(observation.MemberName));
        });
        AssertSame(Expected(tree, mode => mode, false), listing, false);
    }

    [Fact]
    public void Very_large_sizes_and_sparse_files_of_gnu_tar_are_refused_as_such()
    {
        SystemTool.Require("tar");
        using var folder = new TestFolder();
        string sparse = Path.Combine(folder.Path, "sparse");
        using (FileStream file = File.Create(sparse))
        {
            file.SetLength(9L << 30);
        }

        foreach (string format in (string[])["gnu", "posix"])
        {
            string archive = Path.Combine(folder.Path, format + ".tar");
            SystemTool.Run(folder.Path, "tar", "-cSf", archive, $"--format={format}", "sparse");
            ArchiveException exception = Assert.Throws<ArchiveException>(() => ArchiveListing.Read(archive));
            Assert.Equal(ArchiveErrorReason.Unsupported, exception.Reason);
            Assert.Contains("sparse", exception.Message, StringComparison.Ordinal);
        }
    }

    private static void ReadWhatTarMakes(string format, string compression)
    {
        string[] tools = compression.Length == 0 ? ["tar"] : ["tar", compression];
        SystemTool.Require(tools);
        using var folder = new TestFolder();
        string tree = MakeTree(folder.Path, hasLongNames: format is not ("v7" or "ustar"), hasHardLink: true);
        string archive = Path.Combine(folder.Path, "archive");
        IEnumerable<string> arguments = ["-cf", archive, $"--format={format}", "--sort=name", Path.GetFileName(tree)];
        SystemTool.Run(
            folder.Path, "tar", compression.Length == 0 ? arguments : arguments.Prepend("--" + compression));

        ArchiveListing listing = ArchiveListing.Read(archive);

        Assert.Empty(listing.Observations);
        AssertSame(Expected(tree, mode => mode, false), listing, false);
        string listed = SystemTool.Run(folder.Path, "tar", "-tf", archive, "--quoting-style=literal");
        Assert.Equal(listed.TrimEnd('\n').Split('\n'), listing.Members.Select(m => m.Name));
    }

    private static string MakeTree(string folder, bool hasLongNames, bool hasHardLink)
    {
        string tree = Path.Combine(folder, "top");
        Directory.CreateDirectory(Path.Combine(tree, "sub", "deeper"));
        Directory.CreateDirectory(Path.Combine(tree, "empty"));
        var random = new Random(42);
        foreach (int size in (int[])[0, 1, 511, 512, 513, 10_239, 300_000])
        {
            byte[] content = new byte[size];
            random.NextBytes(content);
            content.AsSpan(0, size / 2).Fill((byte)'x');
            File.WriteAllBytes(Path.Combine(tree, "sub", $"size-{size}"), content);
        }

        File.WriteAllText(Path.Combine(tree, "run.sh"), "#!/bin/sh\n");
        File.WriteAllText(Path.Combine(tree, "name with space and \u00fc"), "u");
        File.CreateSymbolicLink(Path.Combine(tree, "sub", "link"), "../run.sh");
        if (hasLongNames)
        {
            Directory.CreateDirectory(Path.Combine(tree, s_deepFolder));
            File.WriteAllText(Path.Combine(tree, s_deepFolder, new string('n', 120)), "long");
            File.CreateSymbolicLink(Path.Combine(tree, "long-link"), s_deepFolder + "/" + new string('n', 120));
        }

        foreach (string path in EntriesOf(tree))
        {
            if (!OperatingSystem.IsWindows() && new FileInfo(path).LinkTarget is null)
            {
                bool isExecutable = Directory.Exists(path) || path.EndsWith(".sh", StringComparison.Ordinal);
                File.SetUnixFileMode(path, (UnixFileMode)(isExecutable ? 0x1ED : 0x1A4));
            }
        }

        if (hasHardLink)
        {
            SystemTool.Run(tree, "ln", "run.sh", "second.sh");
        }

        return tree;
    }

    private static IEnumerable<string> EntriesOf(string tree) =>
        Directory.EnumerateFileSystemEntries(tree, "*", SearchOption.AllDirectories).Append(tree);

    /// <summary>Type, mode, size, link target and SHA-256 of all that is in a folder, by name.</summary>
    private static SortedDictionary<string, string> Expected(string tree, Func<int, int> mode, bool isGitZip)
    {
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in EntriesOf(tree))
        {
            var info = new FileInfo(path);
            string name = Path.GetRelativePath(Path.GetDirectoryName(tree)!, path);
            if (info.LinkTarget is { } target)
            {
                expected[name] = $"SymbolicLink -> {target}";
            }
            else if (Directory.Exists(path))
            {
                expected[name + "/"] = $"Directory {Octal(isGitZip ? 0x1ED : mode((int)info.UnixFileMode))}";
            }
            else
            {
                string sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
                bool isDefault = isGitZip && ((int)info.UnixFileMode & 0x40) == 0;
                int bits = isDefault ? 0x1A4 : isGitZip ? 0x1ED : mode((int)info.UnixFileMode);
                expected[name] = $"File {Octal(bits)} {info.Length} {sha256}";
            }
        }

        return expected;
    }

    private static void AssertSame(
        SortedDictionary<string, string> expected, ArchiveListing listing, bool isGitZip)
    {
        var actual = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ListedMember member in listing.Members)
        {
            actual.Add(member.Name, member.Type switch
            {
                ArchiveMemberType.SymbolicLink => $"SymbolicLink -> {member.LinkTarget}",
                ArchiveMemberType.Directory => $"Directory {Octal(member.Mode)}",
                // Its content stands where the target is.
                ArchiveMemberType.HardLink => expected[member.LinkTarget!],
                _ => $"File {Octal(member.Mode)} {member.Size} {member.Sha256}",
            });
            Assert.True(isGitZip || member.ModifiedAt > DateTimeOffset.UnixEpoch, member.Name);
        }

        Assert.Equal(expected.Select(m => $"{m.Key}: {m.Value}"), actual.Select(m => $"{m.Key}: {m.Value}"));
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8).ToString(CultureInfo.InvariantCulture);

    private sealed class TestFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("xzact-archives-").FullName;

        public void Dispose() => Directory.Delete(Path, true);
    }
}
