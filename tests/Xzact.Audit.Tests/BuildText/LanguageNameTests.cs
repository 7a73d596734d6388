using Xzact.Audit.BuildText;

namespace Xzact.Audit.Tests.BuildText;

public sealed class LanguageNameTests
{
    [Theory]
    [InlineData("de")]
    [InlineData("pt_BR")]
    [InlineData("sr@latin")]
    [InlineData("en@boldquot")]
    [InlineData("zh_CN.GB2312")]
    [InlineData("es-419")]
    public void Names_of_languages_are(string word) => Assert.True(LanguageName.Is(word));

    [Theory]
    [InlineData("")]
    [InlineData("de|;1e:")]
    [InlineData("$(de)")]
    [InlineData("`de`")]
    [InlineData("../de")]
    [InlineData("de\n")]
    [InlineData("-de")]
    [InlineData("de,fr")]
    public void Whatever_sed_make_or_the_shell_read_otherwise_are_not(string word) =>
        Assert.False(LanguageName.Is(word));
}
