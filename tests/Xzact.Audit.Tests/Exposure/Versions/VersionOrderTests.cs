using System.Text;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

/// <summary>What every order must be, whatever it thinks of versions: an order.</summary>
public sealed class VersionOrderTests
{
    private const int Cases = 3000;

    public static TheoryData<string> Schemes() =>
        [.. Enum.GetNames<VersionScheme>().Where(name => name != nameof(VersionScheme.Unknown))];

    /// <summary>Versions from few parts, so that many of them are near one another.</summary>
    internal static string Random(Random random, string scheme)
    {
        string[] parts = scheme switch
        {
            "Apk" => ["1", "0", "05", "10", ".", ".", "a", "_alpha", "_rc", "_p", "_git", "2", "-r1", "-r0", "~ab1"],
            "Semantic" => ["1", "0", "10", ".", ".", ".", "-", "alpha", "+x"],
            _ => ["1", "0", "00", "9", "10", ".", ".", "-", "~", "^", "+", "a", "rc", "Z", ":", "_", "really"],
        };
        StringBuilder text = new("1");
        for (int i = random.Next(7); i > 0; i--)
        {
            text.Append(parts[random.Next(parts.Length)]);
        }

        return text.ToString();
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Each_scheme_is_an_order(string name)
    {
        VersionScheme scheme = Enum.Parse<VersionScheme>(name);
        Random random = new(7);
        int ordered = 0;
        for (int i = 0; i < Cases; i++)
        {
            (string a, string b) = (Random(random, name), Random(random, name));
            Assert.Equal(0, VersionOrder.Compare(scheme, a, a));
            if (VersionOrder.Compare(scheme, a, b) is not { } order)
            {
                Assert.Contains(
                    new[] { a, b }, version => VersionOrder.WhyInvalid(scheme, version) is not null);
                continue;
            }

            ordered++;
            Assert.Equal(-order, VersionOrder.Compare(scheme, b, a));
        }

        Assert.InRange(ordered, Cases / 20, Cases);
    }

    /// <summary>pacman's own comparison is no order either: 1.0 before 1.0.1 before 1.0a is not always kept.</summary>
    [Theory]
    [InlineData("Dpkg")]
    [InlineData("Rpm")]
    [InlineData("Apk")]
    [InlineData("Semantic")]
    [InlineData("Upstream")]
    public void Three_versions_stand_in_one_row(string name)
    {
        VersionScheme scheme = Enum.Parse<VersionScheme>(name);
        Random random = new(11);
        int seen = 0;
        for (int i = 0; i < Cases; i++)
        {
            string[] three = [Random(random, name), Random(random, name), Random(random, name)];
            if (three.Any(v => VersionOrder.WhyInvalid(scheme, v) is not null))
            {
                continue;
            }

            seen++;
            if (VersionOrder.Compare(scheme, three[0], three[1]) <= 0
                && VersionOrder.Compare(scheme, three[1], three[2]) <= 0)
            {
                int? ends = VersionOrder.Compare(scheme, three[0], three[2]);
                Assert.True(ends <= 0, string.Join("  ", three));
            }
        }

        Assert.InRange(seen, 50, Cases);
    }

    [Theory]
    [InlineData("Dpkg", "", "it is empty")]
    [InlineData("Dpkg", "1 2", "its character 1 is U+0020")]
    [InlineData("Rpm", "1\u00e9", "its character 1 is U+00E9")]
    [InlineData("Dpkg", "x:1", "its epoch is no number from 0 to 2147483647")]
    [InlineData("Dpkg", "2147483648:1", "its epoch is no number from 0 to 2147483647")]
    [InlineData("Dpkg", "1:", "nothing stands where the upstream version should")]
    [InlineData("Dpkg", "1-", "its revision is empty")]
    [InlineData("Apk", "1.0-x", "its part at character 3 is none that apk knows")]
    [InlineData("Semantic", "1.2.3.4", "it is not three numbers with dots")]
    [InlineData("Unknown", "1", "the order of its ecosystem is not known here")]
    public void What_is_no_version_is_said(string scheme, string version, string why)
    {
        VersionScheme known = Enum.Parse<VersionScheme>(scheme);
        Assert.Equal(why, VersionOrder.WhyInvalid(known, version));
        Assert.Null(VersionOrder.Compare(known, version, version + "1"));
    }

    [Fact]
    public void An_absurd_version_is_refused_and_one_of_a_thousand_digits_is_compared()
    {
        string digits = new('9', 1000);
        Assert.Equal(1, VersionOrder.Compare(VersionScheme.Dpkg, digits, "1"));
        Assert.Equal("it has 2000 characters; the limit is 1024",
            VersionOrder.WhyInvalid(VersionScheme.Rpm, digits + digits));
    }
}
