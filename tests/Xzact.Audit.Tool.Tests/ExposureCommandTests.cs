namespace Xzact.Audit.Tool.Tests;

public sealed class ExposureCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-exposure-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Root(string version)
    {
        string root = Path.Combine(_folder, version);
        Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg"));
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        File.WriteAllText(Path.Combine(root, "etc/os-release"), "ID=debian\n");
        File.WriteAllText(Path.Combine(root, "var/lib/dpkg/status"),
            $"Package: liblzma5\nStatus: install ok installed\nSource: xz-utils\nVersion: {version}\n\n");
        return root;
    }

    [Theory]
    [InlineData("5.6.1-1", 1)]
    [InlineData("5.6.1+really5.4.5-1", 0)]
    public async Task A_root_is_looked_at(string version, int code)
    {
        ToolRun run = await ToolRun.OfAsync("exposure", "--root", Root(version));
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(version, run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_folder_that_is_left_out_is_said()
    {
        ToolRun run = await ToolRun.OfAsync("exposure", "--root", Root("1-1"), "--exclude", "/etc");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("folder etc: --exclude names it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_database_is_exit_code_3_and_a_folder_without_one_4()
    {
        string root = Root("1-1");
        File.AppendAllText(Path.Combine(root, "var/lib/dpkg/status"), "Package: cut");
        ToolRun cut = await ToolRun.OfAsync("exposure", "--root", root, "--format", "json");
        Assert.Equal(3, cut.ExitCode);
        Assert.Contains("cut off", cut.Error, StringComparison.Ordinal);
        Assert.Equal(4, (await ToolRun.OfAsync("exposure", "--root", Path.Combine(root, "etc"))).ExitCode);
    }

    [Theory]
    [InlineData("exposure")]
    [InlineData("exposure", "--root", "a", "--sbom", "b")]
    [InlineData("exposure", "--sbom", "there-is-none")]
    [InlineData("exposure", "--sbom", "there-is-none", "--exclude", "a")]
    [InlineData("exposure", "--image", "there-is-none")]
    public async Task Wrong_use_is_exit_code_2(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }
}
