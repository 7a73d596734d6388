using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Sandbox;

/// <summary>Whether sandboxes can be made here, and short ways to use them.</summary>
internal static class SandboxSupport
{
    /// <summary>Small and short: what a test may cost.</summary>
    public static readonly SandboxLimits Small = new()
    {
        Seconds = 20,
        ProcessorSeconds = 20,
        Processes = 40,
        ProcessBytes = 512L << 20,
        MemoryBytes = 1L << 30,
        SpaceBytes = 64L << 20,
        FileBytes = 16L << 20,
    };

    private static readonly Lazy<string?> s_whyNot = new(() =>
    {
        try
        {
            SandboxResult result = SandboxRunner.Run(new(["true"]) { Limits = Small });
            return result.IsSuccess ? null : result.Log;
        }
        catch (SandboxException e)
        {
            return e.Message;
        }
    });

    /// <summary>Skips the test where the system makes no sandbox; in CI as root that is a failure.</summary>
    public static void Require()
    {
        if (s_whyNot.Value is string why)
        {
            bool mustWork = Environment.GetEnvironmentVariable("CI") == "true" && Environment.IsPrivilegedProcess;
            Assert.False(mustWork, why);
            Assert.Skip(why);
        }
    }

    /// <summary>Runs a shell script in a sandbox.</summary>
    public static SandboxResult Shell(string script, SandboxLimits? limits = null, Action<Stream>? readOutput = null) =>
        SandboxRunner.Run(new(["sh", "-c", script]) { Limits = limits ?? Small, ReadOutput = readOutput });

    /// <summary>Command lines of this machine's processes that hold a mark.</summary>
    public static string[] Alive(string mark) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(folder => Read(Path.Combine(folder, "cmdline")))
            .Where(line => line.Contains(mark, StringComparison.Ordinal)),
    ];

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
