using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class KernelSwitchTests
{
    [Fact]
    public void The_switch_is_what_the_process_was_started_with()
    {
        bool asked = AppContext.TryGetSwitch("Xzact.UseSafeKernels", out bool safe) && safe;
        Assert.Equal(asked, KernelSwitch.UseSafeKernels);
    }

    [Fact]
    public void It_is_read_once_and_does_not_change_afterwards()
    {
        bool before = KernelSwitch.UseSafeKernels;
        AppContext.SetSwitch(KernelSwitch.Name, !before);
        try
        {
            Assert.Equal(before, KernelSwitch.UseSafeKernels);
        }
        finally
        {
            AppContext.SetSwitch(KernelSwitch.Name, before);
        }
    }
}
