using System.Diagnostics;
using Xzact.Audit.Behaviour;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.Behaviour;

/// <summary>A program of three lines, with libraries that are compiled here.</summary>
public sealed class BehaviourAuditTests : IDisposable
{
    private const string Plain = "#include <stdlib.h>\nvoid helper(void) { getenv(\"DEMO\"); }\n";

    // Inert: it counts, and only while a variable is not set.
    private const string Slow = """
        #include <stdlib.h>
        static volatile unsigned long sum;
        __attribute__((noinline)) static void spin(void) { for (unsigned long i = 0; i < 500000; i++) sum += i; }
        void helper(void) { if (!getenv("DEMO")) spin(); }

        """;

    private const string Noisy = """
        #include <stdlib.h>
        #include <unistd.h>
        static volatile unsigned long sum;
        void helper(void) { getenv("DEMO"); unsigned char r; if (getentropy(&r, 1)) return;
          for (unsigned long i = 0; i < 1000ul * r; i++) sum += i; }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-behaviour-").FullName;

    public BehaviourAuditTests()
    {
        if (new[] { "valgrind", "strace", "gcc", "bash" }.FirstOrDefault(t => SandboxTools.Find(t) is null) is { } tool)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{tool} is missing");
            Assert.Skip($"{tool} is missing");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private BehaviourRequest Compare(string baseline, string candidate)
    {
        Write("main.c", "void helper(void); int main(void) { helper(); return 0; }\n");
        Library("a", baseline);
        Library("b", candidate);
        string program = Path.Combine(_folder, "demo");
        Gcc("-o", program, Path.Combine(_folder, "main.c"), "-L" + Path.Combine(_folder, "a"), "-ldemo");
        BehaviourCommand command = BehaviourCommand.Parse($"'{program}'");
        return new()
        {
            Baseline = command.WithLibraries(Path.Combine(_folder, "a")),
            Candidate = command.WithLibraries(Path.Combine(_folder, "b")),
            Varied = new Dictionary<string, string> { ["DEMO"] = "1" },
            VariesUsual = false,
            Runs = 2,
            Cancellation = TestContext.Current.CancellationToken,
        };
    }

    private void Library(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        Write($"{name}/demo.c", text);
        Gcc("-O1", "-shared", "-fPIC", "-o", Path.Combine(_folder, name, "libdemo.so"),
            Path.Combine(_folder, name, "demo.c"));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static void Gcc(params string[] words)
    {
        using Process gcc = Process.Start(SandboxTools.Find("gcc")!, words);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
    }

    private static string[] Above(CaseReport report, Severity severity) =>
        [.. report.Findings.Where(f => f.Severity > severity).Select(f => f.RuleId).Distinct().Order()];

    [Fact]
    public void A_loop_that_runs_only_while_a_variable_is_not_set_is_found()
    {
        CaseReport report = BehaviourAudit.Run(Compare(Plain, Slow));
        Assert.Equal(["D37", "D85"], Above(report, Severity.Medium));
        Finding cost = report.Findings.Single(f => f.RuleId == "D37");
        Assert.Equal("variable DEMO", cost.Subject);
        Assert.Contains("while DEMO is not set", cost.Message, StringComparison.Ordinal);
        Assert.Contains("spin of libdemo.so", report.Findings.Single(f => f.RuleId == "D85").Message,
            StringComparison.Ordinal);
        Assert.True(report.Behaviour!.Candidate.Instructions!.IsExact);
        Assert.False(report.IsIncomplete);
        Assert.Empty(JsonSchemaCheck.Violations(
            report.Write(ReportFormat.Json), EmbeddedText.Read("Reports/case-report.schema.json")));
        foreach (ReportFormat format in Enum.GetValues<ReportFormat>())
        {
            Assert.Contains("D37", report.Write(format), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_noisy_pair_that_is_alike_is_not_found_and_is_called_not_exact()
    {
        BehaviourRequest request = Compare(Noisy, Noisy);
        CaseReport report =
            BehaviourAudit.Run(request with { Runs = 4, Varied = new Dictionary<string, string>() });
        Assert.Empty(Above(report, Severity.Low));
        Assert.Contains(report.Notices, n => n.What.Contains("not exact", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_valgrind_times_are_compared_and_the_case_is_incomplete()
    {
        BehaviourRequest request = Compare(Plain, Plain) with
        {
            FindTool = name => name == "valgrind" ? null : SandboxTools.Find(name),
            Pairs = 12,
        };
        CaseReport report = BehaviourAudit.Run(request);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.Why.Contains("valgrind is not installed", StringComparison.Ordinal));
        Assert.Equal(12, report.Behaviour!.Times![0].Baseline.Count);
        Assert.Equal(Outcome.Incomplete, report.Results.Single(r => r.CheckId == "D85").Outcome);
    }

    [Fact]
    public void A_command_that_cannot_be_started_is_refused() => Assert.Throws<AuditInputException>(
        () => BehaviourAudit.Run(new()
        {
            Baseline = BehaviourCommand.Parse(Path.Combine(_folder, "none")),
            Candidate = BehaviourCommand.Parse(Path.Combine(_folder, "none")),
        }));
}
