using Xzact.Testing.Drivers;

namespace Xzact.Tests;

/// <summary>
/// Random data and random valid options of every format and filter, both directions, with liblzma on the other side.
/// XZACT_CASES=20000 makes so many cases instead of 500.
/// </summary>
public sealed class DifferentialTests
{
    private const int Parts = 10;
    private static readonly int s_cases = CaseCount.Of(500);

    public static TheoryData<int> EachPart { get; } = [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(EachPart))]
    public void What_is_encoded_here_is_decoded_here_and_by_liblzma(int part)
    {
        for (int seed = part; seed < s_cases; seed += Parts)
        {
            RoundTrip.VerifyOurs(new CodecCase(Choices.Random(seed)));
        }
    }

    [Theory]
    [MemberData(nameof(EachPart))]
    public void What_liblzma_encodes_is_decoded_here(int part)
    {
        for (int seed = part; seed < s_cases; seed += Parts)
        {
            RoundTrip.VerifyTheirs(new CodecCase(Choices.Random(-1 - seed)));
        }
    }

    [Fact]
    public void The_cases_are_of_every_format_filter_check_and_match_finder()
    {
        CodecCase[] cases = [.. Enumerable.Range(0, 500).Select(seed => new CodecCase(Choices.Random(seed)))];
        Assert.Equal(Enum.GetValues<CodecFormat>().Length, cases.Select(one => one.Format).Distinct().Count());
        Assert.Equal(
            CodecCase.SimpleFilters,
            cases.SelectMany(one => one.Filters).Select(filter => filter.Id).Distinct().Count());
        Assert.Equal(4, cases.Where(one => one.Format == CodecFormat.Xz).Select(one => one.Check).Distinct().Count());
        Assert.Equal(5, cases.Select(one => one.Lzma.MatchFinder).Distinct().Count());
        Assert.Equal(2, cases.Select(one => one.Lzma.Mode).Distinct().Count());
        Assert.Equal([0, 1, 2, 3], cases.Select(one => one.Filters.Count).Distinct().Order());
        Assert.Contains(cases, one => one.BlockList is { Count: > 1 });
        Assert.Contains(cases, one => one.BlockSize > 0 && one.Data.Length > 3 * one.BlockSize);
        Assert.Contains(cases, one => one.Flushes.Count > 1);
        Assert.Contains(cases, one => one.History.Length > 0);
        Assert.Contains(cases, one => one.Threads == 0);
        Assert.Contains(cases, one => one.Data.Length == 0);
        Assert.Contains(cases, one => one.Data.Length > 10_000);
    }
}
