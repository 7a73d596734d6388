using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class CaseReportTests
{
    private static CaseReport Case(Outcome outcome, params Omission[] omissions) => new()
    {
        Command = "release",
        Subject = "x",
        Inputs = [],
        Results = [new("D01", "t", outcome, "r", [])],
        NotLookedAt = omissions,
    };

    [Fact]
    public void A_case_is_incomplete_if_a_check_is_or_if_some_input_was_not_looked_at()
    {
        Assert.True(Case(Outcome.Incomplete).IsIncomplete);
        Assert.True(Case(Outcome.Clean, new Omission("x", "y")).IsIncomplete);
    }

    [Fact]
    public void What_no_audit_of_this_version_looks_at_makes_no_case_incomplete() =>
        Assert.False(Case(Outcome.Found, new Omission("x", "y") { IsOutOfScope = true }).IsIncomplete);
}
