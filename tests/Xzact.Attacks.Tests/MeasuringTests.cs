using System.Text.Json;
using Xzact.Attacks.Measuring;

namespace Xzact.Attacks.Tests;

// The harness is measured with a scanner of which we know what it finds.
public sealed class MeasuringTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const int Cases = 24;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private static readonly AttackGenerator s_generator = new(11, InertContent.Constant);

    // Says High of every .dat file, and Medium of every .xz file, those of the clean tree too.
    private const string Simple = """
        for f in $(cd "$1" && find . -name '*.dat' -o -name '*.xz' | sort); do
          case $f in *.dat) s=High; r=D91 ;; *) s=Medium; r=D92 ;; esac
          printf '%s{"ruleId":"%s","severity":"%s","subject":"%s","message":"m","evidence":[{"what":"w"}]}' \
            "$comma" $r $s "${f#./}" >> out.$$
          comma=,
        done
        printf '{"complete":true,"findings":[%s]}' "$(cat out.$$ 2>/dev/null)"
        rm -f out.$$; exit 1
        """;

    [Fact]
    public void What_is_counted_is_what_the_scanner_said_beyond_the_clean_tree()
    {
        ScanMeasurement measurement = Measured(Simple);
        static bool isFound(AttackCase c) => c.Files.Any(f => f.Path.EndsWith(".dat", StringComparison.Ordinal));
        static bool isMedium(AttackCase c) =>
            !isFound(c) && c.Files.Any(f => f.Path.EndsWith(".xz", StringComparison.Ordinal));

        Assert.Equal(2 * Cases, measurement.Results.Count);
        Assert.All(measurement.Results, r => Assert.Equal(isFound(r.Case), r.IsHigh));
        Assert.All(measurement.Results, r => Assert.Equal(isMedium(r.Case), r.Worst == FindingSeverity.Medium));
        Assert.Contains(measurement.Results, r => r.IsHigh);
        Assert.Contains(measurement.Results, r => r.Worst == FindingSeverity.Medium);
        Assert.All(measurement.Results.Where(r => r.Worst is null), r => Assert.Equal("nothing is said", r.Reason));

        RecallCount all = RecallCount.Of(measurement.Results, attacks: true)[0];
        Assert.Equal(("attacks", Cases), (all.Value, all.Cases));
        Assert.Equal(measurement.Results.Count(r => r.Case.IsAttack && r.IsHigh), all.High);
        RecallCount blobs = RecallCount.Of(measurement.Results, attacks: true).Single(r => r.Value == "Blob");
        Assert.Equal(blobs.Cases, blobs.High);
        Assert.True(blobs.Cases > 0);
    }

    [Fact]
    public void A_scanner_that_fails_found_nothing_and_the_reason_is_said()
    {
        ScanMeasurement measurement = Measured("""
            test -z "$(find "$1" -name '*.dat')" || { echo broken >&2; exit 70; }
            printf '{"complete":false,"findings":[]}'; exit 3
            """);
        Assert.DoesNotContain(measurement.Results, r => r.IsHigh);
        Assert.Contains(measurement.Results, r => r.Reason == "exit code 70: broken");
        Assert.Contains(measurement.Results, r => r.Reason == "nothing is said; the scan is incomplete");
    }

    [Theory]
    [InlineData("printf 'no report'", "is not a report")]
    [InlineData("printf '{}'", "is not a report")]
    [InlineData("exit 2", "exit code 2")]
    public void Without_a_report_of_the_clean_tree_nothing_is_measured(string script, string why)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Measured(script));
        Assert.Contains(why, fault.Message);
    }

    [Fact]
    public void A_scanner_that_is_not_there_is_named() => Assert.Contains(
        "xzact-no-such-program", new Scanner("xzact-no-such-program", [], s_limit).Scan("folder").Failure);

    [Fact]
    public void A_scanner_that_does_not_end_is_ended() => Assert.Equal(
        "not done after 0 s",
        new Scanner(Command("exec sleep 100"), [], TimeSpan.FromMilliseconds(100)).Scan("folder").Failure);

    [Fact]
    public void Rules_to_leave_out_are_told_to_the_scanner()
    {
        const string Script = """
            printf '{"complete":true,"findings":[{"ruleId":"%s","severity":"Low","subject":"%s",' "$2" "$4"
            printf '"message":"%s","evidence":[]}]}' "$1$3"
            """;
        var scanner = new Scanner(Command(Script), ["D10", "D11"], s_limit);
        ScanFinding said = Assert.Single(scanner.Scan("folder").Report!.Findings);
        Assert.Equal(("D10", "D11", "--without--without"), (said.Rule, said.Subject, said.Message));
    }

    [Fact]
    public void A_finding_names_a_path_by_its_subject_or_evidence_under_any_root()
    {
        ScanReport report = ScanReport.Parse("""
            {"complete":true,"findings":[{"ruleId":"D10","severity":"Critical","subject":"demo/a/b.xz","message":"m",
            "evidence":[{"what":"w","path":"c/d.sh","line":3},{"what":"w"}]}]}
            """);
        ScanFinding one = Assert.Single(report.Findings);
        Assert.True(one.Names("a/b.xz") && one.Names("c/d.sh"));
        Assert.False(one.Names("b/b.xz") || one.Names("xz") || one.Names("d"));
    }

    [Fact]
    public void A_rule_is_switched_off_in_what_the_report_says_of_each()
    {
        ScanReport report = ScanReport.Parse("""
            {"complete":true,"findings":[{"ruleId":"D15","severity":"Critical","subject":"a","message":"m",
            "evidence":[],"severityByRule":{"D15":"Critical","D18":"Medium"}},
            {"ruleId":"D29","severity":"High","subject":"b","message":"m","evidence":[]}]}
            """);
        Assert.Equal(["D15", "D18", "D29"], report.Rules);
        Assert.Equal(
            [("D18", FindingSeverity.Medium), ("D29", FindingSeverity.High)],
            report.Without("D15").Findings.Select(f => (f.Rule, f.Severity)));
        Assert.Equal(FindingSeverity.Critical, report.Without("D18").Findings[0].Severity);
        Assert.Single(report.Without("D29").Findings);
    }

    [Fact]
    public void Without_the_one_rule_that_finds_them_attacks_are_missed()
    {
        ScanMeasurement measurement = Measured(Simple);
        int found = measurement.Results.Count(r => r.Case.IsAttack && r.IsHigh);
        IReadOnlyList<RuleOff> rules = RuleOff.Of(measurement.Results);
        Assert.Equal(["D91", "D92"], rules.Select(r => r.Rule));
        Assert.Equal((found, 0, 0), (rules[0].Matched, rules[0].High, rules[0].NearMisses));
        Assert.Equal((0, found), (rules[1].Matched, rules[1].High));
    }

    // What the scanner says then is believed, not what its report with all rules would make one expect.
    [Fact]
    public void A_rule_is_switched_off_in_a_scan_of_its_own()
    {
        string silent = "test \"$1\" != --without || { printf '{\"complete\":true,\"findings\":[]}'; exit 0; }\n";
        ScanMeasurement all = Measured(Simple);
        int found = all.Results.Count(r => r.Case.IsAttack && r.IsHigh);
        RuleOff[] rules = [.. RuleOff.Of(Measured(silent + Simple, "D92", "D10").Results)];
        Assert.Equal(["D10", "D91", "D92"], rules.Select(r => r.Rule));
        Assert.Equal([0, 0, 0], rules.Select(r => r.High));
        Assert.Equal([found, found, found], rules.Select(r => r.Lower - MediumOnly(all, r)));

        static int MediumOnly(ScanMeasurement all, RuleOff row) => row.Rule == "D91" ? 0
            : all.Results.Count(r => r.Case.IsAttack && r.Worst == FindingSeverity.Medium);
    }

    [Fact]
    public void The_report_holds_each_case_and_says_how_it_was_made()
    {
        ScanMeasurement measurement = Measured(Simple);
        var report = new MeasurementReport(
            new("the command", "scanner", 11, "0123abcd", false, ["D10"]), measurement.Clean, measurement.Results);
        using JsonDocument json = JsonDocument.Parse(report.Json());
        Assert.Equal(2 * Cases, json.RootElement.GetProperty("cases").GetArrayLength());
        Assert.Equal(11, json.RootElement.GetProperty("seed").GetInt64());
        string page = report.Markdown();
        int missed = measurement.Results.Count(r => r.Case.IsAttack && !r.IsHigh);
        Assert.Contains($"Missed attacks: {missed}.", page);
        Assert.Contains("of commit 0123abcd, without D10.", page);
        foreach (CaseResult one in measurement.Results.Where(r => r.Case.IsAttack && !r.IsHigh))
            Assert.Contains($"| {one.Case.Id} | {one.Tree} |", page);
    }

    private ScanMeasurement Measured(string script, params string[] off)
    {
        var measurement = new ScanMeasurement(new Scanner(Command(script), [], s_limit), TextWriter.Null, off);
        measurement.Run(s_generator, trees.All, Cases);
        return measurement;
    }

    private string Command(string script)
    {
        string path = Path.Combine(trees.NewFolder(), "scan.sh");
        File.WriteAllText(path, $"cd \"${{0%/*}}\"\n{script}\n");
        return $"sh {path}";
    }
}
