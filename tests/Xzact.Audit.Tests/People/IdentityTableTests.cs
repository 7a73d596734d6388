using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class IdentityTableTests
{
    [Theory]
    [InlineData("Ann Example", "a@x", "Ann Example", "b@y", true)]
    [InlineData("Ann Example", "a@x", "Someone", "A@X", true)]
    [InlineData("Ann", "a@x", "Ann", "b@y", false)]
    [InlineData("Ann Example", "", "Ben Example", "", false)]
    [InlineData("Ann Example", "noreply@github.com", "Ben Example", "noreply@github.com", false)]
    public void Who_is_taken_for_one(string name1, string mail1, string name2, string mail2, bool same)
    {
        IdentityTable table = new();
        int first = table.Add(name1, mail1);
        int second = table.Add(name2, mail2);
        Assert.Equal(same, table.Root(first) == table.Root(second));
        Assert.Equal(first, table.Add(name1, mail1));
    }

    [Fact]
    public void What_joins_two_makes_them_one()
    {
        IdentityTable table = new();
        int first = table.Add("Ann Example", "a@x");
        int second = table.Add("Annette Example", "b@x");
        Assert.NotEqual(table.Root(first), table.Root(second));
        table.Add("Ann Example", "b@x");
        Assert.Equal(table.Root(first), table.Root(second));
        Assert.Equal(table.Root(first), table.FindMail("B@X"));
        Assert.Null(table.FindName("nobody there"));
    }

    [Fact]
    public void Programs_and_services_are_known()
    {
        IdentityTable table = new();
        Assert.True(table.IsProgram(table.Add("dependabot[bot]", "x@users.noreply.github.com")));
        Assert.True(table.IsService(table.Add("GitHub", "noreply@github.com")));
        Assert.False(table.IsService(table.Add("Ann Example", "1+ann@users.noreply.github.com")));
    }
}
