using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Content;

public sealed class EncodedTextTests
{
    [Fact]
    public void Hexadecimal_lines_of_an_object_are_found()
    {
        byte[] elf = [.. FormatExamples.Elf, .. new byte[64]];
        string hex = string.Join('\n', Convert.ToHexString(elf).Chunk(64).Select(line => new string(line)));
        ContentAccount part = Assert.Single(Account("x\n" + hex + "\ny\n").Parts);
        Assert.Equal(("hexadecimal at 2", ContentClass.ObjectCode), (part.Name, part.Class));
    }

    [Fact]
    public void Uuencoded_lines_of_a_stream_are_found()
    {
        byte[] noise = Encoding.ASCII.GetBytes(Convert.ToHexString(Noise()));
        byte[] content = FormatExamples.Xz([.. FormatExamples.Script, .. noise]);
        StringBuilder text = new("begin 644 a.xz\n");
        foreach (byte[] line in content.Chunk(45))
        {
            text.Append(Digit(line.Length));
            foreach (byte[] three in line.Chunk(3))
            {
                int group = (three[0] << 16) | (three.ElementAtOrDefault(1) << 8) | three.ElementAtOrDefault(2);
                for (int shift = 18; shift >= 0; shift -= 6)
                {
                    text.Append(Digit(group >> shift));
                }
            }

            text.Append('\n');
        }

        ContentAccount part = Assert.Single(Account(text.Append("`\nend\n").ToString()).Parts);
        Assert.Equal((".xz", (long)content.Length), (part.Format, part.Length));

        static char Digit(int value) => (value & 63) == 0 ? '`' : (char)((value & 63) + 32);
    }

    [Fact]
    public void Encoded_text_and_noise_are_not_reported()
    {
        string base64 = Convert.ToBase64String(Noise(), Base64FormattingOptions.InsertLineBreaks);
        Assert.Empty(Account(base64 + "\n").Parts);
        Assert.Empty(Account(Convert.ToBase64String(Encoding.ASCII.GetBytes(base64)) + "\n").Parts);
    }

    private static byte[] Noise()
    {
        byte[] noise = new byte[300];
        new Random(3).NextBytes(noise);
        noise[0] = 1;
        return noise;
    }

    private static ContentAccount Account(string text) =>
        new ContentAccountant(ContentLimits.Default, IndicatorList.Shipped)
            .Account("a.txt", Encoding.ASCII.GetBytes(text));
}
