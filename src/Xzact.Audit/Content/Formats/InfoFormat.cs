using System.Buffers;

namespace Xzact.Audit.Content.Formats;

/// <summary>GNU Info (Texinfo manual, "Info Format Specification"): text whose nodes are parted by US, with marks of
/// NUL, BS and brackets for what readers show in another way.</summary>
internal sealed class InfoFormat() : FormatReader("GNU Info", ContentClass.Data)
{
    private const int Beginning = 65_536;

    private static readonly SearchValues<byte> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except([9, 10, 12, 13]).Append(127).Select(value => (byte)value)]);

    private static ReadOnlySpan<byte> Separator => "\n\x1F"u8;

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith("This is "u8)
        && data[..Math.Min(Beginning, data.Length)].IndexOf(Separator) > 0;

    public override void Read(FormatWalk walk)
    {
        while (walk.Rest.IndexOfAny(s_controls) is >= 0 and int at)
        {
            walk.Take(at, SpanKind.Content, "text and marks");
            ReadOnlySpan<byte> rest = walk.Rest;
            int mark = rest[0] == 0x1F ? 1
                : rest.StartsWith("\0\b["u8) || rest.StartsWith("\0\b]"u8) ? 3
                : rest[0] == 0x7F ? 1
                : 0;
            walk.Take(Math.Max(mark, 1), mark > 0 ? SpanKind.Content : SpanKind.UnknownPart,
                mark > 0 ? "text and marks" : "a control character");
        }

        walk.Take(walk.Left, SpanKind.Content, "text and marks");
    }
}
