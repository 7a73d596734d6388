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

    private void Library(string folder, string text, string name = "demo", params string[] more)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        Write($"{folder}/{name}.c", text);
        Gcc(["-O1", "-shared", "-fPIC", "-o", Path.Combine(_folder, folder, $"lib{name}.so"),
            Path.Combine(_folder, folder, $"{name}.c"), .. more]);
    }

    // Only system calls, which take no time.
    private static BehaviourRequest CallsAlone(BehaviourCommand baseline, BehaviourCommand candidate) => new()
    {
        Baseline = baseline,
        Candidate = candidate,
        FindTool = name => name == "valgrind" ? null : SandboxTools.Find(name),
        Pairs = 0,
        Cancellation = TestContext.Current.CancellationToken,
    };

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
    public void Variables_are_named_with_their_values()
    {
        CaseReport report = BehaviourAudit.Run(Compare(Plain, Plain) with { Runs = 1 });
        foreach (ReportFormat format in (ReportFormat[])[ReportFormat.Text, ReportFormat.Html, ReportFormat.Json])
        {
            Assert.Contains("DEMO=1", report.Write(format), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/bin/sh -c 'echo no such lib >&2; exit 127'", "/bin/sh -c 'exit 127'", "exit code 127")]
    [InlineData("/bin/true", "/bin/sh -c 'echo no such lib >&2; exit 126'", "the candidate ended with exit code 126")]
    [InlineData("/bin/sh -c 'echo no such lib >&2; kill -SEGV $$'", "/bin/sh -c 'kill -ABRT $$'", "11 the baseline, 6")]
    public void What_fails_is_not_compared(string baseline, string candidate, string why)
    {
        CaseReport report = BehaviourAudit.Run(
            CallsAlone(BehaviourCommand.Parse(baseline), BehaviourCommand.Parse(candidate)));
        Assert.True(report.IsIncomplete);
        Assert.Empty(report.Findings);
        Assert.All(report.Results, r => Assert.Equal(Outcome.Incomplete, r.Outcome));
        Omission reason = Assert.Single(report.NotLookedAt, o => !o.IsOutOfScope);
        Assert.Contains(why, reason.Why, StringComparison.Ordinal);
        Assert.Contains("no such lib", reason.Why, StringComparison.Ordinal);
        Assert.Null(report.Behaviour!.Calls);
    }

    [Fact]
    public void The_same_command_on_both_sides_is_said()
    {
        BehaviourCommand command = BehaviourCommand.Parse("true");
        CaseReport same = BehaviourAudit.Run(CallsAlone(command, command));
        Assert.Contains(
            same.Notices, n => n.What == "baseline and candidate are the same command: what differs is chance");
        Assert.Empty(same.Findings);
        CaseReport other = BehaviourAudit.Run(
            CallsAlone(command, command.With(new Dictionary<string, string> { ["X"] = "1" })));
        Assert.DoesNotContain(other.Notices, n => n.What.Contains("same command", StringComparison.Ordinal));
    }

    [Fact]
    public void A_crash_of_one_side_is_compared_and_said()
    {
        CaseReport report = BehaviourAudit.Run(CallsAlone(
            BehaviourCommand.Parse("/bin/true"), BehaviourCommand.Parse("/bin/sh -c 'kill -SEGV $$'")));
        Assert.NotNull(report.Behaviour!.Calls);
        Assert.Contains(report.Notices, n => n.What.Contains("the exit codes differ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_library_that_is_compared_is_no_new_file_but_one_that_it_brings_is()
    {
        Write("main.c", "void helper(void); int main(void) { helper(); return 0; }\n");
        Library("a", Plain);
        Library("b", "void other(void) {}\n", "other");
        Library("b", "void other(void); void helper(void) { other(); }\n", "demo",
            "-L" + Path.Combine(_folder, "b"), "-lother");
        Directory.CreateDirectory(Path.Combine(_folder, "none"));
        string program = Path.Combine(_folder, "demo");
        Gcc("-o", program, Path.Combine(_folder, "main.c"), "-L" + Path.Combine(_folder, "a"), "-ldemo",
            "-Wl,--enable-new-dtags,-rpath," + Path.Combine(_folder, "a"));
        BehaviourCommand command = BehaviourCommand.Parse($"'{program}'");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder, "b"));
        CaseReport report = BehaviourAudit.Run(CallsAlone(
            command.WithLibraries(Path.Combine(_folder, "none")), command.WithLibraries(relative)));
        Finding read = Assert.Single(report.Findings, f => f.Subject == "reads a file");
        Assert.Equal(["reads a file: (libraries)/libother.so"], read.Evidence.Select(e => e.What));
    }

    [Fact]
    public void A_command_that_cannot_be_started_is_refused() => Assert.Throws<AuditInputException>(
        () => BehaviourAudit.Run(new()
        {
            Baseline = BehaviourCommand.Parse(Path.Combine(_folder, "none")),
            Candidate = BehaviourCommand.Parse(Path.Combine(_folder, "none")),
        }));
}
