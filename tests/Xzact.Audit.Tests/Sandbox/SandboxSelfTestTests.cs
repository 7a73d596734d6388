using System.Diagnostics;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Sandbox;

public sealed class SandboxSelfTestTests
{
    public SandboxSelfTestTests() => SandboxSupport.Require();

    [Fact]
    public void Every_way_out_is_shut() => SandboxSelfTest.Run(SandboxSupport.Small, SandboxRunner.Run);

    // What the probe cannot reach inside it can reach here: it does not always say "shut".
    [Theory]
    [InlineData("loopback")]
    [InlineData("abstract sockets")]
    [InlineData("path sockets")]
    [InlineData("files of the host")]
    [InlineData("the way up")]
    [InlineData("writing outside the folder")]
    [InlineData("the environment")]
    [InlineData("descriptors")]
    [InlineData("standard input")]
    [InlineData("new privileges")]
    [InlineData("namespaces of the host")]
    [InlineData("limits")]
    public void The_probe_finds_what_is_open_outside_of_a_sandbox(string question) =>
        Assert.Contains(s_outside.Value, way => way.StartsWith($"OPEN {question}: ", StringComparison.Ordinal));

    [Fact]
    public void The_probe_finds_the_rights_of_root_where_they_are()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        Assert.Contains(s_outside.Value, way => way.StartsWith("OPEN capabilities: ", StringComparison.Ordinal));
        Assert.Contains(s_outside.Value, way => way.StartsWith("OPEN the root user: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_without_an_answer_is_a_way_out()
    {
        string answers = string.Concat(SandboxSelfTest.Questions.Skip(1).Select(question => $"shut {question}\n"));
        Assert.Equal(["no answer about loopback"], SandboxSelfTest.WaysOut(answers));
    }

    [Fact]
    public void A_question_with_two_answers_is_a_way_out()
    {
        string answers = string.Concat(SandboxSelfTest.Questions.Select(question => $"shut {question}\n"));
        Assert.Empty(SandboxSelfTest.WaysOut(answers));
        Assert.Equal(
            ["OPEN loopback: x"], SandboxSelfTest.WaysOut(answers + "OPEN loopback: x\n"));
    }

    private static readonly Lazy<string[]> s_outside = new(() =>
    {
        using SandboxSelfTest test = new();
        ProcessStartInfo start = new("sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { "-c", "exec 7< /dev/null; exec perl -e \"$@\"", "probe", SandboxSelfTest.Probe },
        };
        start.Environment["XZACT_PROBE_CANARY"] = "here";
        foreach (string argument in test.Arguments(SandboxSupport.Small))
        {
            bool writes = argument.StartsWith("write=", StringComparison.Ordinal);
            start.ArgumentList.Add(writes ? $"write={Path.GetTempPath()}" : argument);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Write("bytes");
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string answers = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", errors.Result);
        return [.. SandboxSelfTest.WaysOut(answers)];
    });
}
