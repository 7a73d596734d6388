using System.Text.Json;

namespace Xzact.Audit.Tool.Tests;

public sealed class ReleaseCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private Task<ToolRun> Release(string archive, params string[] more) =>
        ToolRun.OfAsync(["release", archive, "--source", demo.Source, "--tag", "v1.0", .. more]);

    [Fact]
    public async Task Findings_give_exit_code_1_and_a_clean_release_0()
    {
        Assert.Equal(1, (await Release(demo.Shipped)).ExitCode);
        Assert.Equal(0, (await Release(demo.Twin)).ExitCode);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("low", 1)]
    [InlineData("critical", 1)]
    public async Task Fail_on_decides_which_findings_count(string failOn, int code) =>
        Assert.Equal(code, (await Release(demo.Shipped, "--fail-on", failOn)).ExitCode);

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Standard_output_carries_the_report_and_nothing_else(string format)
    {
        ToolRun run = await Release(demo.Shipped, "--format", format);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Several_reports_are_written_at_once()
    {
        string html = Path.Combine(demo.Folder, "several.html");
        string sarif = Path.Combine(demo.Folder, "several.sarif");
        string json = Path.Combine(demo.Folder, "several.json");
        ToolRun run = await Release(
            demo.Twin, "--report", "html=" + html, "--report", "sarif=" + sarif, "--format", "json", "-o", json);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            "<!DOCTYPE html>", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        Assert.Contains(
            "\"2.1.0\"", await File.ReadAllTextAsync(sarif, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        Assert.Contains(
            "xzact-case/v1", await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--gnulib: only with --regenerate", "--gnulib", "somewhere")]
    [InlineData("--regenerate-log: only with --regenerate", "--regenerate-log", "somewhere")]
    [InlineData("--regenerate-programs: only with --regenerate", "--regenerate-programs", "/usr/bin")]
    [InlineData("wants a folder below /usr", "--regenerate", "--regenerate-programs", "/tmp")]
    [InlineData("wants a folder below /usr", "--regenerate", "--regenerate-programs", "/usr/../tmp")]
    [InlineData("wants a folder below /usr", "--regenerate", "--regenerate-programs", "/usr/bin:/tmp")]
    [InlineData("wants a folder below /usr", "--regenerate", "--regenerate-programs", "/usr/inert-absent")]
    [InlineData("wants seconds from 1", "--regenerate", "--regenerate-timeout", "0")]
    public async Task Options_about_regeneration_are_checked(string complaint, params string[] more)
    {
        ToolRun run = await Release(demo.Twin, more);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_regeneration_never_replaces_the_archive()
    {
        long size = new FileInfo(demo.Twin).Length;
        ToolRun run = await Release(demo.Twin, "--regenerate", "--regenerate-log", demo.Twin);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the log would replace the file", run.Error, StringComparison.Ordinal);
        Assert.Equal(size, new FileInfo(demo.Twin).Length);
    }

    [Fact]
    public async Task Regeneration_is_not_needed_where_everything_is_explained()
    {
        ToolRun run = await Release(demo.Twin, "--regenerate", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("every file is explained without it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colour_is_used_only_on_demand_when_there_is_no_terminal()
    {
        Assert.DoesNotContain('\u001b', (await Release(demo.Shipped)).Output);
        Assert.Contains('\u001b', (await Release(demo.Shipped, "--color", "always")).Output);
    }

    [Fact]
    public async Task A_truncated_archive_is_incomplete_with_the_place_of_the_fault()
    {
        string file = Path.Combine(demo.Folder, "short.tar.xz");
        byte[] bytes = await File.ReadAllBytesAsync(demo.Twin, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        ToolRun run = await Release(file);
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal(2, run.Output.Split("ends too soon").Length);
        Assert.Contains("at byte", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("explained.", run.Output, StringComparison.Ordinal);

        // A report that is not text on standard output leaves it to standard error to say so.
        ToolRun json = await Release(file, "--format", "json");
        Assert.Equal(3, json.ExitCode);
        Assert.Equal(2, json.Error.Split("short.tar.xz: ").Length);
        Assert.Equal(2, json.Error.Split("ends too soon").Length);
    }

    [Fact]
    public async Task An_archive_over_a_limit_is_incomplete() =>
        Assert.Equal(3, (await Release(demo.Twin, "--max-files", "2")).ExitCode);

    [Fact]
    public async Task A_tag_that_does_not_exist_is_a_usage_error_with_the_nearest_names()
    {
        ToolRun run = await ToolRun.OfAsync("release", demo.Twin, "--source", demo.Source, "--tag", "1.0");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Error.Split("v1.0").Length);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_folder_that_is_no_repository_is_a_usage_error()
    {
        ToolRun run = await ToolRun.OfAsync(
            "release", demo.Twin, "--source", Path.GetDirectoryName(demo.Twin)!, "--tag", "v1.0");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("xzact: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_archive_is_a_usage_error() =>
        Assert.Equal(2, (await Release("no-such-file.tar.xz")).ExitCode);

    [Fact]
    public async Task A_file_that_is_no_archive_is_a_usage_error()
    {
        ToolRun run = await Release(Path.Combine(demo.Folder, "report.html"));
        Assert.Equal(2, run.ExitCode);
        string file = Path.Combine(demo.Folder, "report.html");
        Assert.StartsWith(
            $"xzact: {file}: not an archive of a known format: it looks like a web page", run.Error,
            StringComparison.Ordinal);
        Assert.Contains("tar, tar.gz, tar.bz2, tar.xz, tar.lz, tar.zst and zip", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("release", "x.tar")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--format", "pdf")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--report", "html")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--report", "pdf=x")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--fail-on", "some")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--max-files", "0")]
    [InlineData("release", "x.tar", "--source", "r", "--tag", "v", "--max-bytes", "many")]
    [InlineData("unknown")]
    [InlineData("index", "build", "--clone", "nothing", "--list", "x")]
    public async Task Wrong_usage_gives_exit_code_2_and_a_hint(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_an_error_not_a_success()
    {
        ToolRun run = await Release(demo.Twin, "-o", Path.Combine(demo.Folder, "no", "such", "folder", "x"));
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith(
            "x: cannot be written: there is no such folder.", run.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("html")]
    public async Task A_full_device_is_told_in_one_line_for_every_form(string format)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        ToolRun run = await Release(demo.Twin, "--report", format + "=/dev/full");
        Assert.Equal(
            (2, "xzact: /dev/full: cannot be written: no space is left.\n"),
            (run.ExitCode, run.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_report_never_replaces_the_archive_or_another_report()
    {
        byte[] before = await File.ReadAllBytesAsync(demo.Twin, TestContext.Current.CancellationToken);
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), demo.Twin);
        string link = Path.Combine(demo.Folder, "link-to-the-twin");
        File.CreateSymbolicLink(link, demo.Twin);
        foreach (string output in (string[])[demo.Twin, relative, link])
        {
            Assert.Equal(2, (await Release(demo.Twin, "-o", output)).ExitCode);
            ToolRun run = await Release(demo.Twin, "--report", "html=" + output);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("would replace the file that is examined", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(demo.Twin, TestContext.Current.CancellationToken));
        string report = Path.Combine(demo.Folder, "one-report");
        ToolRun twice = await Release(demo.Twin, "-o", report, "--report", "html=" + report);
        Assert.Equal((2, false), (twice.ExitCode, File.Exists(report)));
    }

    [Fact]
    public async Task A_value_that_is_not_allowed_is_answered_in_one_line()
    {
        ToolRun run = await Release(demo.Twin, "--fail-on", "severe");
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("\\x0a", run.Error, StringComparison.Ordinal);
        Assert.Contains("'high' 'critical'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_files_is_nothing_to_examine()
    {
        string file = Path.Combine(demo.Folder, "empty.tar");
        await File.WriteAllBytesAsync(file, new byte[10_240], TestContext.Current.CancellationToken);
        ToolRun run = await Release(file);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("holds no files", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_no_bytes_is_nothing_to_examine()
    {
        string file = Path.Combine(demo.Folder, "zero.tar");
        await File.WriteAllBytesAsync(file, [], TestContext.Current.CancellationToken);
        Assert.Equal(4, (await Release(file)).ExitCode);
    }

    [Fact]
    public async Task A_name_with_an_escape_does_not_reach_the_terminal()
    {
        ToolRun run = await Release("no\u001b[2Jsuch.tar");
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Contains("there is no such file", run.Error, StringComparison.Ordinal);
    }
}
