using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Options;

public sealed class OptionParserTests
{
    private readonly List<string> _seen = [];

    private OptionContext Context { get; } = new(new Settings(), new Reporter("xz"));

    private Option[] Table =>
    [
        Make("keep", 'k', ArgumentRule.None),
        Make("suffix", 'S', ArgumentRule.Required),
        Make("files", '\0', ArgumentRule.Optional),
        Make("files0", '\0', ArgumentRule.Optional),
        Make("memlimit", 'M', ArgumentRule.Required) with { Meaning = "limit" },
        Make("memory", 'M', ArgumentRule.Required) with { Meaning = "limit" },
        Make("stop", 's', ArgumentRule.None) with { Action = (context, _) => context.ExitStatus = 0 },
        Make("", '9', ArgumentRule.None),
        Make("later", 'l', ArgumentRule.None) with { IsOwn = true },
    ];

    [Theory]
    [InlineData("-k a --keep b", "keep keep | a b")]
    [InlineData("-kSx9 a", "keep suffix=x9 | a")]
    [InlineData("-k9S x a", "keep 9 suffix=x | a")]
    [InlineData("-S -k a", "suffix=-k | a")]
    [InlineData("--suffix a b", "suffix=a | b")]
    [InlineData("--suf=a=b c", "suffix=a=b | c")]
    [InlineData("--files a", "files | a")]
    [InlineData("--files=a --files0= b", "files=a files0= | b")]
    [InlineData("--me 5", "memlimit=5 | ")]
    [InlineData("a -- -k --keep", " | a -k --keep")]
    [InlineData("- a", " | - a")]
    [InlineData("-s --bogus", " | ")]
    public void Words_become_options_and_operands(string words, string expected) =>
        Assert.Equal(expected, Parse(words, posixlyCorrect: false));

    [Theory]
    [InlineData("-k a -k", "keep | a -k")]
    [InlineData("-k -- a", "keep | a")]
    [InlineData("- -k", " | - -k")]
    public void The_first_operand_may_end_the_options(string words, string expected) =>
        Assert.Equal(expected, Parse(words, posixlyCorrect: true));

    [Theory]
    [InlineData("--bogus=1", "unrecognized option '--bogus=1'")]
    [InlineData("-x", "invalid option -- 'x'")]
    [InlineData("-kx", "invalid option -- 'x'")]
    [InlineData("-S", "option requires an argument -- 'S'")]
    [InlineData("--suffix", "option '--suffix' requires an argument")]
    [InlineData("--kee=1", "option '--keep' doesn't allow an argument")]
    [InlineData("--fil=x", "option '--fil=x' is ambiguous; possibilities: '--files' '--files0'")]
    public void Wrong_words_are_refused_and_point_to_the_help(string words, string message)
    {
        UsageException error = Assert.Throws<UsageException>(() => Parse(words, posixlyCorrect: false));
        Assert.Equal([message], error.Lines);
        Assert.True(error.PointsToHelp);
    }

    [Fact]
    public void An_option_of_our_own_must_be_typed_in_full()
    {
        UsageException error = Assert.Throws<UsageException>(() => Parse("--late", posixlyCorrect: false));
        Assert.Equal(["unrecognized option '--late'"], error.Lines);
        Assert.Equal("later | ", Parse("--later", posixlyCorrect: false));
    }

    private Option Make(string name, char letter, ArgumentRule rule) =>
        new(name, letter, OptionGroup.Other, "", (_, argument) =>
            _seen.Add((name.Length > 0 ? name : letter.ToString()) + (argument is null ? "" : "=" + argument)))
        {
            Rule = rule,
        };

    private string Parse(string words, bool posixlyCorrect)
    {
        List<string> operands = OptionParser.Parse(Table, words.Split(' '), posixlyCorrect, Context);
        return $"{string.Join(' ', _seen)} | {string.Join(' ', operands)}";
    }
}
