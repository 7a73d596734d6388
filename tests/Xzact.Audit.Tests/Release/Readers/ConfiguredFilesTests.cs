using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Tests.Release.Readers;

public sealed class ConfiguredFilesTests
{
    [Theory]
    [InlineData("AC_CONFIG_FILES([a\n  b:c])\nx\n", "AC_CONFIG_FILES([\n  b:c])\nx\n")]
    [InlineData("AC_CONFIG_FILES([a], [x, [y, z]], [w])\n", "AC_CONFIG_FILES([]); [x, [y, z]]; [w];\n")]
    [InlineData("AC_CONFIG_FILES([a], [x\n", "AC_CONFIG_FILES([]); [x\n")]
    [InlineData("AC_OUTPUT([a], [x])\n", "AC_OUTPUT([a], [x])\n")]
    public void What_is_written_is_left_out_and_what_is_run_is_not(string text, string left) =>
        Assert.Equal(left, ConfiguredFiles.WithoutOutputs(text));
}
