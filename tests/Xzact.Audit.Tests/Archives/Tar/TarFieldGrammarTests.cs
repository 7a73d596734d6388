using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarFieldGrammarTests
{
    private static readonly byte[] s_gnu = [.. "ustar  \0"u8];

    private static TarHeader Header(char type, Action<byte[]> change) =>
        TarHeader.Parse(new TarBuilder().Add("name", type: type, change: change).Unended()[..512], 0);

    private static bool IsDoubted(TarHeader header) =>
        header.HasUnusedPrefix || TarFieldGrammar.WhySparse(header) is not null
        || header.HiddenBytes().Concat(TarFieldGrammar.NoNumbers(header)).Any();

    [Theory]
    [InlineData("ustar\000")]
    [InlineData("ustar  \0")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void A_byte_that_no_field_of_its_dialect_can_hold_is_doubted_wherever_it_stands(string magic)
    {
        Assert.False(IsDoubted(Header('0', Put(257, magic))));
        for (int i = 0; i < 512; i++)
        {
            // Name, mode, size and time are read, and the checksum and the type are what they are.
            if (i is < 108 or (>= 124 and < 157))
            {
                continue;
            }

            // A letter in text would be text, behind its end it is hidden; in a number it is none.
            byte[] header = new TarBuilder().Add("name", change: Put(257, magic)).Unended()[..512];
            bool isText = i is >= 157 and < 257 or >= 265 and < 329 || (magic[5] == '\0' && i is >= 345 and < 500);
            int at = isText && i is 157 or 265 or 297 or 345 ? i + 1 : i;
            header[at] = (byte)'x';
            TarBuilder.Seal(header);
            Assert.True(IsDoubted(TarHeader.Parse(header, 0)), $"byte {at}");
        }
    }

    [Fact]
    public void The_times_of_gnu_are_numbers_and_its_sparse_map_is_for_sparse_files()
    {
        TarHeader times = Header('0', header =>
        {
            TarBuilder.Put(header, 257, s_gnu);
            TarBuilder.Put(header, 357, "14371234567\0"u8);
        });
        Assert.False(IsDoubted(times));
        Action<byte[]> map = header =>
        {
            TarBuilder.Put(header, 257, s_gnu);
            TarBuilder.Put(header, 386, "00000001000\0"u8);
        };
        Assert.NotNull(TarFieldGrammar.WhySparse(Header('0', map)));
        Assert.NotNull(TarFieldGrammar.WhySparse(Header('5', map)));
        Assert.Null(TarFieldGrammar.WhySparse(Header('S', map)));
    }

    [Fact]
    public void A_plain_extension_has_text_for_a_name_and_nothing_else()
    {
        Assert.Null(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(265, "root"))));
        Assert.NotNull(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(0, "a\nb"))));
        Assert.NotNull(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(157, "a"))));
        Assert.NotNull(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(200, "a"))));
        Assert.NotNull(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(108, "a"))));
        Assert.NotNull(TarFieldGrammar.WhyNoPlainExtension(Header('x', Put(50, "a"))));
    }

    private static Action<byte[]> Put(int offset, string text) =>
        header => TarBuilder.Put(header, offset, System.Text.Encoding.ASCII.GetBytes(text));
}
