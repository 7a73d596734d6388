using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class LzmaDecodeKernelTests
{
    [Fact]
    public async Task Kernels_and_their_span_only_twins_write_the_same_bytes_and_judge_damage_alike()
    {
        Task<string> others = KernelTwins.DigestOfTheOthersAsync(TestContext.Current.CancellationToken);
        string ours = KernelTwins.Digest();
        Assert.Equal($"{!KernelSwitch.UseSafeKernels} {ours}", await others);
    }

    [Fact(Explicit = true)]
    public void Write_the_digest()
    {
        string path = Environment.GetEnvironmentVariable(KernelTwins.OutputVariable)!;
        File.WriteAllText(path, $"{KernelSwitch.UseSafeKernels} {KernelTwins.Digest()}");
    }
}
