using System.Diagnostics;

namespace Xzact.Audit.Tests;

public sealed class ShellTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain/path-1.0.tar.xz")]
    [InlineData("-rf")]
    [InlineData("a b")]
    [InlineData("it's")]
    [InlineData("$HOME `id` \"x\" ; & | < > * ? ~ # \\")]
    public void A_shell_reads_back_the_same_word(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no POSIX shell");
        ProcessStartInfo start = new("sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"printf %s {ShellText.Quote(text)}");
        using Process shell = Process.Start(start)!;
        Assert.Equal(text, shell.StandardOutput.ReadToEnd());
        shell.WaitForExit();
    }
}
