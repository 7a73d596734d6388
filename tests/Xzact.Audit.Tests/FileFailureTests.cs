namespace Xzact.Audit.Tests;

public sealed class FileFailureTests
{
    [Theory]
    [InlineData(28, "no space is left")]
    [InlineData(30, "the file system can only be read")]
    [InlineData(5, "the device reports an error")]
    [InlineData(12345, "the system refused it (no space, an error of the device, or it is in use)")]
    public void The_reason_of_the_system_is_told_in_words(int errno, string reason) =>
        Assert.Equal(reason, FileFailure.Reason(new IOException("Arg_IOException", errno)));

    [Fact]
    public void A_full_device_has_no_space_left()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        IOException failure = Assert.ThrowsAny<IOException>(() =>
        {
            using FileStream stream = new("/dev/full", FileMode.Open, FileAccess.Write);
            stream.WriteByte(1);
        });
        Assert.Equal("no space is left", FileFailure.Reason(failure));
    }

    [Fact]
    public void A_missing_folder_is_told_from_a_missing_file()
    {
        Assert.Equal("there is no such file", FileFailure.Reason(new FileNotFoundException()));
        Assert.Equal("there is no such folder", FileFailure.Reason(new DirectoryNotFoundException()));
    }
}
