using System.Text;
using Xzact.Audit.Behaviour;

namespace Xzact.Audit.Tests.Behaviour;

public sealed class MemcheckReaderTests
{
    private const string Whole = """
        <valgrindoutput><error><unique>0x0</unique><tid>1</tid><kind>InvalidWrite</kind><what>Invalid write</what>
        <stack><frame><ip>0x1</ip><obj>/a/libdemo.so.1</obj><fn>helper</fn></frame>
        <frame><ip>0x2</ip><obj>/bin/demo</obj>
        </frame></stack><auxwhat>after</auxwhat><stack><frame><ip>0x3</ip><fn>malloc</fn></frame></stack></error>
        <errorcounts><pair><count>3</count><unique>0x0</unique></pair></errorcounts></valgrindoutput>
        """;

    private static IReadOnlyDictionary<(string Kind, string Stack), long> Read(string text) => MemcheckReader.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), new(BehaviourCommand.Parse("/bin/demo")));

    [Fact]
    public void An_error_has_a_kind_a_stack_and_a_count()
    {
        ((string kind, string stack), long count) = Assert.Single(Read(Whole));
        Assert.Equal(("InvalidWrite", 3), (kind, count));
        Assert.Equal(["helper in libdemo.so", "(without a name) in (program)"], MemcheckReader.Frames(stack));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<valgrindoutput>")]
    [InlineData("<other/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><valgrindoutput></valgrindoutput>")]
    public void What_is_not_whole_is_refused(string text) => Assert.Throws<MeasureException>(() => Read(text));
}
