using Xzact.Audit.Behaviour;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Tests.Behaviour;

public sealed class CallgrindReaderTests
{
    private const string Whole =
        "positions: line\nevents: Ir\n\nob=(1) /a/libdemo.so.5.8\nfn=(1) helper\n0 10\n"
        + "cob=(2) /b/libc.so.6\ncfn=(2) getenv\n"
        + "calls=1 34\n0 70\n0 5\n\nfn=(3) 0x1100\n0 2\n\nob=(2)\nfn=(2)\n0 70\n\ntotals: 87\n";

    private static CallgrindReader Read(string text)
    {
        CallgrindReader reader = new(new(BehaviourCommand.Parse("/bin/demo")));
        reader.Read(new StringReader(text));
        return reader;
    }

    [Fact]
    public void Functions_have_what_they_spend_alone_and_with_what_they_call()
    {
        CallgrindReader reader = Read(Whole);
        Assert.Equal(87, reader.Total);
        Assert.Equal(new FunctionInstructions(15, 85), reader.Functions[("libdemo.so", "helper")]);
        Assert.Equal(new FunctionInstructions(70, 70), reader.Functions[("libc.so", "getenv")]);
        Assert.Equal(2, reader.Functions[("libdemo.so", FunctionCost.NoName)].Self);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ob=a\nfn=b\n0 10\n")]
    [InlineData("ob=a\nfn=b\n0 10\ntotals: 11\n")]
    [InlineData("ob=a\nfn=b\n0 -10\ntotals: 10\n")]
    [InlineData("ob=a\nfn=b\n0 99999999999999999999\ntotals: 10\n")]
    public void What_is_not_whole_is_refused(string text) => Assert.Throws<MeasureException>(() => Read(text));
}
