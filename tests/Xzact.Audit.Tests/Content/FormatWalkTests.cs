using Xzact.Audit.Content;

namespace Xzact.Audit.Tests.Content;

public sealed class FormatWalkTests
{
    [Fact]
    public void Holes_overlaps_and_rests_become_spans_that_cover_everything_once()
    {
        FormatWalk walk = Walk([.. Enumerable.Repeat((byte)1, 100)]);
        walk.Claim(10, 20, SpanKind.Content, "a");
        walk.Claim(20, 20, SpanKind.Structure, "b");
        walk.Claim(60, 10, SpanKind.Content, "c");
        walk.ClaimRest(50, 30, SpanKind.Damaged, "rest");
        Assert.Equal(
            [
                new(0, 10, SpanKind.Gap, "between parts"), new(10, 20, SpanKind.Content, "a"),
                new(30, 10, SpanKind.Structure, "b"), new(40, 10, SpanKind.Gap, "between parts"),
                new(50, 10, SpanKind.Damaged, "rest"), new(60, 10, SpanKind.Content, "c"),
                new(70, 10, SpanKind.Damaged, "rest"), new(80, 20, SpanKind.AfterEnd, "after the end"),
            ],
            walk.Spans());
    }

    [Fact]
    public void Zeros_that_nothing_claims_are_padding()
    {
        FormatWalk walk = Walk(new byte[20]);
        walk.Take(5, SpanKind.Structure, "header");
        Assert.Equal([SpanKind.Structure, SpanKind.Padding], walk.Spans().Select(span => span.Kind));
    }

    [Fact]
    public void Taking_more_than_there_is_claims_what_is_there_and_breaks()
    {
        FormatWalk walk = Walk([1, 2, 3]);
        FormatBreakException broken = Assert.Throws<FormatBreakException>(
            () => walk.Take(long.MaxValue, SpanKind.Content, "all"));
        Assert.Equal(DamageKind.Truncated, broken.Damage.Kind);
        Assert.Equal(new ContentSpan(0, 3, SpanKind.Content, "all"), Assert.Single(walk.Spans()));
        Assert.Throws<FormatBreakException>(() => walk.U32(-1));
        Assert.Throws<FormatBreakException>(() => walk.U16(2));
        Assert.Throws<FormatBreakException>(() => walk.U64(long.MaxValue));
    }

    [Fact]
    public void Many_spans_are_put_together_without_losing_what_is_not_accounted_for()
    {
        FormatWalk walk = new(Enumerable.Repeat((byte)1, 1000).ToArray(), new ContentBudget(new() { MaxSpans = 10 }));
        for (int i = 0; i < 1000; i += 2)
        {
            walk.Claim(i, 1, SpanKind.Content, "a");
        }

        IReadOnlyList<ContentSpan> spans = walk.Spans();
        Assert.InRange(spans.Count, 1, 10);
        Assert.Equal(1000, spans.Sum(span => span.Length));
        Assert.InRange(spans.Where(span => !span.IsAccounted).Sum(span => span.Length), 500, 1000);
    }

    private static FormatWalk Walk(byte[] data) => new(data, new ContentBudget(ContentLimits.Default));
}
