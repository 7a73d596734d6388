using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GlobSetTests
{
    private static readonly string[] s_sets =
    [
        "[abc]", "[!abc]", "[^abc]", "[a-f]", "[f-a]", "[a-]", "[-a]", "[--a]", "[a-c-e]", "[]a]", "[!]a]", "[]-a]",
        "[\\]a]", "[\\a-\\f]", "[a\\-f]", "[+-\\]]", "[[a]", "[[-a]", "[a[:digit:]-z]", "[[:digit:]-z]", "[a-[:digit:]",
        "[[:alnum:]]", "[[:alpha:]]", "[[:blank:]]", "[[:cntrl:]]", "[[:digit:]]", "[[:graph:]]", "[[:lower:]]",
        "[[:print:]]", "[[:punct:]]", "[[:space:]]", "[[:upper:]]", "[[:xdigit:]]", "[![:alpha:]_]",
        "[[:nope:]]", "[[:al]", "[[:alpha]", "[[:]", "[[:]]", "[[::]]", "[a[:x-z]", "[![:b]", "[!]", "[]", "[", "[a",
        "[a-", "[a\\", "[a\\]", "[[:alpha:]", "[[:alpha:", "[!", "[**]", "[?]", "[/a]", "[.-0]",
    ];

    [Fact]
    public void Every_set_holds_the_characters_that_git_finds_in_it()
    {
        using var fixture = new GitFixture();
        char[] characters = [.. Enumerable.Range(1, 127).Select(code => (char)code).Where(c => c != '/')];
        string[] paths = [.. characters.Select(c => $"x{c}y")];
        IEnumerable<string> lines = s_sets.Select((set, i) => $"\"{Quote($"x{set}y")}\" a{i}\n");
        fixture.Write(".gitattributes", string.Concat(lines));
        string[] answers =
        [
            .. fixture.Git(
                ["check-attr", "-z", .. Enumerable.Range(0, s_sets.Length).Select(i => $"a{i}"), "--", .. paths])
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where((_, i) => i % 3 == 2),
        ];
        Assert.Equal(paths.Length * s_sets.Length, answers.Length);

        List<string> differences = [];
        for (int i = 0; i < answers.Length; i++)
        {
            (char character, string set) = (characters[i / s_sets.Length], s_sets[i % s_sets.Length]);
            bool ours = new GlobPattern($"x{set}y", "").IsMatch($"x{character}y", isFolder: false);
            if (ours != (answers[i] == "set"))
            {
                differences.Add($"{set} on U+{(int)character:X4}: git {answers[i]}, ours {ours}");
            }
        }

        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("[ab]c", 0, 3)]
    [InlineData("x[]]y", 1, 3)]
    [InlineData("x[[:digit:]]", 1, 11)]
    [InlineData("[[:x]]", 0, 4)]
    public void The_index_moves_to_the_closing_bracket(string pattern, int opening, int closing)
    {
        int index = opening;

        Assert.True(GlobSet.TryParse(pattern, ref index, out Func<char, bool>? contains));

        Assert.Equal(closing, index);
        Assert.NotNull(contains);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[!")]
    [InlineData("[]")]
    [InlineData("[a-")]
    [InlineData("[a\\")]
    [InlineData("[a\\]")]
    [InlineData("[[:alpha:")]
    [InlineData("[[:")]
    [InlineData("[[:nope:]]")]
    public void A_set_without_end_or_of_an_unknown_class_is_none(string pattern)
    {
        int index = 0;

        Assert.False(GlobSet.TryParse(pattern, ref index, out _));
    }

    private static string Quote(string pattern)
    {
        var quoted = new StringBuilder(pattern);
        return quoted.Replace("\\", "\\\\").Replace("\"", "\\\"").ToString();
    }
}
