using Xzact.Audit.Exposure.Versions;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class PacmanVersionTests
{
    [Theory]
    [InlineData("5.6.1-1", "<", "5.6.1-2")]
    [InlineData("5.6.1", "=", "5.6.1-2")]
    [InlineData("1.0a", "<", "1.0")]
    [InlineData("1.0rc1", "<", "1.0")]
    [InlineData("1.0", "<", "1.0.a")]
    [InlineData("1.0", "<", "1.0.")]
    [InlineData("1:1.0-1", ">", "2.0-1")]
    [InlineData("1.5.b", "<", "1.5.1")]
    [InlineData("2__0", ">", "2_0")]
    public void Known_pairs(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Pacman, left, right));
    }

    [Fact]
    public void Random_pairs_are_as_vercmp_has_them()
    {
        // It is a program of makepkg, which not every machine that builds this has.
        Assert.SkipUnless(Xzact.Testing.Files.InstalledProgram.Exists("vercmp"), "'vercmp' is not installed");
        Random random = new(9);
        for (int i = 0; i < 300; i++)
        {
            (string a, string b) =
                (VersionOrderTests.Random(random, "Pacman"), VersionOrderTests.Random(random, "Pacman"));
            string expected = VersionTable.SignOf(int.Parse(SystemTool.Run(".", "vercmp", a, b)));
            Assert.Equal($"{a} {expected} {b}", $"{a} {VersionTable.Sign(VersionScheme.Pacman, a, b)} {b}");
        }
    }
}
