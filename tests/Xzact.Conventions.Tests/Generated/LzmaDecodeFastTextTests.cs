using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests.Generated;

public sealed class LzmaDecodeFastTextTests
{
    private const string Target = "src/Xzact/Kernels/LzmaDecodeFast.g.cs";

    [Fact]
    public void The_generated_kernel_is_what_its_generator_writes()
    {
        string actual = LzmaDecodeFastText.Write();
        bool isAsked = Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1";
        if (isAsked && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(Repository.FullPath(Target), actual);
        }

        Assert.Equal(actual, Repository.ReadText(Target));
    }
}
