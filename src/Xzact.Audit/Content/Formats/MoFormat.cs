namespace Xzact.Audit.Content.Formats;

/// <summary>Compiled catalogues (GNU gettext manual, "The Format of GNU MO Files"): tables and strings.</summary>
internal sealed class MoFormat() : FormatReader("MO", ContentClass.Data)
{
    private const uint Magic = 0x950412DE;
    private const uint MagicSwapped = 0xDE120495;
    private const int HeaderLength = 28;
    private const int LongHeaderLength = 48;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length >= HeaderLength && BitConverter.ToUInt32(data) is Magic or MagicSwapped;

    public override void Read(FormatWalk walk)
    {
        bool big = walk.U32(0, big: true) == Magic;
        bool systemDependent = (walk.U32(4, big) & 0xFFFF) > 0;
        walk.Take(systemDependent ? LongHeaderLength : HeaderLength, SpanKind.Structure, "headers");
        long count = walk.U32(8, big);
        walk.Claim(walk.U32(24, big), 4L * walk.U32(20, big), SpanKind.Structure, "the hash table");
        for (int table = 12; table <= 16; table += 4)
        {
            long at = walk.U32(table, big);
            walk.Claim(at, 8 * count, SpanKind.Structure, "tables");
            for (long i = 0; i < count; i++)
            {
                // Strings end in a zero byte that their length does not count; alignment follows.
                long begin = walk.U32(at + (8 * i) + 4, big);
                walk.Claim(begin, walk.U32(at + (8 * i), big) + 1L, SpanKind.Content, "messages");
            }
        }

        if (systemDependent)
        {
            // Strings whose segments differ between systems: tables that lead to tables; msgfmt writes them last.
            long from = new[] { walk.U32(32, big), walk.U32(40, big), walk.U32(44, big) }.Min();
            walk.Claim(from, Math.Max(0, walk.Data.Length - from), SpanKind.Content, "system-dependent messages");
        }
    }
}
