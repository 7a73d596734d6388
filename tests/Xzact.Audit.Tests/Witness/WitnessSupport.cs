using Xzact.Audit.Case;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Tests.Sandbox;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

/// <summary>Little trees that are built and watched.</summary>
internal sealed class WitnessSupport : IDisposable
{
    public WitnessSupport()
    {
        SandboxSupport.Require();
        if (SandboxTools.Find("strace") is null || SandboxTools.Find("gcc") is null
            || SandboxTools.Find("make") is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "strace, gcc or make is missing");
            Assert.Skip("strace, gcc or make is missing");
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("xzact-witness-").FullName;

    public void Write(string path, string text, bool executable = false)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.ReplaceLineEndings("\n"));
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, (UnixFileMode)0b111_101_101);
        }
    }

    public CaseReport Build(
        string script, bool withoutSandbox = false, WitnessTracer tracer = WitnessTracer.Kernel) => WitnessAudit.Run(
        Request(script, withoutSandbox, tracer), new());

    public WitnessRequest Request(string script, bool withoutSandbox, WitnessTracer tracer) =>
        new()
        {
            Command = ["sh", "-c", script],
            Folder = Folder,
            WithoutSandbox = withoutSandbox,
            Tracer = tracer,
            TimeLimit = TimeSpan.FromMinutes(3),
        };

    public static string[] Found(CaseReport report) =>
        [.. report.Findings.Select(f => $"{f.RuleId} {f.Severity} {f.Subject}").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
