using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics;
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

    /// <summary>.ci/codec-tests says which form of the program it means to run; a stage must not run another.</summary>
    [Fact]
    public void The_program_has_the_form_that_it_was_meant_to_have()
    {
        var debuggable = typeof(XzStream).Assembly.GetCustomAttribute<DebuggableAttribute>();
        switch (Environment.GetEnvironmentVariable("XZACT_FORM"))
        {
            case null or "":
                break;
            case "safe":
                Assert.True(KernelSwitch.UseSafeKernels);
                break;
            case "portable":
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            case "debug":
                Assert.True(debuggable is { IsJITOptimizerDisabled: true });
                break;
            case string other:
                Assert.Fail($"There is no form {other}.");
                break;
        }
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
