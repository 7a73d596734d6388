namespace Xzact.Liblzma.Tests;

public sealed class LzmaErrorsTests
{
    [Theory]
    [InlineData(XzError.None, 0)]
    [InlineData(XzError.MemoryLimit, 6)]
    [InlineData(XzError.FormatNotRecognized, 7)]
    [InlineData(XzError.UnsupportedFilter, 8)]
    [InlineData(XzError.UnsupportedBlockHeader, 8)]
    [InlineData(XzError.UnsupportedStreamFlags, 8)]
    [InlineData(XzError.CheckMismatch, 9)]
    [InlineData(XzError.TrailingData, 9)]
    [InlineData(XzError.StreamFooterCorrupt, 9)]
    public void Failures_of_decoders_have_the_code_of_liblzma(XzError error, int code) =>
        Assert.Equal((LzmaRet)code, LzmaErrors.Of(error));

    [Fact]
    public void Every_failure_is_some_error() => Assert.All(
        Enum.GetValues<XzError>().Where(error => error != XzError.None),
        error => Assert.InRange(LzmaErrors.Of(error), LzmaRet.MemlimitError, LzmaRet.DataError));

    [Fact]
    public void Exceptions_become_codes()
    {
        Assert.Equal(LzmaRet.OptionsError, LzmaErrors.Of(new LzmaException(LzmaRet.OptionsError)));
        Assert.Equal(LzmaRet.MemError, LzmaErrors.Of(new InsufficientMemoryException()));
        Assert.Equal(LzmaRet.ProgError, LzmaErrors.Of(new InvalidOperationException()));
    }
}
