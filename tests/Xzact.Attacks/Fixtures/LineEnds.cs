using System.Globalization;
using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>A text in which eight blanks and tabs at the end of a line are the bits of a byte.</summary>
internal static class LineEnds
{
    private static readonly string[] s_lines =
    [
        "Entry {0} begins with its size.",
        "The reader keeps entry {0} until the table ends.",
        "If field {0} is missing, the one before it counts.",
        "Writers may leave out field {0}.",
        "A value of {0} means that nothing follows.",
    ];

    public static (byte[] Content, IReadOnlyList<Filter> Extract) Wrap(byte[] data, Random random)
    {
        var text = new StringBuilder("The format of the entries\n\n");
        foreach ((int i, byte value) in data.Index())
        {
            text.AppendFormat(CultureInfo.InvariantCulture, random.Pick(s_lines), i + 1);
            for (int bit = 7; bit >= 0; bit--)
                text.Append(((value >> bit) & 1) == 0 ? ' ' : '\t');
            text.Append('\n');
        }

        string decode = random.Pick(
            "LC_ALL=C awk '{sub(/.*[.]/,\"\");if(length($0)==8){n=0;"
                + "for(i=1;i<=8;i++)n=2*n+(substr($0,i,1)==\"\\t\");printf \"%c\",n}}'",
            "perl -ne 's/.*[.]//;chomp;y/ \\t/01/;print chr oct \"0b$_\" if length==8'");
        return (Encoding.ASCII.GetBytes(text.ToString()), [new(decode, decode + " {0}")]);
    }
}
