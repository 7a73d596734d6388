using System.Security.Cryptography;
using Xzact.Audit.Git;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release;

// The tree against the disk: whatever order of files, folders, links and spellings, a file that is in no doubt is on
// the disk as the tree has it, and no regular file is there that the tree does not know.
public sealed partial class ExtractionTreeTests
{
    private static readonly string[] s_names = ["a", "b", "d/a", "d/b", "./a", "d//b", "d/e/a", "b/a", "d/../a", "e/a"];
    private static readonly string[] s_targets = ["a", "d/a", "b", "d", ".", "../a", "d/e", "missing", "e/a", "./b"];

    [Theory]
    [InlineData("tar", 120)]
    [InlineData("python3", 12)]
    public void A_file_in_no_doubt_is_on_disk_as_the_tree_has_it(string program, int rounds)
    {
        SystemTool.Require(program);
        rounds *= Environment.GetEnvironmentVariable("XZACT_LONG_TESTS") is null ? 1 : 50;
        Random random = new(11);
        for (int round = 0; round < rounds; round++)
        {
            byte[] tar = RandomTar(random);
            DirectoryInfo root = Directory.CreateTempSubdirectory("xzact-extract-");
            try
            {
                // Names climb one folder at most, so all of it stays below the root.
                string folder = root.CreateSubdirectory("deep/deeper").FullName;
                System.IO.File.WriteAllBytes(Path.Combine(root.FullName, "x.tar"), tar);
                ExtractWith(program, folder);
                Compare(tar, folder, $"{program}, round {round}");
            }
            finally
            {
                root.Delete(recursive: true);
            }
        }
    }

    private static byte[] RandomTar(Random random)
    {
        TarBuilder tar = new();
        string Pick(string[] from) => from[random.Next(from.Length)];
        for (int i = random.Next(2, 7); i > 0; i--)
        {
            string name = "top/" + Pick(s_names);
            switch (random.Next(6))
            {
                case 0:
                    tar.Add(name, type: '2', link: Pick(s_targets));
                    break;
                case 1:
                    tar.Add(name, type: '1', link: "top/" + Pick(s_targets));
                    break;
                case 2:
                    tar.Add(name + "/", type: '5', mode: 0x1ED);
                    break;
                default:
                    tar.Add(name, $"content {random.Next(3)}\n");
                    break;
            }
        }

        return tar.End();
    }

    // Extractors refuse some of the members and say so in their exit code; what they leave is what counts.
    private static void ExtractWith(string program, string folder) => SystemTool.Run(folder, "sh", "-c", program switch
    {
        "tar" => "tar -xf ../../x.tar 2>/dev/null; true",
        _ => "python3 -W ignore -c 'import tarfile; t = tarfile.open(\"../../x.tar\"); t.errorlevel = 0\n"
            + "for m in t:\n try: t.extract(m)\n except Exception: pass' 2>/dev/null; true",
    });

    private static void Compare(byte[] tar, string folder, string round)
    {
        ReleaseRequest request = new() { ArchivePath = "", SourcePath = "", Tag = "" };
        ArchiveInventory inventory = ArchiveInventory.Read(
            new MemoryStream(tar), "test", request, GitObjectFormat.Sha1, _ => false, (_, _) => false);
        ILookup<string, ArchivedFile> listed = inventory.Files
            .Where(file => file.ExtractedName is not null).ToLookup(file => file.ExtractedName!);
        string shown = $"{round}: " + string.Join(
            "; ", inventory.Files.Select(f => $"{f.Type} {f.StoredName} {f.LinkTarget} ({f.Doubts.Count})"));

        // What is written through a link that leads to nothing has the name of the link, and that is in doubt.
        bool isLinkInDoubt = inventory.Files.Any(
            file => file.Type == Link && file.Doubts.Exists(doubt => doubt.Unexplains));
        EnumerationOptions all = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (string path in Directory.EnumerateFiles(folder, "*", all))
        {
            string name = Path.GetRelativePath(folder, path);
            Assert.True(
                listed.Contains(name) || isLinkInDoubt, $"{shown}: {name} is on disk and not in the tree");
            ArchivedFile[] certain = [.. listed[name].Where(file => !file.Doubts.Exists(doubt => doubt.Unexplains))];
            string digest = Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)));
            Assert.All(certain, file => Assert.True(
                file.Type == File && file.Sha256 == digest, $"{shown}: {name} is not what the tree has"));
        }

        foreach (ArchivedFile file in inventory.Files.Where(file =>
            file.Type == File && file.ExtractedName is not null && !file.Doubts.Exists(doubt => doubt.Unexplains)))
        {
            FileInfo there = new(Path.Combine(folder, file.ExtractedName!));
            Assert.True(there is { Exists: true, LinkTarget: null }, $"{shown}: {file.StoredName} is not on disk");
        }
    }
}
