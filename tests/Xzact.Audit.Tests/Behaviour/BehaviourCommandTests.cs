using Xzact.Audit.Behaviour;

namespace Xzact.Audit.Tests.Behaviour;

public sealed class BehaviourCommandTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("a 'b c' \"d \\\" e\" ''", "a|b c|d \" e|")]
    [InlineData("a\\ b x=1", "a b|x=1")]
    public void Words_are_split_as_in_a_shell(string text, string words) =>
        Assert.Equal(words, string.Join('|', BehaviourCommand.Parse(text).Words));

    [Fact]
    public void Variables_stand_in_front()
    {
        BehaviourCommand command = BehaviourCommand.Parse("A=1 B='2 3' /bin/x C=4");
        Assert.Equal(["/bin/x", "C=4"], command.Words);
        Assert.Equal("2 3", command.Variables["B"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A=1")]
    [InlineData("a 'b")]
    public void What_names_no_program_is_refused(string text) =>
        Assert.Throws<AuditInputException>(() => BehaviourCommand.Parse(text));
}
