using System.Net;
using System.Net.Sockets;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Tests.Sandbox;

namespace Xzact.Audit.Tests.Release.Regeneration;

/// <summary>The audit from end to end with build systems of a few lines of shell; no tool of GNU is needed.</summary>
public sealed class RegeneratorTests
{
    private const int Executable = 0x1ED;

    // Fourteen lines, so that one more is a small part.
    private static readonly string s_configure =
        "#!/bin/sh\n" + string.Concat(Enumerable.Range(1, 13).Select(i => $"echo checking for {i}... yes\n"));

    // Like many others it asks git for submodules, which are there without a repository.
    private static readonly string s_autogen =
        "#!/bin/sh\ngit submodule update --init || exit 9\n"
        + $"cat > configure <<'END'\n{s_configure}END\nchmod 755 configure\necho data > data.txt\n";

    [Fact(Explicit = true)]
    public void A_file_that_the_tags_build_system_makes_byte_for_byte_is_regenerated()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(s_autogen);
        release.Add("configure", s_configure, Executable).Add("data.txt", "data\n");
        CaseReport report = Audit(release);
        Assert.Equal(AccountKind.Regenerated, report.Entry("configure").Account.Kind);
        Assert.Equal(AccountKind.Regenerated, report.Entry("data.txt").Account.Kind);
        Assert.Equal(2, report.Regeneration!.Regenerated);
        Assert.Equal(Outcome.Clean, Check(report).Outcome);
        Assert.DoesNotContain(report.Findings, f => f.Subject == "configure");
    }

    [Fact(Explicit = true)]
    public void A_line_that_the_build_system_does_not_make_is_shown_and_judged_alone()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(s_autogen);
        string[] lines = s_configure.Split('\n');
        string changed = string.Join('\n', [.. lines[..5], "eval \"$inert_fixture\"", .. lines[5..]]);
        release.Add("configure", changed, Executable);
        CaseReport report = Audit(release);
        LedgerEntry entry = report.Entry("configure");
        Assert.Equal(AccountKind.Unaccounted, entry.Account.Kind);
        ResidualHunk hunk = Assert.Single(entry.Account.Residual!.Hunks);
        Assert.Equal((6, "eval \"$inert_fixture\""), (hunk.Line, Assert.Single(hunk.Lines)));
        Finding finding = Assert.Single(report.Findings, f => f.Subject == "configure");
        Assert.Equal(("D05", Severity.High), (finding.RuleId, finding.Severity));
        Assert.Contains("line 6 is the first", finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, e => e.Line == 6);
    }

    [Fact(Explicit = true)]
    public void A_date_of_the_release_is_a_carrier_in_a_document_and_a_difference_in_a_script()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(
            "#!/bin/sh\ndate -u -d @$SOURCE_DATE_EPOCH "
            + "'+%Y-%m-%d of a document with more words than its date has' > doc.txt\n"
            + "date -u -d @$SOURCE_DATE_EPOCH '+# %Y-%m-%d' > make.mk\n");
        string day = DateTime.Parse(release.Git("log", "-1", "--format=%cI", "v1.0")).AddDays(2).ToString("yyyy-MM-dd");
        release.Add("doc.txt", $"{day} of a document with more words than its date has\n").Add("make.mk", $"# {day}\n");
        CaseReport report = Audit(release);
        Account account = report.Entry("doc.txt").Account;
        Assert.Equal(AccountKind.Regenerated, account.Kind);
        Assert.Equal((0L, 10), (Assert.Single(account.Carriers).Offset, account.Carriers[0].Length));
        Assert.Equal(AccountKind.Unaccounted, report.Entry("make.mk").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void A_program_that_asks_date_for_now_gets_the_day_of_the_tag_and_one_that_asks_for_a_day_gets_that()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(
            "#!/bin/sh\n{ date -u +%Y-%m-%d; date -u -d @86400 +%Y; date -u --date=1980-02-03 +%d; } > doc.mk\n");
        string seconds = release.Git("log", "-1", "--format=%ct", "v1.0").Trim();
        string day = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds)).UtcDateTime.ToString("yyyy-MM-dd");
        release.Add("doc.mk", $"{day}\n1970\n03\n");
        LedgerEntry entry = Audit(release).Entry("doc.mk");
        Assert.Equal(AccountKind.Regenerated, entry.Account.Kind);
        Assert.Empty(entry.Account.Carriers);
    }

    [Fact(Explicit = true)]
    public void A_program_that_asks_git_for_the_history_gets_the_tags_and_the_tree_is_no_repository()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(
            "#!/bin/sh\n{ git log -1 --format=%H; git log --format=%s -- src/main.c; "
            + "cd src; git log --format=%s main.c; cd ..; git rev-list HEAD | wc -l; } > history.mk\n"
            + "if [ -e .git ] || git rev-parse HEAD || git cat-file -e HEAD:README\n"
            + "then echo it is > repository.mk; fi\n");
        string subjects = release.Git("log", "--format=%s", "v1.0", "--", "src/main.c");
        string head = release.Git("rev-parse", "v1.0^{commit}");
        string commits = release.Git("rev-list", "--count", "v1.0");
        release.Add("history.mk", head + subjects + subjects + commits).Add("repository.mk", "it is\n");
        CaseReport report = Audit(release);
        Assert.NotEmpty(subjects);
        Assert.Equal(AccountKind.Regenerated, report.Entry("history.mk").Account.Kind);
        Assert.Equal(AccountKind.Unaccounted, report.Entry("repository.mk").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void What_a_link_of_the_tree_leads_to_is_what_the_release_has_in_its_place()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(s_autogen + "mkdir more\nln -s ../data.txt more/data.txt\n");
        release.Add("more/data.txt", "data\n");
        Assert.Equal(AccountKind.Regenerated, Audit(release).Entry("more/data.txt").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void Programs_that_lack_and_tracked_macros_that_are_replaced_are_named_where_something_differs()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(
            s_autogen + "xzact-no-such-program || true\necho '# another' > m4/demo.m4\n");
        release.Add("data.txt", "other data\n");
        CaseReport report = Audit(release);
        Assert.Contains(
            report.Notices,
            n => n.What.Contains("not in the sandbox: xzact-no-such-program", StringComparison.Ordinal));
        Assert.Contains(report.Notices, n => n.What.Contains("tag tracks: m4/demo.m4;", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public void The_same_bytes_with_another_mode_are_not_regenerated()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project(s_autogen);
        release.Add("data.txt", "data\n", Executable);
        Assert.Equal(AccountKind.Unaccounted, Audit(release).Entry("data.txt").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void Without_the_option_nothing_is_run()
    {
        string marker = Path.Combine(Path.GetTempPath(), "xzact-ran-" + Guid.NewGuid().ToString("N"));
        using ReleaseFixture release = Project($"#!/bin/sh\necho ran > {marker}\n{s_autogen}");
        release.Add("configure", s_configure, Executable);
        CaseReport report = ReleaseAudit.Run(release.Request());
        Assert.Equal(AccountKind.Unaccounted, report.Entry("configure").Account.Kind);
        Assert.Null(report.Regeneration);
        Assert.DoesNotContain(report.Results, r => r.CheckId == "regeneration");
        Assert.False(File.Exists(marker));

        // With it the same script runs, and the marker of the host is out of its reach.
        SandboxSupport.Require();
        Assert.Equal(AccountKind.Regenerated, Audit(release).Entry("configure").Account.Kind);
        Assert.False(File.Exists(marker));
    }

    [Fact(Explicit = true)]
    public void Where_no_sandbox_can_be_made_nothing_runs_and_the_audit_is_incomplete()
    {
        using ReleaseFixture release = Project(s_autogen);
        release.Add("configure", s_configure, Executable);
        CaseReport report = Audit(release, new()
        {
            Sandbox = _ => throw new SandboxException("no sandbox can be made: not here"),
        });
        Assert.Equal(Outcome.Incomplete, Check(report).Outcome);
        Assert.Contains("not here", Check(report).Reason, StringComparison.Ordinal);
        Assert.True(report.IsIncomplete);
        Assert.Null(report.Regeneration);
        Assert.Equal(AccountKind.Unaccounted, report.Entry("configure").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void A_sandbox_that_fails_its_self_test_runs_nothing_of_the_repository()
    {
        using ReleaseFixture release = Project(s_autogen);
        release.Add("configure", s_configure, Executable);
        List<SandboxCommand> commands = [];
        CaseReport report = Audit(release, new()
        {
            Sandbox = command =>
            {
                commands.Add(command);
                string answers = string.Concat(SandboxSelfTest.Questions.Select(q => $"shut {q}\n"));
                return new(
                    SandboxEnding.Exited, 0, TimeSpan.Zero, 0,
                    answers.Replace("shut loopback", "OPEN loopback: connected", StringComparison.Ordinal));
            },
        });
        Assert.Contains("OPEN loopback", Check(report).Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Incomplete, Check(report).Outcome);
        Assert.Equal("perl", Assert.Single(commands).Arguments[0]);
    }

    [Fact(Explicit = true)]
    public void Sources_with_known_malicious_content_are_not_run()
    {
        using ReleaseFixture release = Project(s_autogen);
        release.Add("configure", s_configure, Executable).Remove("src/main.c");
        string blob = release.Git("rev-parse", "v1.0:src/main.c").Trim();
        bool ran = false;
        CaseReport report = ReleaseAudit.Run(release.Request() with
        {
            Indicators = IndicatorList.Parse($"git-blob | {blob} | x | 2024-01-01 | TEST-1 | test"),
            Regeneration = new()
            {
                Sandbox = _ =>
                {
                    ran = true;
                    throw new SandboxException("");
                },
            },
        });
        Assert.False(ran);
        Assert.Contains("known malicious (TEST-1)", Check(report).Reason, StringComparison.Ordinal);
        Assert.True(report.IsIncomplete);
    }

    [Fact(Explicit = true)]
    public void A_build_system_that_never_ends_is_ended_and_the_audit_is_incomplete()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project("#!/bin/sh\necho data > data.txt\nsleep 600\n");
        release.Add("data.txt", "data\n").Add("configure", s_configure, Executable);
        CaseReport report = Audit(release, new() { TimeLimit = TimeSpan.FromSeconds(2) });
        Assert.Equal(Outcome.Incomplete, Check(report).Outcome);
        Assert.Contains("time limit of 2 s", Check(report).Reason, StringComparison.Ordinal);
        Assert.Equal(AccountKind.Regenerated, report.Entry("data.txt").Account.Kind);
    }

    [Fact(Explicit = true)]
    public void A_step_that_fails_is_named_with_what_it_said_last()
    {
        SandboxSupport.Require();
        using ReleaseFixture release = Project("#!/bin/sh\necho no such tool\nexit 5\n");
        release.Remove("configure.ac").Add("data.txt", "data\n");
        CaseReport report = Audit(release);
        Assert.Equal(Outcome.Incomplete, Check(report).Outcome);
        Assert.Contains("bootstrap ended with 5 (no such tool)", Check(report).Reason, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Make_distdir_fills_a_release_tree_and_other_files_are_made_by_name()
    {
        SandboxSupport.Require();
        const string Makefile = "distdir:\n\tmkdir -p demo-1.0\n\tcp configure demo-1.0/\n\techo one > demo-1.0/one\n"
            + "doc/two:\n\tmkdir -p doc\n\techo two > doc/two\n";
        string autogen = "#!/bin/sh\nprintf '#!/bin/sh\\nmv Makefile.src Makefile\\n' > configure\nchmod +x configure\n"
            + $"cat > Makefile.src <<'END'\n{Makefile}END\n";
        using ReleaseFixture release = Project(autogen);
        release.Add("one", "one\n").Add("doc/two", "two\n");
        CaseReport report = Audit(release);
        Assert.Equal(AccountKind.Regenerated, report.Entry("one").Account.Kind);
        Assert.Equal(AccountKind.Regenerated, report.Entry("doc/two").Account.Kind);
    }

    // Each attempt writes what came of it into a file; only if every one failed is that file the archive's.
    [Fact(Explicit = true)]
    public void A_hostile_bootstrap_gets_nowhere()
    {
        SandboxSupport.Require();
        using TcpListener tcp = new(IPAddress.Loopback, 0);
        tcp.Start();
        string name = Guid.NewGuid().ToString("N");
        string socketPath = Path.Combine(Path.GetTempPath(), name);
        using Socket hidden = Listen("\0" + name);
        using Socket path = Listen(socketPath);
        try
        {
            string script = Hostile(((IPEndPoint)tcp.LocalEndpoint).Port, name, socketPath, Environment.ProcessId);
            using ReleaseFixture release = Project(script);
            release.Add("attempts.txt", """
                loopback: 0
                abstract socket: 0
                path socket: 0
                home of the user: 0
                one folder up: 0
                absolute path: 0
                the archive: 0
                the user's variables: 0
                fork bomb: 0
                memory: 0
                one huge file: 0
                outside processes: 0
                tracing the first process: 0

                """).Add("secret-of-the-archive.txt", "INERT TEST FIXTURE 5b1d\n");
            CaseReport report = Audit(release);
            LedgerEntry entry = report.Entry("attempts.txt");
            Assert.True(
                entry.Account.Kind == AccountKind.Regenerated,
                string.Join('\n', entry.Account.Residual?.Hunks.SelectMany(h => h.RegeneratedLines) ?? [])
                    + entry.Account.Reason);
            Assert.Empty(SandboxSupport.Alive(name));
        }
        finally
        {
            File.Delete(socketPath);
        }
    }

    private static Socket Listen(string address)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        socket.Listen();
        if (address[0] != '\0' && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(address, (UnixFileMode)0b111_111_111);
        }

        return socket;
    }

    private static string Hostile(int port, string name, string socketPath, int process) => $$"""
        #!/bin/sh
        exec perl - {{port}} {{name}} {{socketPath}} {{process}} <<'END' > attempts.txt
        use strict;
        use Socket;
        $| = 1;
        my ($port, $name, $path, $process) = @ARGV;
        sub say_it { print "$_[0]: ", ($_[1] ? 1 : 0), "\n" }
        sub reach { my $s; socket($s, $_[0], SOCK_STREAM, 0) && connect($s, $_[1]) }
        sub put { my $f; open($f, '>', $_[0]) && print $f 'x' }
        say_it('loopback', reach(PF_INET, pack_sockaddr_in($port, inet_aton('127.0.0.1'))));
        say_it('abstract socket', reach(PF_UNIX, pack('S', AF_UNIX) . "\0$name"));
        say_it('path socket', reach(PF_UNIX, pack_sockaddr_un($path)));
        say_it('home of the user', scalar(grep { !m{/\.\.?$} } map { glob("/$_/.* /$_/* /$_/*/.*") } qw(root home)));
        say_it('one folder up', put('../../../../../../tmp/x') || put('../../x') || put('/build/../x'));
        say_it('absolute path', put('/tmp/x') || put('/usr/x') || put('/etc/x') || put('/input/x') || put("$path.x"));
        say_it('the archive', `grep -rl 5b1d /input /build 2>/dev/null` =~ /secret/);
        say_it('the user\'s variables', scalar(grep { /USER|DOTNET|LANG$|SSH|TERM/ } keys %ENV));
        my ($refused, @forks) = 0;
        for (1 .. 600) {
          my $child = fork;
          if (!defined $child) { $refused++ } elsif ($child) { push @forks, $child }
          else { $0 = $name; $SIG{TERM} = $SIG{HUP} = 'IGNORE'; close STDOUT; sleep 600; exit }
        }
        say_it('fork bomb', !$refused || @forks > 300);
        kill 9, @forks;
        waitpid $_, 0 for @forks;
        say_it('memory', system($^X, '-e', 'my $x = "a" x (3 << 30); exit 0') == 0);
        say_it('one huge file', system('truncate -s 2000000000 huge 2> /dev/null') == 0);
        say_it('outside processes', $process > 1000 && kill(0, $process));
        my $memory;
        say_it('tracing the first process', readlink('/proc/1/root') || open($memory, '<', '/proc/1/mem'));
        my $left = fork;
        if (defined $left && !$left) { setpgrp; $0 = $name; close STDOUT; sleep 600 }
        END
        """;

    // The archive's copy of the script is the tag's, so that only what the test adds is open.
    private static ReleaseFixture Project(string autogen)
    {
        ReleaseFixture release = new();
        File.WriteAllText(Path.Combine(release.Repository, "autogen.sh"), autogen);
        release.Git("rm", "--quiet", "--cached", "gnulib");
        release.Git("add", "autogen.sh");
        release.Git("commit", "--quiet", "--message", "x");
        release.Git("tag", "--force", "v1.0");
        return release.Change("autogen.sh", f => f with { Content = autogen });
    }

    private static CaseReport Audit(ReleaseFixture release, RegenerationOptions? options = null) =>
        ReleaseAudit.Run(release.Request() with { Regeneration = options ?? new() });

    private static CheckResult Check(CaseReport report) => report.Results.Single(r => r.CheckId == "regeneration");
}
