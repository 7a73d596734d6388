using Xzact.Audit.Content;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Content;

/// <summary>What holds for every format, with a whole example of each.</summary>
public sealed class FormatCatalogTests
{
    private static readonly ContentAccountant s_accountant = new(ContentLimits.Default, IndicatorList.Shipped);

    public static TheoryData<string> Formats() => [.. FormatExamples.All.Keys];

    [Fact]
    public void Every_format_that_has_a_reader_has_an_example() => Assert.Equal(
        FormatCatalog.All.Where(format => format is not Audit.Content.Formats.UnreadFormat)
            .Select(format => format.Name)
            .Order(StringComparer.Ordinal),
        FormatExamples.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_whole_file_is_accounted_for_to_its_last_byte(string format)
    {
        ContentAccount account = Account(FormatExamples.All[format]);
        Assert.Equal(format, account.Format);
        Assert.Empty(account.Damages);
        Assert.Equal(0, account.UnaccountedBytes);
        Assert.Null(account.Incomplete);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Bytes_behind_the_end_are_not_accounted_for(string format)
    {
        Assert.SkipWhen(format == "GNU Info", "it is text and has no end");
        byte[] file = FormatExamples.All[format];
        ContentAccount account = Account([.. file, .. FormatExamples.Script]);
        Assert.Equal(format, account.Format);
        Assert.Contains(account.Spans, span => span.Kind == SpanKind.AfterEnd);
        Assert.InRange(account.UnaccountedBytes, FormatExamples.Script.Length - 1, FormatExamples.Script.Length);
        Assert.Contains(account.WithParts(), part => part.Class == ContentClass.Script);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Cut_and_damaged_files_have_spans_that_cover_them_once(string format)
    {
        byte[] file = FormatExamples.All[format];
        Random random = new(format.Length);
        for (int i = 0; i < 150; i++)
        {
            byte[] damaged = i % 2 == 0 ? file[..random.Next(file.Length)] : [.. file];
            for (int j = 0; j < i % 4 && damaged.Length > 0; j++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            foreach (ContentAccount account in Account(damaged).WithParts())
            {
                long end = 0;
                foreach (ContentSpan span in account.Spans)
                {
                    Assert.Equal(end, span.Offset);
                    Assert.True(span.Length > 0);
                    end = span.End;
                }

                Assert.Equal(account.Length, end);
            }
        }
    }

    [Fact]
    public void Random_bytes_are_of_no_format_that_vouches_for_them()
    {
        byte[] data = new byte[4096];
        for (int seed = 0; seed < 200; seed++)
        {
            new Random(seed).NextBytes(data);
            Assert.True(Account(data).UnaccountedBytes > 0);
        }
    }

    private static ContentAccount Account(byte[] content) => s_accountant.Account("tests/a", content);
}
