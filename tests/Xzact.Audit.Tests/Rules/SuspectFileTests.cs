using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class SuspectFileTests
{
    private static SuspectFile File(string text, string? tag) => new(
        new("a/gen.sh", new(tag is null ? AccountKind.Unaccounted : AccountKind.Modified, "r"))
        {
            Role = FileRole.Script,
        },
        text,
        tag);

    [Fact]
    public void Every_line_of_an_added_file_is_new() =>
        Assert.Equal([1, 3], File("date\n\nuname\n", null).NewLines.Select(l => l.Number));

    [Fact]
    public void In_a_modified_file_only_lines_that_the_tag_lacks_are_new_whatever_their_indentation() =>
        Assert.Equal(["uname"], File("  date\nuname\n", "date\n").NewLines.Select(l => l.Text));

    [Fact]
    public void In_a_regenerated_file_only_lines_of_a_residual_hunk_are_new_even_if_they_stand_elsewhere_too()
    {
        LedgerEntry entry = new("configure", new(AccountKind.Unaccounted, "r")
        {
            Residual = new(ResidualBasis.Regenerated, [new(3, ["date"], 3, [])]),
        })
        {
            Role = FileRole.ConfigureScript,
        };
        SuspectFile file = new(entry, "date\nuname\ndate\n");
        Assert.Equal([3], file.NewLines.Select(l => l.Number));
        Assert.Equal([3], file.NewPipelines.Select(p => p.Line));
    }

    [Fact]
    public void Lines_of_known_parts_are_new_all_the_same()
    {
        Account split = new(AccountKind.Unaccounted, "r")
        {
            Residual = new(ResidualBasis.KnownParts, [new(3, ["date"], null, [])]),
        };
        SuspectFile file = new(
            new("configure", split) { Role = FileRole.ConfigureScript }, "date\nuname\ndate\n");
        Assert.Equal([1, 2, 3], file.NewLines.Select(l => l.Number));
    }

    [Fact]
    public void A_pipeline_is_new_if_one_of_its_lines_is() => Assert.Equal(
        ["cat a |\nsh"], File("cat a |\nsh\ndate\n", "cat a |\ngrep b\ndate\n").NewPipelines
            .Where(p => p.Commands.Count > 1).Select(p => p.Text));

    [Fact]
    public void The_name_is_the_last_part_of_the_path() => Assert.Equal("gen.sh", File("", null).Name);
}
