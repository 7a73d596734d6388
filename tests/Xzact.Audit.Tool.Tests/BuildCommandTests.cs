using System.Text.Json;

namespace Xzact.Audit.Tool.Tests;

public sealed class BuildCommandTests : IDisposable
{
    // A recipe that turns a fixture into a script and runs that.
    private const string Record = """
        {"format":"xzact-build/1","command":["make"],"root":"/build","tracer":"s","sandbox":true,"network":false}
        {"tree":"Makefile","role":"Make","size":50,"sha256":"HASH","blob":"BLOB"}
        {"tree":"tests/data.bin","role":"TestData","size":8,"sha256":"HASH","blob":"BLOB"}
        {"p":1,"do":"exec","path":"/usr/bin/make","argv":["make"],"cwd":"/build"}
        {"p":1,"do":"read","path":"/build/Makefile"}
        {"p":2,"do":"start","by":1}
        {"p":2,"do":"exec","path":"/usr/bin/tr","argv":["tr","x","#"],"in":"/build/tests/data.bin","out":"/build/stage"}
        {"p":2,"do":"read","path":"/build/tests/data.bin"}
        {"p":2,"do":"write","path":"/build/stage"}
        {"p":2,"do":"exit","code":0}
        {"p":3,"do":"start","by":1}
        {"p":3,"do":"exec","path":"/usr/bin/sh","argv":["sh","stage"],"cwd":"/build"}
        {"p":3,"do":"read","path":"/build/stage"}
        {"p":3,"do":"exit","code":0}
        {"p":1,"do":"exit","code":0}
        {"code":0,"end":true,"calls":20,"unread":0,"lost":0}

        """;

    // A program of the tree asks to be traced.
    private const string Traced = """
        {"format":"xzact-build/1","command":["make"],"root":"/build","tracer":"s","sandbox":true,"network":false}
        {"p":1,"do":"exec","path":"/usr/bin/make","argv":["make"],"cwd":"/build"}
        {"p":2,"do":"start","by":1}
        {"p":2,"do":"exec","path":"/build/conftest","argv":["./conftest"],"cwd":"/build"}
        {"p":2,"do":"trace","path":"PTRACE_TRACEME","error":"EPERM"}
        {"p":2,"do":"exit","code":0}
        {"p":1,"do":"exit","code":0}
        {"code":0,"end":true,"calls":20,"unread":0,"lost":0}

        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private Task<ToolRun> Audit(string record, params string[] more)
    {
        File.WriteAllText(_file, record.ReplaceLineEndings("\n")
            .Replace("HASH", new string('0', 64), StringComparison.Ordinal)
            .Replace("BLOB", new string('0', 40), StringComparison.Ordinal));
        return ToolRun.OfAsync(["build", "--audit", _file, .. more]);
    }

    [Fact]
    public async Task A_record_is_audited_without_a_build()
    {
        ToolRun run = await Audit(Record, "--format", "json");
        Assert.Equal(1, run.ExitCode);
        using JsonDocument report = JsonDocument.Parse(run.Output);
        JsonElement finding = Assert.Single(report.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("D55", finding.GetProperty("ruleId").GetString());
    }

    [Theory]
    [InlineData(Traced, "D67", "conftest", 0)]
    [InlineData(Record, "D55", "tests/data.bin", 1)] // High and above need a digest, and a build has none.
    public async Task A_finding_is_suppressed_by_the_users_settings(string record, string rule, string path, int left)
    {
        string config = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(config, $$"""
                {
                  "schema": "xzact-config/v1",
                  "suppressions": [
                    { "rule": "{{rule}}", "path": "{{path}}", "reason": "a demo", "expires": "2999-01-01" }
                  ]
                }
                """, TestContext.Current.CancellationToken);
            ToolRun run = await Audit(record, "--format", "json", "--config", config);
            using JsonDocument report = JsonDocument.Parse(run.Output);
            Assert.Equal(left, report.RootElement.GetProperty("findings").GetArrayLength());
            Assert.Equal(left == 0, report.RootElement.TryGetProperty("suppressed", out _));
            ToolRun inside = await ToolRun.OfAsync(
                ["build", "-C", Path.GetDirectoryName(config)!, "--config", config, "--", "true"]);
            Assert.Equal(2, inside.ExitCode);
            Assert.Contains("which is audited", inside.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(config);
        }
    }

    [Fact]
    public async Task A_build_that_failed_is_incomplete_with_findings_as_without()
    {
        string failed = Record.Replace("\"p\":1,\"do\":\"exit\",\"code\":0", "\"p\":1,\"do\":\"exit\",\"code\":2",
                StringComparison.Ordinal)
            .Replace("{\"code\":0,\"end\":true", "{\"code\":2,\"said\":[\"make: no rule\"],\"end\":true",
                StringComparison.Ordinal);
        ToolRun run = await Audit(failed);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("D55", run.Output, StringComparison.Ordinal);
        Assert.Contains("make: no rule", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(3, (await Audit(failed.Replace("TestData", "Source", StringComparison.Ordinal)
            .Replace("tests/", "src/", StringComparison.Ordinal))).ExitCode);
    }

    [Fact]
    public async Task A_build_that_reads_no_test_data_is_clean()
    {
        ToolRun run = await Audit(Record.Replace("\"TestData\"", "\"Source\"", StringComparison.Ordinal)
            .Replace("tests/", "src/", StringComparison.Ordinal));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":\"xzact-build/2\"}\n")]
    [InlineData("not a record\n")]
    public async Task What_is_no_record_is_refused_with_its_name(string text)
    {
        ToolRun run = await Audit(text);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(Path.GetFileName(_file), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_cut_is_no_clean_build()
    {
        ToolRun run = await Audit(Record[..Record.IndexOf("{\"p\":3,\"do\":\"start\"", StringComparison.Ordinal)]);
        Assert.NotEqual(0, run.ExitCode);
    }

    [Theory]
    [InlineData]
    [InlineData("--audit", "a", "--", "make")]
    [InlineData("--compare", "a")]
    public async Task A_question_without_a_build_or_with_two_is_a_usage_error(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(["build", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("xzact: ", run.Error, StringComparison.Ordinal);
    }
}
