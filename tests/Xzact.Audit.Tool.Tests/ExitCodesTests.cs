using Xzact.Audit.Case;

namespace Xzact.Audit.Tool.Tests;

public sealed class ExitCodesTests
{
    private static CaseReport Case(Severity? finding, bool incomplete) => new()
    {
        Command = "release",
        Subject = "x",
        Inputs = [],
        Results =
        [
            new("D01", "t", incomplete ? Outcome.Incomplete : Outcome.Clean, "r",
                finding is Severity s ? [new("D01", s, "p", "m", "f", [])] : []),
        ],
    };

    [Theory]
    [InlineData(null, false, Severity.High, false, 0)]
    [InlineData(Severity.High, false, Severity.High, false, 1)]
    [InlineData(Severity.Medium, false, Severity.High, false, 0)]
    [InlineData(Severity.Critical, false, null, false, 0)]
    [InlineData(null, true, Severity.High, false, 3)]
    [InlineData(Severity.Medium, true, Severity.High, false, 3)]
    [InlineData(Severity.High, true, Severity.High, false, 1)]
    [InlineData(Severity.High, true, Severity.High, true, 3)]
    [InlineData(Severity.High, true, null, false, 3)]
    public void Findings_win_over_incomplete_unless_strict(
        Severity? finding, bool incomplete, Severity? failOn, bool strict, int code) =>
        Assert.Equal(code, ExitCodes.Of(Case(finding, incomplete), failOn, strict));

    [Theory]
    [InlineData(false, false, 3)]
    [InlineData(false, true, 3)]
    [InlineData(true, true, 0)]
    public void What_was_not_looked_at_counts_as_incomplete_unless_it_is_out_of_scope(
        bool outOfScope, bool strict, int code)
    {
        CaseReport report = Case(null, incomplete: false) with
        {
            NotLookedAt = [new("x", "y") { IsOutOfScope = outOfScope }],
        };
        Assert.Equal(code, ExitCodes.Of(report, Severity.High, strict));
    }
}
