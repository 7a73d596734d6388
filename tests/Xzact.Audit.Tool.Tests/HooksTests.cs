using System.Diagnostics;
using System.Text;

namespace Xzact.Audit.Tool.Tests;

/// <summary>The scripts of hooks/, run as uscan and a workflow would.</summary>
public sealed class HooksTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly string s_hooks = Path.Combine(Root(), "hooks");

    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(demo.Folder, "hooks-" + Guid.NewGuid().ToString("N"))).FullName;

    [Fact]
    public void Uscan_is_stopped_by_findings_and_gets_the_page()
    {
        string archive = Archive(demo.Shipped, "1.0");
        (int code, string output, string error) =
            Uscan(archive, ("XZACT_SOURCE", demo.Source), ("XZACT_THEN", "false"));
        Assert.Equal(1, code);
        Assert.Contains("m4/demo-host.m4", output, StringComparison.Ordinal);
        string page = archive.Replace(".tar.xz", ".xzact.html", StringComparison.Ordinal);
        Assert.Contains(page, error, StringComparison.Ordinal);
        Assert.True(File.Exists(page));
    }

    [Fact]
    public void After_a_clean_release_the_next_program_is_called_with_the_same_arguments()
    {
        string archive = Archive(demo.Twin, "1.0");
        (int code, string output, _) = Uscan(archive, ("XZACT_SOURCE", demo.Source), ("XZACT_THEN", "echo next"));
        Assert.Equal(0, code);
        Assert.EndsWith($"next --upstream-version 1.0 {archive}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_beside_it_is_the_release_before()
    {
        Archive(demo.Twin, "0.9");
        File.WriteAllText(Path.Combine(_folder, "demosum_0.9.orig.tar.xz.sig"), "a signature, and newer");
        Archive(demo.Twin, "1.0", ".gz");
        (int code, string output, _) = Uscan(Archive(demo.Shipped, "1.0"));
        Assert.Equal(1, code);
        Assert.Contains("before   demosum_0.9.orig.tar.xz", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_nothing_to_compare_with_it_says_so()
    {
        (int code, _, string error) = Uscan(Archive(demo.Shipped, "1.0"));
        Assert.Equal(2, code);
        Assert.Contains("there is nothing to compare with", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_gets_annotations_outputs_and_a_summary()
    {
        (int code, string output, _) = Run(
            Path.Combine(s_hooks, "github-action", "audit.sh"), [],
            ("XZACT_ARCHIVE", demo.Shipped), ("XZACT_SOURCE", demo.Source), ("XZACT_TAG", "v1.0"),
            ("XZACT_OPTIONS", "--root\n" + Path.Combine(demo.Folder, "machine") + "\n"),
            ("GITHUB_OUTPUT", Path.Combine(_folder, "output")),
            ("GITHUB_STEP_SUMMARY", Path.Combine(_folder, "summary")));
        Assert.Equal(1, code);
        Assert.Contains("::error file=m4/demo-host.m4", output, StringComparison.Ordinal);
        Assert.Contains("D91", output, StringComparison.Ordinal);
        Assert.Contains("sarif=xzact-reports/xzact.sarif", File.ReadAllText(Path.Combine(_folder, "output")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "# xzact audit", File.ReadAllText(Path.Combine(_folder, "summary")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "xzact-reports", "xzact.sarif")));
    }

    [Fact]
    public void A_name_that_looks_like_a_command_stays_a_name()
    {
        (int code, string output, _) = Run(
            Path.Combine(s_hooks, "github-action", "audit.sh"), [],
            ("XZACT_ARCHIVE", demo.Twin), ("XZACT_SOURCE", demo.Source), ("XZACT_TAG", "$(touch ran); touch ran"));
        Assert.NotEqual(0, code);
        Assert.False(File.Exists(Path.Combine(_folder, "ran")), output);
    }

    [Fact]
    public void A_workflow_without_an_archive_is_told()
    {
        (int code, string output, _) = Run(Path.Combine(s_hooks, "github-action", "audit.sh"), []);
        Assert.Equal((2, "::error title=xzact::the input \"archive\" is empty\n"), (code, output));
    }

    private string Archive(string of, string version, string ending = ".xz")
    {
        string archive = Path.Combine(_folder, $"demosum_{version}.orig.tar{ending}");
        File.Copy(of, archive);
        return archive;
    }

    private (int Code, string Output, string Error) Uscan(string archive, params (string, string)[] environment)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "debian"));
        File.WriteAllText(Path.Combine(_folder, "debian", "changelog"), "demosum (0.9-1) unstable; urgency=low\n");
        return Run(
            Path.Combine(s_hooks, "debian", "xzact-uscan"), ["--upstream-version", "1.0", archive], environment);
    }

    private (int Code, string Output, string Error) Run(
        string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hooks are for a POSIX shell");
        ProcessStartInfo start = new("sh", [script, .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XZACT"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "Xzact.Audit.Tool.dll")}";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        StringBuilder error = new();
        process.ErrorDataReceived += (_, line) => error.Append(line.Data).Append('\n');
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.ToString());
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Xzact.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        }

        return folder;
    }
}
