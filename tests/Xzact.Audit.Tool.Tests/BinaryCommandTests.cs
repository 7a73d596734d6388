namespace Xzact.Audit.Tool.Tests;

public sealed class BinaryCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-binary-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_installed_program_is_looked_into()
    {
        string program = "/bin/ls";
        Assert.SkipUnless(File.Exists(program) && OperatingSystem.IsLinux(), "There is no ELF program here.");
        ToolRun run = await ToolRun.OfAsync("binary", program);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 ELF file was read", run.Output, StringComparison.Ordinal);
        ToolRun same = await ToolRun.OfAsync("binary", program, "--compare", program, "--same-source");
        Assert.Equal(0, same.ExitCode);
        Assert.Contains("1 of them equal", same.Output, StringComparison.Ordinal);
        ToolRun closure = await ToolRun.OfAsync("binary", "--daemon", program);
        Assert.Contains("ls → libc.so.6", closure.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_file_is_exit_code_3_and_a_folder_without_binaries_4()
    {
        string cut = Path.Combine(_folder, "cut.so");
        await File.WriteAllBytesAsync(
            cut, [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[9]], TestContext.Current.CancellationToken);
        ToolRun run = await ToolRun.OfAsync("binary", cut, "--format", "json");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("ends after 16 bytes", run.Error, StringComparison.Ordinal);
        File.Delete(cut);
        Assert.Equal(4, (await ToolRun.OfAsync("binary", _folder)).ExitCode);
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("binary", "a", "--daemon", "b")]
    [InlineData("binary", "--daemon", "b", "--compare", "c")]
    [InlineData("binary", "a", "--same-source")]
    [InlineData("binary", "there-is-none")]
    [InlineData("binary", "--daemon", "there-is-none")]
    public async Task Wrong_use_is_exit_code_2(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }
}
