using Xzact.Audit.Settings;

namespace Xzact.Audit.Tests.Settings;

public sealed class ForeignSettingsTests
{
    [Theory]
    [InlineData("xzact.json", true)]
    [InlineData("sub/.xzact.json", true)]
    [InlineData(".config/XZACT/Config.json", true)]
    [InlineData(".xzact/suppressions.json", true)]
    [InlineData("xzact-ledger.json", true)]
    [InlineData("src/xzact.cs", false)]
    [InlineData("src/Xzact/packages.lock.json", false)]
    [InlineData("config.json", false)]
    public void Only_files_that_look_like_settings_are_named(string path, bool named) =>
        Assert.Equal(named ? [path] : [], ForeignSettings.In([path]).Select(n => n.Path));
}
