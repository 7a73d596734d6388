using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>Texts that hold bytes in a coding of printable characters.</summary>
internal static class TextCarriers
{
    public static (byte[] Content, IReadOnlyList<Filter> Extract) Wrap(
        FixtureKind kind, byte[] data, Random random) => kind switch
        {
            FixtureKind.HexText => Hex(data, random),
            FixtureKind.UuencodedText => Uuencoded(data, random),
            FixtureKind.Catalogue => Catalogue(data, random),
            FixtureKind.Document => Document(data, random),
            _ => Base64(data),
        };

    private static (byte[], IReadOnlyList<Filter>) Base64(byte[] data)
    {
        string text = "Sample for the reader of mail parts.\n\n-- part\n"
            + Lines(TextTransforms.Base64Lines(data), "") + "-- end\n\nThe part above must survive folding.\n";
        return (Encoding.ASCII.GetBytes(text),
            [FromFile("sed -n '/^-- part/,/^-- end/p'"), new("grep -v '^--'"), new("base64 -d")]);
    }

    private static (byte[], IReadOnlyList<Filter>) Hex(byte[] data, Random random)
    {
        string[] rows = [.. data.Chunk(24).Select(row => Convert.ToHexStringLower(row))];
        string text = "# Frame as it was captured, in hexadecimal.\n" + Lines(rows, "") + "# end of frame\n";
        string decode = random.Pick("xxd -r -p", "perl -ne 'chomp;print pack(\"H*\",$_)'");
        return (Encoding.ASCII.GetBytes(text), [FromFile("grep -v '^#'"), new(decode)]);
    }

    private static (byte[], IReadOnlyList<Filter>) Uuencoded(byte[] data, Random random)
    {
        IEnumerable<string> rows = data.Chunk(45).Select(row => (char)(' ' + row.Length) + Sixes(row));
        string text = "Old mailers sent parts like this one.\n\nbegin 644 sample.dat\n" + Lines(rows, "")
            + "`\nend\n\nThe reader must cope with it.\n";
        Filter[] decode = random.Next(2) == 0
            ? [new("uudecode -o /dev/stdout", "uudecode -o /dev/stdout {0}")]
            : [FromFile("sed -n '/^begin /,/^end/p'"), new("sed '1d;$d'"), new("perl -ne 'print unpack(\"u\",$_)'")];
        return (Encoding.ASCII.GetBytes(text), decode);
    }

    private static string Sixes(byte[] row)
    {
        byte[] full = [.. row, .. new byte[(3 - (row.Length % 3)) % 3]];
        var text = new StringBuilder();
        for (int i = 0; i < full.Length; i += 3)
        {
            int three = (full[i] << 16) | (full[i + 1] << 8) | full[i + 2];
            for (int shift = 18; shift >= 0; shift -= 6)
            {
                int six = (three >> shift) & 63;
                text.Append(six == 0 ? '`' : (char)(' ' + six));
            }
        }

        return text.ToString();
    }

    private static (byte[], IReadOnlyList<Filter>) Catalogue(byte[] data, Random random)
    {
        string prefix = random.Pick("#~ ", "#. ref ", "#| ");
        string text = "msgid \"\"\nmsgstr \"\"\n\"Language: eo\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
            + "#: src/main.c:12\nmsgid \"cannot read\"\nmsgstr \"ne legebla\"\n\n"
            + Lines(TextTransforms.Base64Lines(data), prefix);
        return (Encoding.ASCII.GetBytes(text), [FromFile($"sed -n 's/^{prefix}//p'"), new("base64 -d")]);
    }

    private static (byte[], IReadOnlyList<Filter>) Document(byte[] data, Random random)
    {
        string prefix = random.Pick("@c ", "    ", "% ");
        string text = "The format of the tables\n\nEach table begins with its size. An example:\n\n"
            + Lines(TextTransforms.Base64Lines(data), prefix) + "\nReaders must ignore what they do not know.\n";
        return (Encoding.ASCII.GetBytes(text), [FromFile($"sed -n 's/^{prefix}//p'"), new("base64 -d")]);
    }

    private static Filter FromFile(string text) => new(text, text + " {0}");

    private static string Lines(IEnumerable<string> lines, string prefix) =>
        string.Concat(lines.Select(line => $"{prefix}{line}\n"));
}
