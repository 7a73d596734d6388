using System.Text.RegularExpressions;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Tests.Settings;

public sealed class AuditSettingsTests
{
    private const string Item =
        "{\"rule\":\"D01\",\"path\":\"a\",\"reason\":\"because\",\"expires\":\"2027-01-31\"}";

    private static string With(string item) => $$"""{"schema":"xzact-config/v1","suppressions":[{{item}}]}""";

    [Fact]
    public void Settings_are_read_with_comments_and_trailing_commas()
    {
        AuditSettings settings = AuditSettings.Parse(
            "{ // why\n \"schema\": \"xzact-config/v1\", \"failOn\": \"low\", \"strict\": true,\n"
            + $"\"suppressions\": [{Item},], }}", "c");
        Assert.Equal(("low", true, "c"), (settings.FailOn, settings.Strict, settings.File));
        Assert.Equal(new("D01", "a", "because", new(2027, 1, 31)), Assert.Single(settings.Suppressions));
    }

    [Theory]
    [InlineData("rule", "has no \"rule\"")]
    [InlineData("path", "has no \"path\"")]
    [InlineData("reason", "has no \"reason\"")]
    [InlineData("expires", "has no \"expires\"")]
    public void A_suppression_without_a_part_is_refused(string part, string message)
    {
        string item = Regex.Replace(
            Item, $"\"{part}\":\"[^\"]*\"", $"\"{part}\":\" \"", RegexOptions.None, TimeSpan.FromSeconds(1));
        AuditInputException refused =
            Assert.Throws<AuditInputException>(() => AuditSettings.Parse(With(item), "c.json"));
        Assert.Equal($"c.json: suppression 1 {message}", refused.Message);
    }

    [Theory]
    [InlineData("D99", "names the rule D99, which does not exist")]
    [InlineData("D00", "is about published indicators, which cannot be suppressed")]
    public void A_rule_that_cannot_be_suppressed_is_refused(string rule, string message) => Assert.EndsWith(
        message,
        Assert.Throws<AuditInputException>(
            () => AuditSettings.Parse(With(Item.Replace("D01", rule, StringComparison.Ordinal)), "c")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"failon\":\"low\"}")]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"strict\":\"yes\"}")]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"failOn\":\"never\"}")]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"rules\":[]}")]
    [InlineData("{\"schema\":\"xzact-config/v2\"}")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"suppressions\":[{\"rule\":\"D01\",\"path\":\"a\",\"reason\":\"r\","
        + "\"expires\":\"31.1.2027\"}]}")]
    [InlineData("{\"schema\":\"xzact-config/v1\",\"suppressions\":[{\"rule\":\"D01\",\"path\":\"a\",\"reason\":\"r\","
        + "\"expires\":\"2027-01-31\",\"sha256\":\"12\"}]}")]
    public void Anything_unknown_or_wrong_is_refused_by_name(string text)
    {
        string message = Assert.Throws<AuditInputException>(() => AuditSettings.Parse(text, "c.json")).Message;
        Assert.StartsWith("c.json: ", message, StringComparison.Ordinal);
        foreach (string word in (string[])[".NET", "System.", "Xzact.Audit", "Path:"])
        {
            Assert.DoesNotContain(word, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/cfg", "/own/u", "/cfg/xzact/config.json")]
    [InlineData(null, "/own/u", "/own/u/.config/xzact/config.json")]
    [InlineData("relative", "/own/u", "/own/u/.config/xzact/config.json")]
    [InlineData("", "/own/u", "/own/u/.config/xzact/config.json")]
    [InlineData(null, "relative", null)]
    [InlineData(null, null, null)]
    public void The_users_own_folder_is_never_relative(string? xdg, string? home, string? expected) => Assert.Equal(
        expected, AuditSettings.UserPath(name => name switch { "XDG_CONFIG_HOME" => xdg, "HOME" => home, _ => null }));
}
