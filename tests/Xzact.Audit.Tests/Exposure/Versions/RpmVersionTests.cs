using Xzact.Audit.Exposure.Versions;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class RpmVersionTests
{
    [Theory]
    [InlineData("5.6.1-1.1", "<", "5.6.1.revertto5.4-2.1")]
    [InlineData("5.6.0", "<", "5.6.0-1.fc41")]
    [InlineData("1.0~rc1", "<", "1.0")]
    [InlineData("1.0^git1", ">", "1.0")]
    [InlineData("1.0^git1", "<", "1.0.1")]
    [InlineData("1.0^git1", "<", "1.01")]
    [InlineData("1.0~rc1^git1", ">", "1.0~rc1")]
    [InlineData("1.0^git1~pre", "<", "1.0^git1")]
    [InlineData("1:1.0-1", ">", "2.0-1")]
    [InlineData("1.0-1", "=", "0:1.0-1")]
    [InlineData("2_0", "=", "2.0")]
    [InlineData("1.a", "<", "1.1")]
    [InlineData("10xyz", "<", "10.1xyz")]
    public void Known_pairs(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Rpm, left, right));
    }

    [Fact]
    public void Random_pairs_are_as_rpm_has_them()
    {
        SystemTool.Require("rpm");
        Random random = new(5);
        (string A, string B)[] pairs =
        [
            .. Enumerable.Range(0, 3000)
                .Select(_ => (VersionOrderTests.Random(random, "Rpm"), VersionOrderTests.Random(random, "Rpm")))
                .Where(p => RpmAccepts(p.Item1) && RpmAccepts(p.Item2)),
        ];
        foreach ((string A, string B)[] part in pairs.Chunk(500))
        {
            string calls = string.Join(' ', part.Select(p => $"print(rpm.vercmp('{p.A}','{p.B}')..' ')"));
            string[] answers = SystemTool.Run(".", "rpm", "--eval", $"%{{lua: {calls}}}")
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(part.Length, answers.Length);
            foreach (((string a, string b), string answer) in part.Zip(answers))
            {
                string expected = VersionTable.SignOf(int.Parse(answer));
                Assert.Equal($"{a} {expected} {b}", $"{a} {VersionTable.Sign(VersionScheme.Rpm, a, b)} {b}");
            }
        }
    }

    // rpm parses epoch and release itself and refuses what has two of them, or an empty one.
    private static bool RpmAccepts(string text) => !text.Contains(':', StringComparison.Ordinal)
        && text.Count(c => c == '-') < 2 && !text.EndsWith('-') && !text.Contains("^^", StringComparison.Ordinal);
}
