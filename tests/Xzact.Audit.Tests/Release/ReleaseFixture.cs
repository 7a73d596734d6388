using System.IO.Compression;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Release;

/// <summary>A file of the archive under test. Scripts are text in memory; nothing here is executed.</summary>
internal sealed record Shipped(string Path, string Content, int Mode = 0x1A4, char Type = '0', string Link = "")
{
    /// <summary>The content, where it is no text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>When it was modified, in seconds since 1970.</summary>
    public long Time { get; init; } = TarBuilder.Time;
}

/// <summary>
/// A small tagged project and its release archive, which a test changes the way an attacker or a release tool would.
/// </summary>
internal sealed class ReleaseFixture : IDisposable
{
    public const string Top = "demo-1.0/";

    // A submodule's commit is never looked up, so any id will do.
    public const string SubmoduleCommit = "1111111111111111111111111111111111111111";

    private const int Executable = 0x1ED;

    private readonly GitFixture _git = new();

    public ReleaseFixture(params (string Path, string Content)[] more)
    {
        Track("configure.ac",
            "AC_INIT([demo], [1.0])\nAC_CONFIG_MACRO_DIR([m4])\nDEMO_CHECK\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n");
        Track("Makefile.am",
            "SUBDIRS = src\nnoinst_DATA = table.h\ntable.h: gen.sh\n\t$(SHELL) $(srcdir)/gen.sh > $@\n");
        Track("src/Makefile.am", "bin_PROGRAMS = demo\ndemo_SOURCES = main.c\n");
        Track("src/main.c", "int main(void) { return 0; }\n");
        Track("m4/demo.m4", "# demo.m4 serial 1\nAC_DEFUN([DEMO_CHECK], [\n  AC_CHECK_HEADERS([stdint.h])\n])\n");
        Track("gen.sh", "#!/bin/sh\necho '#define TABLE 1'\n");
        Track("tests/data.bin", "some test data that is long enough to be told from an empty file by its size alone\n");
        Track("README", "A demonstration project with a line of text that no other project has: 7c1f.\n");
        foreach ((string path, string content) in more)
        {
            Track(path, content);
        }

        GitFixture.WriteScript(_git.Write("autogen.sh", "#!/bin/sh\nautoreconf -fi\n"), "#!/bin/sh\nautoreconf -fi\n");
        Archive.Add(new("autogen.sh", "#!/bin/sh\nautoreconf -fi\n", Executable));
        File.CreateSymbolicLink(Path.Combine(_git.Repository, "current"), "src/main.c");
        Archive.Add(new("current", "", Type: '2', Link: "src/main.c"));
        _git.Git("add", "--all", "--force");
        _git.Git("update-index", "--add", "--cacheinfo", $"160000,{SubmoduleCommit},gnulib");
        _git.Git("commit", "--quiet", "--message", "Release");
        _git.Git("tag", "--annotate", "--message", "demo 1.0", "v1.0");
    }

    /// <summary>A project by its commits, each with files that it adds or changes; the last one has the tag.</summary>
    public ReleaseFixture(IEnumerable<(string Message, IReadOnlyList<Shipped> Files)> history)
    {
        foreach ((string message, IReadOnlyList<Shipped> files) in history)
        {
            foreach (Shipped file in files)
            {
                Track(file);
            }

            _git.Commit(message);
        }

        _git.Git("tag", "--annotate", "--message", "demo 1.0", "v1.0");
    }

    /// <summary>The archive's members in stored order, without the top folder; change it at will.</summary>
    public List<Shipped> Archive { get; } = [];

    public string Repository => _git.Repository;

    public string Git(params string[] arguments) => _git.Git(arguments);

    /// <summary>Adds a file to the archive only.</summary>
    public ReleaseFixture Add(string path, string content, int mode = 0x1A4)
    {
        Archive.Add(new(path, content, mode));
        return this;
    }

    /// <summary>Replaces a file of the archive.</summary>
    public ReleaseFixture Change(string path, Func<Shipped, Shipped> change)
    {
        int at = Archive.FindIndex(f => f.Path == path);
        Archive[at] = change(Archive[at]);
        return this;
    }

    public ReleaseFixture Remove(string path)
    {
        Assert.Equal(1, Archive.RemoveAll(f => f.Path == path));
        return this;
    }

    public byte[] Tar(string top = Top) => Put(new(), Archive, top).End();

    /// <summary>Adds members to a tar, below the top folder unless their names are made to leave it.</summary>
    public static TarBuilder Put(TarBuilder tar, IEnumerable<Shipped> files, string top = Top)
    {
        foreach (Shipped file in files)
        {
            string name = file.Path.StartsWith('/') || file.Path.StartsWith("..", StringComparison.Ordinal)
                ? file.Path
                : top + file.Path;
            tar.Add(
                name, file.Bytes ?? Encoding.UTF8.GetBytes(file.Content), file.Type, file.Link, file.Mode,
                time: file.Time);
        }

        return tar;
    }

    public static byte[] Gzip(byte[] data)
    {
        using MemoryStream output = new();
        using (GZipStream stream = new(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }

    /// <summary>Writes bytes as the archive to audit.</summary>
    public string Write(byte[] archive, string name = "demo-1.0.tar.gz")
    {
        string path = Path.Combine(_git.Root, name);
        File.WriteAllBytes(path, archive);
        return path;
    }

    public ReleaseRequest Request(byte[]? archive = null) => new()
    {
        ArchivePath = Write(archive ?? Gzip(Tar()), "demo-1.0" + EndingOf(archive)),
        SourcePath = Repository,
        Tag = "v1.0",
        Indicators = IndicatorList.Parse(""),
    };

    private static string EndingOf(ReadOnlySpan<byte> archive) =>
        archive.StartsWith("PK"u8) ? ".zip"
        : archive.Length < TarBuilder.BlockLength || archive.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? ".tar.gz"
        : ".tar";

    public CaseReport Audit() => ReleaseAudit.Run(Request());

    public void Dispose() => _git.Dispose();

    private void Track(Shipped file)
    {
        Archive.RemoveAll(f => f.Path == file.Path);
        Archive.Add(file);
        if (file.Type == '2')
        {
            string link = Path.Combine(_git.Repository, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, file.Link);
            return;
        }

        string written = _git.Write(file.Path, file.Bytes ?? Encoding.UTF8.GetBytes(file.Content));
        if (file.Mode == Executable)
        {
            GitFixture.WriteScript(written, file.Content);
        }
    }

    private void Track(string path, string content)
    {
        _git.Write(path, Encoding.UTF8.GetBytes(content));
        Archive.Add(new(path, content));
    }
}

internal static class CaseReportAssertions
{
    public static LedgerEntry Entry(this CaseReport report, string path) =>
        report.Ledger.Entries.Single(e => e.Path == path);

    /// <summary>Asserts that exactly these rules fired on a path, and how severe the worst of them is.</summary>
    public static void AssertFinds(this CaseReport report, string path, Severity worst, params string[] rules)
    {
        Finding[] findings = [.. report.Findings.Where(f => f.Subject == path)];
        Assert.Equal(rules.Order(), findings.Select(f => f.RuleId).Distinct().Order());
        Assert.Equal(worst, findings.Max(f => f.Severity));
    }
}
