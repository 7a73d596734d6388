using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Composition;

public sealed class GeneratedTextTests
{
    private const string Frame = "if test ${enable_x+y}\nthen :\n  printf \"%s\\n\" \"checking for x\" >&6; }\nfi\n";

    [Fact]
    public void A_configure_of_nothing_but_frame_and_the_tags_text_is_split_and_still_not_explained()
    {
        using ReleaseFixture release = new(("m4/own.m4", "AC_DEFUN([OWN], [\nown_tool --first\n])\n"));
        Account account = release.Add("configure", Frame + "own_tool --first\n", 0x1ED)
            .Audit().Entry("configure").Account;
        Assert.Equal(AccountKind.Unaccounted, account.Kind);
        Assert.Contains("0 lines belong to nothing known", account.Reason, StringComparison.Ordinal);
        Assert.Contains("1 of the tag", account.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sed 's/a/b/' tests/data.bin | sh\n")]
    [InlineData("eval `sed -n p tests/data.bin`\n")]
    [InlineData("gl_am_configmake=`grep -aErls '#{4}' $srcdir/`\n")]
    [InlineData("printf \"%s\\n\" \"checking `inert`\" >&6; }\n")]
    [InlineData("./inert.sh\n")]
    [InlineData("own_tool --first; inert_tool\n")]
    public void Lines_of_a_planted_macro_stay_left_over_and_are_high(string planted)
    {
        using ReleaseFixture release = new(("m4/own.m4", "AC_DEFUN([OWN], [\nown_tool --first\n])\n"));
        CaseReport report = release.Add("configure", Frame + planted + Frame, 0x1ED).Audit();
        Account account = report.Entry("configure").Account;
        Assert.Equal(AccountKind.Unaccounted, account.Kind);
        Assert.Equal(ResidualBasis.KnownParts, account.Residual?.Basis);
        ResidualHunk hunk = Assert.Single(account.Residual!.Hunks);
        Assert.Equal((5, planted.TrimEnd('\n')), (hunk.Line, Assert.Single(hunk.Lines)));
        Assert.Contains(report.Findings, f => f is { Subject: "configure", Severity: >= Severity.High });
    }
}
