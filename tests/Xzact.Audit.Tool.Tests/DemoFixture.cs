namespace Xzact.Audit.Tool.Tests;

/// <summary>One run of the demonstration, whose repository and archives the other tests use.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("xzact-demo-test-").FullName;

    public string Source => Path.Combine(Folder, "demosum.git");

    public string Shipped => Path.Combine(Folder, "shipped", "demosum-1.0.tar.xz");

    public string Twin => Path.Combine(Folder, "clean-twin", "demosum-1.0.tar.xz");

    internal ToolRun Run { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync() => Run = await ToolRun.OfAsync("demo", "--read-only", "--output", Folder);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
