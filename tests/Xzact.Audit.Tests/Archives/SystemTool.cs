using System.ComponentModel;
using System.Diagnostics;
using Xzact.Testing.Files;

namespace Xzact.Audit.Tests.Archives;

/// <summary>Runs a program of the system as the other side of a differential test.</summary>
internal static class SystemTool
{
    /// <summary>Ends the test if a program is missing: fails it in CI, skips it with the reason elsewhere.</summary>
    public static void Require(params ReadOnlySpan<string> programs)
    {
        foreach (string program in programs)
        {
            if (InstalledProgram.Exists(program))
            {
                continue;
            }

            string reason = $"'{program}' is not installed, so there is nothing to compare with";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }
    }

    /// <summary>Runs a program and returns what it wrote; anything but exit code 0 fails the test.</summary>
    public static string Run(string folder, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result}");
            return output;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} could not be started", exception);
        }
    }
}
