using System.Diagnostics;
using System.Text;

namespace Xzact.Tools.Tests;

/// <summary>How a command ended. Text holds one byte in each character, so that nothing is lost.</summary>
internal sealed record CommandResult(int ExitStatus, string Output, string Errors);

/// <summary>An empty folder, and a search path on which the program stands under all its names. Both vanish.</summary>
internal sealed class CommandPlace : IDisposable
{
    private const int TimeoutMilliseconds = 60_000;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("xz-tests-");

    /// <param name="xz">The program.</param>
    public CommandPlace(string? xz = null)
    {
        Folder = _root.CreateSubdirectory("work").FullName;
        DirectoryInfo programs = _root.CreateSubdirectory("bin");
        string program = xz ?? ProgramUnderTest;
        foreach (string name in Commands.CommandNames.Installed)
        {
            // The real xz has programs of their own for some names.
            string sibling = Path.Combine(Path.GetDirectoryName(program)!, name);
            File.CreateSymbolicLink(
                Path.Combine(programs.FullName, name), File.Exists(sibling) ? sibling : program);
        }
    }

    /// <summary>The program to be tested: XZACT_XZ, or the one that was built with the tests.</summary>
    public static string ProgramUnderTest { get; } =
        Environment.GetEnvironmentVariable("XZACT_XZ") is { Length: > 0 } path
            ? path
            : Path.Combine(AppContext.BaseDirectory, "xz");

    /// <summary>The distribution's xz, for files that go from one program to the other.</summary>
    /// <remarks>Without it a test is skipped; with CI=true it fails.</remarks>
    public static string SystemXz
    {
        get
        {
            string? found = new[] { "/usr/bin/xz", "/bin/xz", "/usr/local/bin/xz" }.FirstOrDefault(File.Exists);
            if (found is null && Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail("The system has no xz; install it (package xz-utils).");
            }

            Assert.SkipWhen(found is null, "The system has no xz to compare with.");
            return found!;
        }
    }

    /// <summary>The folder in which commands run.</summary>
    public string Folder { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs lines of shell.</summary>
    public CommandResult Shell(string script) => Run("bash", "-c", script);

    /// <summary>Runs a command to its end, standard input being empty.</summary>
    public CommandResult Run(string program, params string[] arguments)
    {
        // This process ignores SIGPIPE, and what is ignored is inherited.
        var start = new ProcessStartInfo("env", ["--default-signal=PIPE", program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(_root.FullName, "bin") + ":/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["HOME"] = Folder;

        // The managed form of the program needs its runtime, which need not be installed in the usual place.
        start.Environment["DOTNET_ROOT"] = RuntimeRoot();

        // The JIT compiler's memory is a file otherwise, which a limit of file sizes would hit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeoutMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {TimeoutMilliseconds} ms.");
        }

        process.WaitForExit();
        return new CommandResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>Removes the place with rm: a name that is no UTF-8 cannot be spoken of here.</summary>
    public void Dispose()
    {
        using Process remove = Process.Start("rm", ["-rf", "--", _root.FullName]);
        remove.WaitForExit();
    }

    /// <summary>shared/Microsoft.NETCore.App/VERSION/ lies three levels below it.</summary>
    private static string RuntimeRoot() =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
}
