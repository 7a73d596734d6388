using System.Text;

namespace Xzact.Audit.Content.Formats;

/// <summary>Fonts (OpenType, TrueType): the directory and its tables.</summary>
internal sealed class SfntFormat() : FormatReader("sfnt", ContentClass.Media)
{
    private const int HeaderLength = 12;
    private const int RecordLength = 16;
    private const int MaxTables = 256;

    // Tables of OpenType 1.9, of Apple's manual, and of FontForge, Graphite, VTT and signatures.
    private static readonly HashSet<string> s_known =
    [
        .. ("avar BASE CBDT CBLC CFF_ CFF2 cmap COLR CPAL cvar cvt_ DSIG EBDT EBLC EBSC fpgm fvar "
            + "gasp GDEF glyf GPOS GSUB gvar hdmx head hhea hmtx HVAR JSTF kern loca LTSH MATH maxp "
            + "MERG meta MVAR name OS/2 PCLT post prep sbix STAT SVG_ VDMX vhea vmtx VORG VVAR acnt "
            + "ankr bdat bhed bloc bsln fdsc feat fmtx gcid just kerx lcar ltag mort morx opbd prop "
            + "trak xref Zapf FFTM PfEd TeX_ BDF_ Feat Glat Gloc Sile Silf TSI0 TSI1 TSI2 TSI3 TSI5 "
            + "TSIB TSID TSIJ TSIP TSIS TSIV webf").Split(' ').Select(tag => tag.Replace('_', ' ')),
    ];

    public override bool Begins(ReadOnlySpan<byte> data) => data.Length > HeaderLength + RecordLength
        && (data.StartsWith("\0\u0001\0\0"u8) || data.StartsWith("OTTO"u8) || data.StartsWith("true"u8))
        && data[4] == 0 && data[5] is > 0 and var count && HeaderLength + (count * RecordLength) < data.Length
        && s_known.Contains(Encoding.Latin1.GetString(data.Slice(HeaderLength, 4)));

    public override void Read(FormatWalk walk)
    {
        int count = Math.Min((int)walk.U16(4, big: true), MaxTables);
        walk.Take(HeaderLength + (count * RecordLength), SpanKind.Structure, "the directory");
        for (int i = 0; i < count; i++)
        {
            int record = HeaderLength + (i * RecordLength);
            bool known = s_known.Contains(Encoding.Latin1.GetString(walk.Data.Slice(record, 4)));
            walk.Claim(
                walk.U32(record + 8, big: true), walk.U32(record + 12, big: true),
                known ? SpanKind.Content : SpanKind.UnknownPart, known ? "tables" : "a table that is not known");
        }
    }
}
