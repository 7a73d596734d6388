using System.Globalization;
using System.Text;

namespace Xzact.Audit.Content.Formats;

/// <summary>ar (ar(5)): a header of 60 bytes of text before each member, padded to even offsets.</summary>
internal sealed class ArFormat() : FormatReader("ar", ContentClass.ObjectCode)
{
    private const int HeaderLength = 60;
    private const int NameLength = 16;
    private const int SizeAt = 48;
    private const int SizeLength = 10;

    private static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith(Magic);

    public override void Read(FormatWalk walk)
    {
        walk.Take(Magic.Length, SpanKind.Structure, "headers");
        while (walk.Left >= HeaderLength && walk.Rest[HeaderLength - 2] == '`' && walk.Rest[HeaderLength - 1] == '\n')
        {
            string name = Encoding.Latin1.GetString(walk.Rest[..NameLength]).TrimEnd();
            string number = Encoding.Latin1.GetString(walk.Rest.Slice(SizeAt, SizeLength)).TrimEnd();
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                throw new FormatBreakException(DamageKind.Structure, walk.At + SizeAt, "a size that is no number");
            }

            walk.Take(HeaderLength, SpanKind.Structure, "headers");
            int begin = walk.At;
            bool isTable = name is "/" or "//" or "/SYM64/" or "__.SYMDEF";
            walk.Take(size, isTable ? SpanKind.Structure : SpanKind.Content, isTable ? "tables" : "members");
            if (!isTable)
            {
                walk.Part(name, walk.Memory[begin..walk.At]);
            }

            if (walk.Left > 0 && walk.At % 2 != 0 && walk.Rest[0] is (byte)'\n' or 0)
            {
                walk.Take(1, SpanKind.Padding, "padding");
            }
        }
    }
}
