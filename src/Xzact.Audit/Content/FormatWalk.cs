using System.Buffers.Binary;

namespace Xzact.Audit.Content;

/// <summary>What a format contains, with a name of its own.</summary>
/// <param name="Name">Its name, from the content or for where it is; not sanitised.</param>
/// <param name="Content">The bytes, decoded.</param>
internal sealed record ContentPart(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Content while a format reads it: a place that moves on, and the claims so far.</summary>
internal sealed class FormatWalk(ReadOnlyMemory<byte> memory, ContentBudget budget)
{
    private const int MaxDamages = 64;

    private readonly List<ContentSpan> _claims = [];
    private readonly List<ContentSpan> _rest = [];

    public ReadOnlyMemory<byte> Memory => memory;

    public ReadOnlySpan<byte> Data => memory.Span;

    public ContentBudget Budget => budget;

    /// <summary>The offset of the next byte.</summary>
    public int At { get; set; }

    public int Left => memory.Length - At;

    public ReadOnlySpan<byte> Rest => memory.Span[At..];

    /// <summary>Whether reading ends at the first damage of a stream, because nothing but a whole one counts.
    /// </summary>
    public bool WholeOnly { get; init; }

    public List<ContentDamage> Damages { get; } = [];

    public List<ContentPart> Parts { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Claims the next bytes and passes over them.</summary>
    /// <exception cref="FormatBreakException">There are not so many; those that are there are claimed.</exception>
    public void Take(long length, SpanKind kind, string meaning)
    {
        int taken = (int)Math.Clamp(length, 0, Left);
        Claim(At, taken, kind, meaning);
        At += taken;
        if (taken < length)
        {
            throw new FormatBreakException(
                DamageKind.Truncated, memory.Length, $"{meaning}: {length} bytes, {taken} are there");
        }
    }

    /// <summary>Claims a range; of ranges that overlap, the one that begins first counts.</summary>
    public void Claim(long offset, long length, SpanKind kind, string meaning)
    {
        offset = Math.Clamp(offset, 0, memory.Length);
        length = Math.Clamp(length, 0, memory.Length - offset);
        if (length == 0)
        {
            return;
        }

        if (kind == SpanKind.UnknownPart && !Data.Slice((int)offset, (int)length).ContainsAnyExcept((byte)0))
        {
            (kind, meaning) = (SpanKind.Padding, "zeros");
        }

        if (_claims is [.., var last] && last.End == offset && last.Kind == kind && last.Meaning == meaning)
        {
            _claims[^1] = last with { Length = last.Length + length };
        }
        else
        {
            _claims.Add(new(offset, length, kind, meaning));
        }
    }

    /// <summary>Claims those bytes of a range that nothing else claims.</summary>
    public void ClaimRest(long offset, long length, SpanKind kind, string meaning)
    {
        offset = Math.Clamp(offset, 0, memory.Length);
        _rest.Add(new(offset, Math.Clamp(length, 0, memory.Length - offset), kind, meaning));
    }

    public void Damage(DamageKind kind, long offset, string reason)
    {
        if (Damages.Count < MaxDamages)
        {
            Damages.Add(new(kind, offset, reason));
        }
    }

    public void Part(string name, ReadOnlyMemory<byte> content) => Parts.Add(new(name, content));

    public ushort U16(long offset, bool big = false) => big
        ? BinaryPrimitives.ReadUInt16BigEndian(Slice(offset, 2))
        : BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2));

    public uint U32(long offset, bool big = false) => big
        ? BinaryPrimitives.ReadUInt32BigEndian(Slice(offset, 4))
        : BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4));

    public ulong U64(long offset, bool big = false) => big
        ? BinaryPrimitives.ReadUInt64BigEndian(Slice(offset, 8))
        : BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8));

    /// <summary>The spans that cover the content exactly once.</summary>
    /// <param name="unclaimed">What bytes are called that nothing claims and nothing claimed follows.</param>
    public IReadOnlyList<ContentSpan> Spans(SpanKind unclaimed = SpanKind.AfterEnd)
    {
        List<ContentSpan> spans = [];
        long end = 0;

        // A stable sort: of two claims at one offset the first counts.
        foreach (ContentSpan claim in _claims.OrderBy(claim => claim.Offset))
        {
            if (claim.Offset > end)
            {
                Fill(spans, end, claim.Offset, SpanKind.Gap, "between parts");
            }

            if (claim.End > end)
            {
                long begin = Math.Max(claim.Offset, end);
                spans.Add(claim with { Offset = begin, Length = claim.End - begin });
                end = claim.End;
            }
        }

        if (end < memory.Length)
        {
            Fill(
                spans, end, memory.Length, unclaimed,
                unclaimed == SpanKind.AfterEnd ? "after the end" : "not read");
        }

        return Bounded(spans);
    }

    private void Fill(List<ContentSpan> spans, long begin, long end, SpanKind kind, string meaning)
    {
        while (begin < end)
        {
            ContentSpan? rest = _rest.Find(rest => rest.Offset <= begin && begin < rest.End);
            long stop = rest is not null ? Math.Min(end, rest.End)
                : _rest.Where(next => next.Offset > begin).Select(next => next.Offset).Append(end).Min();
            stop = Math.Min(stop, end);
            spans.Add(rest is not null ? rest with { Offset = begin, Length = stop - begin }
                : Hole(begin, stop, kind, meaning));
            begin = stop;
        }
    }

    private ContentSpan Hole(long begin, long end, SpanKind kind, string meaning) =>
        memory.Span[(int)begin..(int)end].ContainsAnyExcept((byte)0)
            ? new(begin, end - begin, kind, meaning)
            : new(begin, end - begin, SpanKind.Padding, "zeros " + meaning);

    // Neighbours of one kind become one span; beyond that, the last span takes what follows.
    private List<ContentSpan> Bounded(List<ContentSpan> spans)
    {
        if (spans.Count <= budget.Limits.MaxSpans)
        {
            return spans;
        }

        List<ContentSpan> fewer = [];
        foreach (ContentSpan span in spans)
        {
            if (fewer is [.., var last] && last.Kind == span.Kind)
            {
                fewer[^1] = last with { Length = last.Length + span.Length, Meaning = "several parts" };
            }
            else if (fewer.Count < budget.Limits.MaxSpans)
            {
                fewer.Add(span);
            }
            else
            {
                // Too many even so: what is not accounted for must not vanish behind what is.
                fewer[^1] = fewer[^1] with
                {
                    Length = fewer[^1].Length + span.Length,
                    Kind = span.IsAccounted ? fewer[^1].Kind : span.Kind,
                    Meaning = "several parts",
                };
            }
        }

        return fewer;
    }

    private ReadOnlySpan<byte> Slice(long offset, int length) =>
        offset >= 0 && offset <= memory.Length - length
            ? memory.Span.Slice((int)offset, length)
            : throw new FormatBreakException(
                DamageKind.Truncated, offset, $"a number of {length} bytes lies outside the {memory.Length} bytes");
}
