using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Chain;

namespace Xzact.Audit.Tests.Chain;

public sealed class StoryJoinerTests
{
    private static readonly DateTimeOffset s_release = new(2025, 1, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Findings_about_one_file_are_one_story() => Assert.Equal(
        ["m4/a.m4: Source Release"],
        Joined((ChainStage.Source, Finding("D13", "m4/a.m4")), (ChainStage.Release, Finding("D01", "m4/a.m4"))));

    [Fact]
    public void A_finding_that_names_the_file_of_another_joins_it() => Assert.Equal(
        ["m4/a.m4: Source Release Build"],
        Joined(
            (ChainStage.Source, Finding("D13", "m4/a.m4", "tests/data.bin")),
            (ChainStage.Release, Finding("D01", "m4/a.m4")),
            (ChainStage.Build, Finding("D55", "./tests/data.bin"))));

    [Fact]
    public void What_both_only_name_as_evidence_joins_nothing() => Assert.Empty(
        Joined(
            (ChainStage.Source, Finding("D13", "m4/a.m4", "configure.ac")),
            (ChainStage.Release, Finding("D01", "m4/b.m4", "configure.ac"))));

    [Fact]
    public void One_link_alone_has_no_story() => Assert.Empty(
        Joined((ChainStage.Release, Finding("D01", "m4/a.m4")), (ChainStage.Release, Finding("D03", "m4/a.m4"))));

    [Theory]
    [InlineData("src/.libs/libdemo.so.1.2.3", "usr/lib/libdemo.so.1")]
    [InlineData("src/sum.o", "libdemo.a/sum.o")]
    public void Binaries_go_by_their_names_from_the_build_on(string built, string installed) => Assert.Equal(
        [$"{built}: Build Binary"],
        Joined((ChainStage.Build, Finding("D57", built)), (ChainStage.Binary, Finding("D33", installed))));

    [Theory]
    [InlineData("src/main.c", "other/main.c")]
    [InlineData("libdemo.so.1", "libdemo2.so.1")]
    public void Other_names_and_other_files_do_not(string one, string other) => Assert.Empty(
        Joined((ChainStage.Build, Finding("D57", one)), (ChainStage.Binary, Finding("D33", other))));

    [Fact]
    public void A_story_has_the_spans_that_its_files_came_in_and_no_others()
    {
        ProjectHistory history = new()
        {
            Opaque = [new(s_release.AddDays(-9), "c1", 1, "tests/data.bin", Rewritten: false, 9, null)],
            Windows =
            [
                Window("D82", s_release.AddDays(-10), s_release.AddDays(-8)),
                Window("D84", s_release.AddDays(-1), s_release.AddDays(1)),
                Window("D81", s_release.AddDays(-7), s_release.AddDays(-2)),
            ],
        };
        ChainStory story = Assert.Single(new StoryJoiner(history, s_release).Join(Links(
            (ChainStage.Source, Finding("D20", "tests/data.bin")),
            (ChainStage.Build, Finding("D55", "tests/data.bin")))));
        Assert.Equal(["D82", "D84"], story.Windows.Select(w => w.RuleId));
    }

    [Fact]
    public void Findings_about_people_join_nothing() => Assert.Empty(Joined(
        (ChainStage.People, Finding("D82", "tests/data.bin")), (ChainStage.Source, Finding("D20", "tests/data.bin"))));

    private static IEnumerable<string> Joined(params (ChainStage, Finding)[] findings) =>
        new StoryJoiner(null, null).Join(Links(findings))
            .Select(story => $"{story.Subject}: {string.Join(' ', story.Stages)}");

    private static ChainLink[] Links(params (ChainStage Stage, Finding Finding)[] findings) =>
    [
        .. Enum.GetValues<ChainStage>().Select(stage => new ChainLink(stage, LinkState.Found, "")
        {
            Findings = [.. findings.Where(f => f.Stage == stage).Select(f => f.Finding)],
        }),
    ];

    private static Finding Finding(string rule, string subject, params string[] evidence) => new(
        rule, Severity.Medium, subject, "It is so.", rule + subject, [.. evidence.Select(p => new Evidence("so", p))]);

    private static EvidenceWindow Window(string rule, DateTimeOffset from, DateTimeOffset to) =>
        new(from, to, rule, "P1", "Because.", []);
}
