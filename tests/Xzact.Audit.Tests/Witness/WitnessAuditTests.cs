using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class WitnessAuditTests : IDisposable
{
    private const string Makefile = """
        all: prog
        prog: main.o
        	cc -o prog main.o
        main.o: main.c
        	cc -c main.c
        check: prog
        	./prog && grep -c x tests/data.bin
        """;

    private readonly WitnessSupport _tree = new();

    public WitnessAuditTests()
    {
        _tree.Write("main.c", "int main(void) { return 0; }\n");
        _tree.Write("tests/data.bin", "x\u0001INERT TEST FIXTURE\n");
        _tree.Write("Makefile", Makefile + "\n");
    }

    [Fact]
    public void A_plain_build_with_its_tests_has_no_findings()
    {
        CaseReport report = _tree.Build("make && make check && cp prog /tmp/");
        Assert.Empty(WitnessSupport.Found(report));
        Assert.False(report.IsIncomplete, string.Join("; ", report.NotLookedAt.Select(o => $"{o.What}: {o.Why}")));
        Assert.Equal((0, 0L, 0L), (report.Build!.End.ExitCode, report.Build.End.Unread, report.Build.End.Lost));
        Assert.Equal(1, ReadsOf(report, BuildPhase.Compile, FileRole.Source));
        Assert.Equal(1, ReadsOf(report, BuildPhase.Test, FileRole.TestData));
        Assert.False(File.Exists(Path.Combine(_tree.Folder, "prog")), "a copy is built, not the tree itself");
    }

    [Fact]
    public void A_fixture_that_a_recipe_turns_into_a_script_is_found_with_its_way()
    {
        _tree.Write("Makefile", "all:\n\ttr x '#' < tests/data.bin > stage\n\tsh stage\n");
        CaseReport report = _tree.Build("make");
        Assert.Equal(["D55 Critical tests/data.bin"], WitnessSupport.Found(report));
        Assert.Contains(report.Findings[0].Evidence, e => e.Path == "stage");
    }

    [Fact]
    public void An_object_that_was_copied_by_hand_is_found_and_a_compiled_one_is_not()
    {
        _tree.Write("Makefile", "all:\n\tcc -c main.c\n\tcat main.o > other.o\n\tcc -o prog other.o\n");
        Assert.Equal(["D60 High other.o"], WitnessSupport.Found(_tree.Build("make")));
        _tree.Write("Makefile", "all:\n\tcc -c main.c\n\tmv main.o m\n\tcp m other.o\n\tcc -o prog other.o\n");
        Assert.Empty(WitnessSupport.Found(_tree.Build("make")));
    }

    [Fact]
    public void A_source_that_is_changed_on_its_way_to_the_compiler_is_found()
    {
        _tree.Write("Makefile", "all:\n\tsed s/0/1/ main.c | cc -xc - -c -o main.o\n");
        Assert.Equal(["D61 High main.o"], WitnessSupport.Found(_tree.Build("make")));
    }

    [Fact]
    public void Network_and_writing_elsewhere_fail_in_the_sandbox_and_are_reported()
    {
        _tree.Write("fetch.pl", """
            use Socket;
            my $s;
            socket($s, PF_INET, SOCK_STREAM, 0) && connect($s, pack_sockaddr_in(80, inet_aton('192.0.2.1')));
            open(my $f, '>', '/usr/x');
            """);
        _tree.Write("Makefile", "all:\n\tperl fetch.pl; true\n");
        Assert.Equal(["D63 High fetch.pl", "D64 Medium /usr/x"], WitnessSupport.Found(_tree.Build("make")));
    }

    [Fact]
    public void A_build_that_looks_for_its_tracer_is_reported()
    {
        _tree.Write("Makefile", "all:\n\tgrep TracerPid /proc/self/status\n");
        Assert.Equal(["D67 Medium grep"], WitnessSupport.Found(_tree.Build("make")));
    }

    [Fact]
    public void A_build_that_ends_its_tracer_is_no_clean_build()
    {
        const string Command = "for p in /proc/[0-9]*; do kill -KILL ${p#/proc/}; done; sleep 5; make";
        try
        {
            Assert.True(_tree.Build(Command).IsIncomplete);
        }
        catch (AuditInputException failure)
        {
            // The tracer may be gone before it has written a line: then there is no report at all.
            Assert.Contains("ended without saying how", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Packages_are_put_beside_the_tree_and_what_dpkg_knows_can_be_read()
    {
        CaseReport report = _tree.Build("echo a > ../a.txt && test -r /var/lib/dpkg/status -o ! -d /usr/share/dpkg");
        Assert.Equal((0, false), (report.Build!.End.ExitCode, report.IsIncomplete));
    }

    [Fact]
    public void A_check_that_had_nothing_to_look_at_is_not_clean()
    {
        CaseReport whole = _tree.Build("make");
        Assert.Equal(
            ["D62 NotApplicable", "D68 NotApplicable"],
            whole.Results.Where(r => r.Outcome != Outcome.Clean).Select(r => $"{r.CheckId} {r.Outcome}"));
        CaseReport failed = _tree.Build("make && false");
        Assert.DoesNotContain(failed.Results, r => r.Outcome == Outcome.Clean);
        Assert.Equal(2, failed.Results.Count(r => r.Outcome == Outcome.NotApplicable));
    }

    [Fact]
    public void A_failed_build_says_which_command_failed_and_what_it_said()
    {
        _tree.Write("Makefile", "all: a b\na:\n\t-false\nb:\n\tgrep -q x none && true\n");
        Omission failure = _tree.Build("make; make -s; exit 7").NotLookedAt.Single(o => !o.IsOutOfScope);
        Assert.Contains("it failed with exit code 7", failure.Why, StringComparison.Ordinal);
        Assert.Contains("ended with 2: grep -q x none", failure.Why, StringComparison.Ordinal);
        Assert.Contains("grep: none: No such file", failure.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_about_many_files_names_them_all_in_whatever_order_they_were_read()
    {
        for (int i = 0; i < 40; i++)
        {
            _tree.Write($"tests/data{i}.bin", $"x\u0001INERT TEST FIXTURE {i}\n");
        }

        Finding[] found =
        [
            .. ((string[])["tests/*.bin", "$$(ls -r tests/*.bin)"]).Select(files =>
            {
                _tree.Write("Makefile", $"all:\n\tcat {files} > /dev/null\n");
                return _tree.Build("make").Findings.Single();
            }),
        ];
        Assert.Equal(found[0].Fingerprint, found[1].Fingerprint);
        Assert.Equal(found[0].Subject, found[1].Subject);
        Assert.Equal(41, found[0].Evidence.Count(e => e.Path is not null));
    }

    [Fact]
    public void A_failed_build_is_incomplete_and_a_command_that_is_not_there_is_an_error()
    {
        Assert.True(_tree.Build("exit 3").IsIncomplete);
        AuditInputException e = Assert.Throws<AuditInputException>(() => WitnessAudit.Run(
            new() { Command = ["no-such-program"], Folder = _tree.Folder }, new()));
        Assert.Contains("no-such-program", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_sandbox_the_tree_itself_is_built_and_the_report_says_so()
    {
        CaseReport report = _tree.Build("make", withoutSandbox: true);
        Assert.True(File.Exists(Path.Combine(_tree.Folder, "prog")));
        Assert.Contains(report.Notices, n => n.What.Contains("without a sandbox", StringComparison.Ordinal));
        Assert.Equal(1, ReadsOf(report, BuildPhase.Compile, FileRole.Source));
    }

    [Fact]
    public void A_record_is_judged_later_as_it_was_at_once_compressed_or_not()
    {
        string plain = Path.Combine(_tree.Folder, "r.jsonl");
        string packed = plain + ".xz";
        CaseReport report = WitnessAudit.Run(
            new() { Command = ["make", "-n"], Folder = _tree.Folder }, new(), write =>
            {
                using FileStream first = File.Create(plain);
                write(plain, first);
                using FileStream second = File.Create(packed);
                write(packed, second);
            });
        Assert.True(new FileInfo(packed).Length < new FileInfo(plain).Length);
        foreach (string path in (string[])[plain, packed])
        {
            CaseReport later = WitnessAudit.Judge(path, new() { ComparedPath = plain });
            Assert.Equal(report.Build!.Processes, later.Build!.Processes);
            Assert.Equal(WitnessSupport.Found(report), WitnessSupport.Found(later));
        }
    }

    public void Dispose() => _tree.Dispose();

    private static int ReadsOf(CaseReport report, BuildPhase phase, FileRole role) => report.Build!.Phases
        .Where(p => p.Phase == phase).SelectMany(p => p.Reads).Where(r => r.Class == role).Sum(r => r.Files);
}
