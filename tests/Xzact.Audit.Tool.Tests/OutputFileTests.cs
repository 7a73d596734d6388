namespace Xzact.Audit.Tool.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-output-test-").FullName;

    private string Target => Path.Combine(_folder, "report.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder).Select(n => Path.GetFileName(n)!)];

    [Fact]
    public void A_failure_in_the_middle_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");
        OutputException failure = Assert.Throws<OutputException>(() => OutputFile.WriteText(Target, writer =>
        {
            writer.Write(new string('x', 100_000));
            throw new IOException("Arg_IOException", 28);
        }));
        Assert.Equal($"{Target}: cannot be written: no space is left", failure.Message);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal(["report.json"], Names());
    }

    [Fact]
    public void A_fault_of_ours_leaves_nothing_behind_either()
    {
        Assert.Throws<InvalidOperationException>(
            () => OutputFile.Write(Target, _ => throw new InvalidOperationException()));
        Assert.Empty(Names());
    }

    [Fact]
    public void While_it_is_written_the_old_file_is_there()
    {
        File.WriteAllText(Target, "old");
        OutputFile.WriteText(Target, writer =>
        {
            writer.Write("new");
            writer.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        });
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["report.json"], Names());
    }

    [Fact]
    public void The_permissions_of_the_old_file_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(Target, "old");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Target, Private);
            OutputFile.WriteText(Target, writer => writer.Write("new"));
            Assert.Equal(Private, File.GetUnixFileMode(Target));
        }
    }

    [Fact]
    public void A_link_stays_a_link_to_the_new_content()
    {
        string link = Path.Combine(_folder, "latest");
        File.WriteAllText(Target, "old");
        File.CreateSymbolicLink(link, "report.json");
        OutputFile.WriteText(link, writer => writer.Write("new"));
        Assert.Equal("report.json", new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        OutputException failure = Assert.Throws<OutputException>(() => OutputFile.Write(_folder, _ => { }));
        Assert.EndsWith("it is a folder", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        string path = Path.Combine(_folder, "no", "report.json");
        OutputException failure = Assert.Throws<OutputException>(() => OutputFile.Write(path, _ => { }));
        Assert.Equal($"{path}: cannot be written: there is no such folder", failure.Message);
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        OutputFile.WriteText("/dev/null", writer => writer.Write("x"));
        OutputException failure = Assert.Throws<OutputException>(
            () => OutputFile.WriteText("/dev/full", writer => writer.Write("x")));
        Assert.Equal("/dev/full: cannot be written: no space is left", failure.Message);
        Assert.Equal(0, new FileInfo("/dev/full").Length);
    }

    [Fact]
    public async Task A_pipe_is_written_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no mkfifo");
        string pipe = Path.Combine(_folder, "pipe");
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Task<string> read = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        OutputFile.WriteText(pipe, writer => writer.Write("through the pipe"));
        Assert.Equal("through the pipe", await read.WaitAsync(
            TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(["pipe"], Names());
    }
}
