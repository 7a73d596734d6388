using Xzact.Audit.Settings;

namespace Xzact.Audit.Tests.Settings;

public sealed class UserFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-user-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, byte[] content)
    {
        string file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    [Fact]
    public void A_file_beside_what_is_audited_is_read()
    {
        string file = Write("repo-settings/a.json", "{}"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(_folder, "repo"));
        Assert.Equal("{}", UserFile.Read(file, "file", [Path.Combine(_folder, "repo")]));
    }

    [Fact]
    public void A_file_in_what_is_audited_is_refused_by_any_name_of_it()
    {
        string file = Write("repo/deep/a.json", "{}"u8.ToArray());
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_folder, "repo", "deep"));
        foreach (string name in (string[])
            [file, Path.Combine(link, "a.json"), Path.Combine(_folder, "x/../repo/deep/a.json")])
        {
            Assert.True(UserFile.IsInside(name, Path.Combine(_folder, "repo")), name);
            Assert.Throws<AuditInputException>(() => UserFile.Read(name, "file", [Path.Combine(_folder, "repo")]));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_the_reason()
    {
        string MessageOf(string path) =>
            Assert.Throws<AuditInputException>(() => UserFile.Read(path, "ledger", [])).Message;

        Assert.EndsWith("cannot be read: there is no such file", MessageOf(Path.Combine(_folder, "none")),
            StringComparison.Ordinal);
        Assert.EndsWith("is no UTF-8 text at byte 2", MessageOf(Write("bad", [0x61, 0x62, 0xFF])),
            StringComparison.Ordinal);
        Assert.Contains("cannot be read", MessageOf(_folder), StringComparison.Ordinal);
    }
}
