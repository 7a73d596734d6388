using Xzact.Audit.Git;
using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownListTests
{
    private const string Row = "\tgnulib\tm4/a.m4\t100\t2001-02-03\t7";
    private static readonly string s_hash = new('a', 64);

    [Fact]
    public void A_row_is_read_with_and_without_serial()
    {
        KnownListRow[] rows = Read($"{KnownList.Header}\n{s_hash}{Row}\r\n{s_hash}\tp\tx y\t0\t1969-12-31\t");

        Assert.Equal(
            [
                new(s_hash, new KnownFile("gnulib", "m4/a.m4", 100, new DateOnly(2001, 2, 3), 7)),
                new KnownListRow(s_hash, new KnownFile("p", "x y", 0, new DateOnly(1969, 12, 31), null)),
            ],
            rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("sha256\tproject\tpath\tsize\tfirst_commit\tserial")]
    [InlineData("\uFEFF#sha256\tproject\tpath\tsize\tfirst_commit\tserial")]
    public void A_list_without_its_header_is_malformed_at_line_1(string list) => AssertMalformed(list, 1);

    [Theory]
    [InlineData("")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-02-03")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-02-03\t7\t")]
    [InlineData("\t\tm4/a.m4\t100\t2001-02-03\t7")]
    [InlineData("\tgnulib\t\t100\t2001-02-03\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t-1\t2001-02-03\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t1e3\t2001-02-03\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t9223372036854775808\t2001-02-03\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-02-30\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-2-3\t7")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-02-03\t 7")]
    [InlineData("\tgnulib\tm4/a.m4\t100\t2001-02-03\t2147483648")]
    public void A_malformed_row_is_refused_with_its_line(string row) =>
        AssertMalformed($"{KnownList.Header}\n{s_hash}{Row}\n{s_hash}{row}\n{s_hash}{Row}\n", 3);

    [Theory]
    [InlineData(63, 'a')]
    [InlineData(65, 'a')]
    [InlineData(64, 'A')]
    [InlineData(64, 'g')]
    public void A_hash_is_64_lower_case_hexadecimal_digits(int length, char digit) =>
        AssertMalformed($"{KnownList.Header}\n{new string(digit, length)}{Row}\n", 2);

    [Fact]
    public void What_is_written_is_sorted_and_reads_back()
    {
        var date = new DateOnly(2001, 2, 3);
        KnownListRow[] sorted =
        [
            new(new string('c', 64), new KnownFile("B", "z", 1, date, null)),
            new(new string('c', 64), new KnownFile("a", "Z", 1, date, 0)),
            new(new string('d', 64), new KnownFile("a", "a", 1, date, 5)),
            new(new string('a', 64), new KnownFile("a", "a", 1, date.AddDays(1), 5)),
            new(new string('b', 64), new KnownFile("a", "a", long.MaxValue, date.AddDays(1), int.MaxValue)),
            new(new string('b', 64), new KnownFile("a", "a/a", 1, DateOnly.MinValue, 5)),
            new(new string('b', 64), new KnownFile("a", "\u00E9", 1, DateOnly.MaxValue, 5)),
        ];
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            KnownListRow[] shuffled = [.. sorted];
            random.Shuffle(shuffled);
            string text = Write(shuffled);
            Assert.Equal(sorted, Read(text));
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
        }

        Assert.Equal(KnownList.Header + "\n", Write());
    }

    [Fact]
    public void A_path_that_the_text_cannot_hold_is_refused_instead_of_written()
    {
        foreach (string path in (string[])["m4/a\tb.m4", "m4/a\nb.m4", "m4/a\rb.m4", GitPath.Decode([0xFF])])
        {
            var file = new KnownFile("gnulib", path, 1, new DateOnly(2001, 2, 3), null);

            InvalidDataException exception =
                Assert.Throws<InvalidDataException>(() => Write(new KnownListRow(s_hash, file)));

            Assert.Contains(s_hash, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(path, exception.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertMalformed(string list, int line) => Assert.Equal(
        $"Line {line} of the list of known files is malformed.",
        Assert.Throws<InvalidDataException>(() => Read(list)).Message);

    private static KnownListRow[] Read(string list) => [.. KnownList.Read(new StringReader(list))];

    private static string Write(params KnownListRow[] rows)
    {
        using var list = new StringWriter();
        KnownList.Write(rows, list);
        return list.ToString();
    }
}
