using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release;

// Through the audit; what hides where is in the table of variants.
public sealed class CarriedDataTests
{
    private static readonly string s_encoded = new('Q', 200);

    private static Finding[] Find(Action<ReleaseFixture> change, params (string, string)[] tracked)
    {
        using ReleaseFixture release = new(tracked);
        change(release);
        return [.. release.Audit().Findings.Where(f => f.RuleId == "D45")];
    }

    [Theory]
    [InlineData("po/de.po", "# short words and https://example.org/an/address/that/is/long/but/no/encoding\n")]
    [InlineData("po/de.po", "msgid \"\"\nmsgstr \"\"\n")]
    [InlineData("ChangeLog", "2020-01-01  nobody\n\n\tsome words\n")]
    [InlineData("doc/picture.png", "a picture")]
    [InlineData(".version", "1.0\n")]
    [InlineData("po/stamp-po", "timestamp\n")]
    [InlineData("VERSION", "v1.0\n")]
    [InlineData("VERSION", "MAJOR=1\nMINOR=0\n")]
    public void Honest_files_carry_nothing(string path, string content) =>
        Assert.Empty(Find(release => release.Add(path, content)));

    [Theory]
    [InlineData("po/de.po", 2)]
    [InlineData("ChangeLog", 2)]
    public void A_long_word_is_shown_with_its_line(string path, int line)
    {
        Finding found = Assert.Single(Find(release => release.Add(path, $"words\n{s_encoded}\n")));
        Assert.Equal((path, Severity.Medium), (found.Subject, found.Severity));
        Assert.Equal(line, found.Evidence[0].Line);
    }

    [Fact]
    public void A_long_word_that_the_tag_has_too_is_not_new() => Assert.Empty(Find(
        release => release.Change("po/de.po", f => f with { Content = f.Content + "\n# more words\n" }),
        ("po/de.po", $"# {s_encoded}\n")));

    [Theory]
    [InlineData("m4/read.m4", Severity.High)]
    [InlineData("README.read", Severity.Medium)]
    public void Only_build_text_that_nothing_explains_counts_as_a_reader(string reader, Severity severity)
    {
        Finding found = Assert.Single(Find(release => release
            .Add("po/de.po", $"words\n{s_encoded}\n").Add(reader, "x=`cat po/de.po`\n")));
        Assert.Equal(severity, found.Severity);
    }

    [Theory]
    [InlineData("1.0\"; date; \"")]
    [InlineData("1.0$(date)")]
    [InlineData("1.0\n`date`\n")]
    public void A_version_that_ends_a_quote_and_that_the_tag_reads_is_high(string version)
    {
        Finding found = Assert.Single(Find(
            release => release.Add("VERSION", version), ("Makefile", "all:\n\techo \"$(shell cat VERSION)\"\n")));
        Assert.Equal(("VERSION", Severity.High), (found.Subject, found.Severity));
    }

    [Fact]
    public void A_version_stamp_that_the_tag_reads_is_high()
    {
        Finding found = Assert.Single(Find(
            release => release.Add(".tarball-version", "1.0; date\n"),
            ("m4/version.m4", "m4_esyscmd([cat .tarball-version])\n")));
        Assert.Equal(Severity.High, found.Severity);
    }

    // Test data with the ending of source text is test data to what reads it.
    [Theory]
    [InlineData("tests/good-1.js", "check:\n\ttail -c +9 tests/good-1.js > hook\n\tsh hook\n", Severity.High)]
    [InlineData("tests/good-1.c", "check:\n\tfor f in tests/good-*; do tail $$f; done | sh\n", Severity.High)]
    [InlineData("tests/good-1.map", "check:\n\t./demo tests/good-1.map\n", Severity.Medium)]
    [InlineData("tests/good-1.c", "check:\n\t$(CC) -c tests/good-1.c\n", null)]
    [InlineData("tests/good-1.js", "all:\n", null)]
    [InlineData("src/good-1.js", "check:\n\tcat src/good-1.js | sh\n", Severity.High)]
    [InlineData("src/good-1.js", "check:\n\t./demo src/good-1.js\n", null)]
    public void Source_text_among_tests_counts_where_it_is_read(string path, string makefile, Severity? severity) =>
        Assert.Equal(
            severity,
            Find(release => release.Add(path, ": INERT TEST FIXTURE\n"), ("Makefile", makefile)).SingleOrDefault()
                ?.Severity);

    [Fact]
    public void A_script_may_run_what_a_makefile_writes() => Assert.Equal(
        Severity.High,
        Assert.Single(Find(
            release => release.Add("tests/good-1.bin", ": INERT TEST FIXTURE\n"),
            ("Makefile", "check:\n\tsed 1d tests/good-1.bin > helper\n"), ("tests/run.sh", "sh ../helper\n")))
            .Severity);

    [Fact]
    public void Object_code_is_found_under_any_name() => Assert.Equal(
        "doc/picture.png",
        Assert.Single(Find(release => release.Add("doc/picture.png", "\u007fELF INERT TEST FIXTURE"))).Subject);
}
