using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Tests.Streams;

public sealed class ActionRulesTests
{
    private readonly ActionRules _rules = new();

    [Theory]
    [InlineData(LzmaAction.SyncFlush)]
    [InlineData(LzmaAction.FullFlush)]
    [InlineData(LzmaAction.FullBarrier)]
    public void A_flush_goes_on_with_the_same_input_until_it_is_done(object begun)
    {
        var flush = (LzmaAction)begun;
        Assert.Null(_rules.Enter(flush, 10));
        Assert.Equal(LzmaRet.Ok, _rules.Leave(LzmaRet.Ok, 4, hasMoved: true));
        Assert.Equal(LzmaRet.ProgError, _rules.Enter(LzmaAction.Run, 4));
        Assert.Equal(LzmaRet.ProgError, _rules.Enter(LzmaAction.Finish, 4));
        Assert.Equal(LzmaRet.ProgError, _rules.Enter(flush, 5));
        Assert.Null(_rules.Enter(flush, 4));
        Assert.Equal(LzmaRet.StreamEnd, _rules.Leave(LzmaRet.StreamEnd, 0, hasMoved: true));
        Assert.Null(_rules.Enter(LzmaAction.Run, 7));
    }

    [Theory]
    [InlineData(LzmaAction.Run)]
    [InlineData(LzmaAction.Finish)]
    public void After_the_end_every_call_tells_the_end(object last)
    {
        Assert.Null(_rules.Enter((LzmaAction)last, 0));
        Assert.Equal(LzmaRet.StreamEnd, _rules.Leave(LzmaRet.StreamEnd, 0, hasMoved: true));
        Assert.Equal(LzmaRet.StreamEnd, _rules.Enter(LzmaAction.Run, 3));
        Assert.Equal(LzmaRet.StreamEnd, _rules.Enter(LzmaAction.Finish, 9));
    }

    [Theory]
    [InlineData(LzmaRet.MemError)]
    [InlineData(LzmaRet.FormatError)]
    [InlineData(LzmaRet.OptionsError)]
    [InlineData(LzmaRet.DataError)]
    [InlineData(LzmaRet.ProgError)]
    public void A_failure_is_told_once(object failure)
    {
        Assert.Null(_rules.Enter(LzmaAction.Run, 1));
        Assert.Equal((LzmaRet)failure, _rules.Leave((LzmaRet)failure, 0, hasMoved: true));
        Assert.Equal(LzmaRet.ProgError, _rules.Enter(LzmaAction.Run, 0));
        Assert.Equal(LzmaRet.ProgError, _rules.Enter(LzmaAction.Finish, 0));
    }

    [Theory]
    [InlineData(LzmaRet.NoCheck)]
    [InlineData(LzmaRet.UnsupportedCheck)]
    [InlineData(LzmaRet.GetCheck)]
    [InlineData(LzmaRet.MemlimitError)]
    public void What_is_no_failure_lets_the_next_call_in(object note)
    {
        Assert.Null(_rules.Enter(LzmaAction.Run, 1));
        Assert.Equal((LzmaRet)note, _rules.Leave((LzmaRet)note, 1, hasMoved: false));
        Assert.Null(_rules.Enter(LzmaAction.Run, 1));
    }

    [Fact]
    public void The_second_call_without_progress_is_told_and_the_stream_goes_on()
    {
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.Ok, hasMoved: false));
        Assert.Equal(LzmaRet.BufError, Call(LzmaRet.Ok, hasMoved: false));
        Assert.Equal(LzmaRet.BufError, Call(LzmaRet.Ok, hasMoved: false));
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.Ok, hasMoved: true));
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.Ok, hasMoved: false));
    }

    [Fact]
    public void Waiting_too_long_counts_as_progress()
    {
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.Ok, hasMoved: false));
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.TimedOut, hasMoved: false));
        Assert.Equal(LzmaRet.Ok, Call(LzmaRet.Ok, hasMoved: false));
    }

    [Fact]
    public void A_wish_for_another_place_takes_the_end_back()
    {
        Assert.Null(_rules.Enter(LzmaAction.Finish, 10));
        Assert.Equal(LzmaRet.SeekNeeded, _rules.Leave(LzmaRet.SeekNeeded, 0, hasMoved: true));
        Assert.Null(_rules.Enter(LzmaAction.Run, 99));
    }

    private LzmaRet Call(object result, bool hasMoved)
    {
        Assert.Null(_rules.Enter(LzmaAction.Run, 0));
        return _rules.Leave((LzmaRet)result, 0, hasMoved);
    }
}
