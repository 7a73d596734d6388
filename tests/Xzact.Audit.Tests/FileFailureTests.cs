namespace Xzact.Audit.Tests;

public sealed class FileFailureTests
{
    [Fact]
    public void Reasons_are_words_of_ours_and_never_those_of_the_exception()
    {
        Exception[] all =
        [
            new FileNotFoundException("Arg_X"), new DirectoryNotFoundException("Arg_X"),
            new UnauthorizedAccessException("Arg_X"), new PathTooLongException("Arg_X"),
            new EndOfStreamException("Arg_X"), new IOException("Arg_X"),
        ];
        string[] reasons = [.. all.Select(FileFailure.Reason)];
        Assert.Equal(all.Length, reasons.Distinct().Count());
        Assert.All(reasons, reason => Assert.DoesNotContain("Arg_", reason, StringComparison.Ordinal));
    }
}
