using Xzact.Audit.Case;
using Xzact.Audit.Chain;
using Xzact.Audit.Release;
using Xzact.Audit.Tool.Demo;

namespace Xzact.Audit.Tool.Tests;

public sealed class DemoCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public void The_demonstration_finds_what_it_planted_and_passes()
    {
        Assert.Equal((0, ""), (demo.Run.ExitCode, demo.Run.Error));
        Assert.Contains("CRITICAL", demo.Run.Output, StringComparison.Ordinal);
        foreach (string rule in (string[])["D01", "D03", "D10", "D13", "D90", "D91", DemoProject.PlantedPath])
        {
            Assert.Contains(rule, demo.Run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_whole_chain_is_shown_and_a_link_that_cannot_be_says_why()
    {
        string folder = Directory.CreateTempSubdirectory("xzact-demo-test-").FullName;
        try
        {
            ToolRun run = await ToolRun.OfAsync("demo", "-o", folder);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            foreach (string link in (string[])["build", "binary", "behaviour"])
            {
                string row = run.Output.Split('\n')
                    .First(line => line.StartsWith($"  {link}", StringComparison.Ordinal));
                Assert.True(
                    row.Contains(" High", StringComparison.Ordinal)
                        || row.Contains("could not", StringComparison.Ordinal)
                        || run.Output.Contains("gcc ", StringComparison.Ordinal),
                    row);
            }

            Assert.Contains("chain-picture", File.ReadAllText(Path.Combine(folder, "report.html")),
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_clean_twin_has_nothing_unexplained() =>
        Assert.Contains("Every file of the archive is explained.", demo.Run.Output, StringComparison.Ordinal);

    [Fact]
    public void It_says_what_it_did_not_look_at_and_where_the_page_is()
    {
        Assert.Contains("Not looked at by this version:", demo.Run.Output, StringComparison.Ordinal);
        string page = Path.Combine(demo.Folder, "report.html");
        Assert.Contains(page, demo.Run.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_its_folder_is_refused()
    {
        string file = Path.Combine(demo.Folder, "report.html");
        ToolRun run = await ToolRun.OfAsync("demo", "-o", file);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{file} is a file; the demo wants a folder.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_archives_are_compressed_with_our_own_codec()
    {
        using FileStream file = File.OpenRead(demo.Shipped);
        using XzStream stream = new(file, System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream tar = new();
        stream.CopyTo(tar);
        Assert.Equal("ustar", System.Text.Encoding.ASCII.GetString(tar.ToArray(), 257, 5));
    }

    [Fact]
    public void Nothing_that_it_makes_can_be_executed_where_nothing_is_to_run()
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit");
        foreach (string file in Directory.EnumerateFiles(demo.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(
                OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Execute) == UnixFileMode.None, file);
        }
    }

    [Fact]
    public void The_corrupt_fixture_decodes_to_the_inert_script_only_after_its_byte_map()
    {
        byte[] fixture = DemoProject.SecondCommit.Single(
            f => f.Path.EndsWith("bad-corrupt.xz", StringComparison.Ordinal)).Content;
        byte[] payload = fixture[(Array.IndexOf(fixture, (byte)'\n') + 1)..];
        Assert.ThrowsAny<InvalidDataException>(() => Decode(payload));
        Assert.Equal(DemoProject.InertScript, Decode(DemoProject.Swap(payload)));
    }

    [Fact]
    public void The_demonstration_fails_if_the_audit_misses_the_macro_or_accuses_the_twin()
    {
        CaseReport shipped = ChainAudit.Run(DemoChain.Request(
            Path.Combine(demo.Folder, "again"), demo.Shipped, demo.Source, runs: false, null, null,
            TestContext.Current.CancellationToken));
        CaseReport twin = Audit(demo.Twin);
        Assert.Empty(DemoChain.Failures(shipped, twin));
        Assert.NotEmpty(DemoChain.Failures(twin, twin));
        Assert.NotEmpty(DemoChain.Failures(shipped, shipped));
        Assert.NotEmpty(DemoChain.Failures(shipped with { Results = [] }, twin));
    }

    [Fact]
    public async Task The_same_version_always_makes_the_same_archives()
    {
        string again = Directory.CreateTempSubdirectory("xzact-demo-test-").FullName;
        try
        {
            await ToolRun.OfAsync("demo", "--read-only", "-o", again);
            Assert.Equal(
                await File.ReadAllBytesAsync(demo.Shipped, TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(
                    Path.Combine(again, "shipped", Path.GetFileName(demo.Shipped)),
                        TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(again, recursive: true);
        }
    }

    [Fact]
    public void It_says_what_it_does_before_it_does_it() =>
        Assert.StartsWith("xzact demo: makes an invented project", demo.Run.Output, StringComparison.Ordinal);

    [Fact]
    public async Task Every_command_that_it_prints_works_afterwards_and_the_last_removes_everything()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the commands are for a POSIX shell");
        ToolRun run = await ToolRun.OfAsync("demo", "--read-only");
        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string folder = FolderOf(run.Output);
        Assert.True(Directory.Exists(folder), folder);
        string[] see = [.. lines.Where(l => l.StartsWith("see it: ", StringComparison.Ordinal)).Select(l => l[8..])];
        Assert.NotEmpty(see);
        foreach (string command in see)
        {
            // A pager may not be there, and shows a file as it is where there is no terminal.
            Assert.Contains("DEMO-FENCE", Shell(command.Replace("| less", "| cat", StringComparison.Ordinal)),
                StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(folder, "report.html")));
        Assert.StartsWith("rm -r " + folder, lines[^1], StringComparison.Ordinal);
        Shell(lines[^1]);
        Assert.False(Directory.Exists(folder), folder);
    }

    [Fact]
    public async Task A_folder_that_nobody_could_read_of_is_removed_again()
    {
        await using FullWriter output = new();
        ToolConsole console = new(output, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false, _ => null);
        Assert.Equal(2, await XzactCommand.RunAsync(
            ["demo", "--read-only"], console, TestContext.Current.CancellationToken));
        string folder = FolderOf(output.ToString());
        Assert.True(Path.IsPathFullyQualified(folder), folder);
        Assert.False(Directory.Exists(folder), folder);
    }

    private static string FolderOf(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines[Array.FindIndex(lines, l => l.EndsWith("in the folder", StringComparison.Ordinal)) + 1];
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Flush() => throw new OutputException("standard output: cannot be written");
    }

    private static string Shell(string command)
    {
        System.Diagnostics.ProcessStartInfo start = new("bash")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("set -o pipefail; " + command);
        using System.Diagnostics.Process shell = System.Diagnostics.Process.Start(start)!;
        string output = shell.StandardOutput.ReadToEnd();
        string error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal((0, ""), (shell.ExitCode, error));
        return output;
    }

    [Fact]
    public async Task A_folder_may_be_given_by_a_relative_name_and_is_not_used_twice()
    {
        string folder = Path.Combine(Directory.GetCurrentDirectory(), "demo-" + Guid.NewGuid().ToString("N"));
        try
        {
            Assert.Equal(0, (await ToolRun.OfAsync("demo", "--read-only", "-o", Path.GetFileName(folder))).ExitCode);
            Assert.True(File.Exists(Path.Combine(folder, "report.html")));
            ToolRun again = await ToolRun.OfAsync("demo", "-o", folder);
            Assert.Equal(2, again.ExitCode);
            Assert.Contains("the folder is not empty", again.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private CaseReport Audit(string archive) =>
        ReleaseAudit.Run(new() { ArchivePath = archive, SourcePath = demo.Source, Tag = DemoProject.Tag });

    private static string Decode(byte[] data)
    {
        using XzStream stream = new(new MemoryStream(data), System.IO.Compression.CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
