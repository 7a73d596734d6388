using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Sandbox;

public sealed class SandboxToolsTests
{
    [Fact]
    public void A_program_is_found_in_the_systems_folders_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for programs of Linux");
        Assert.StartsWith("/", SandboxTools.Find("sh")!, StringComparison.Ordinal);
        Assert.Null(SandboxTools.Find("no-such-program-7c1f"));
    }
}
