using System.Diagnostics;
using System.Globalization;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Witness;

/// <summary>strace(1) as it is installed, and how it is called.</summary>
/// <param name="Path">The program.</param>
/// <param name="Version">Its version.</param>
internal sealed record StraceProgram(string Path, Version Version)
{
    /// <summary>The first release that has all that is used: --seccomp-bpf, and the folder behind AT_FDCWD.</summary>
    public static Version Oldest { get; } = new(5, 15);

    // A question mark: not an error where a machine has no such call.
    private static readonly string[] s_calls =
    [
        "execve", "execveat", "?fork", "?vfork", "?clone", "?clone3", "?open", "openat", "?openat2", "?creat",
        "?rename", "?renameat", "?renameat2", "?link", "linkat", "?symlink", "symlinkat", "?chmod", "fchmod",
        "fchmodat", "?fchmodat2", "?dup2", "dup3", "chdir", "fchdir", "connect", "bind", "sendto", "sendmsg",
        "sendmmsg", "memfd_create", "ptrace",
    ];

    /// <summary>The words of its command line; it writes to its descriptor 3.</summary>
    public IReadOnlyList<string> Words =>
    [
        Path, "-f", "-q", "--seccomp-bpf", "-y", "-s", "1000", "-e", "signal=none", "-e",
        "trace=" + string.Join(',', s_calls), "-o", "/proc/self/fd/3",
    ];

    /// <summary>Its name and version, for reports.</summary>
    public string Name => $"strace {Version}";

    /// <summary>Finds it.</summary>
    /// <exception cref="SandboxException">It is not installed, or is too old.</exception>
    public static StraceProgram Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new SandboxException("a build is watched with strace, which needs Linux");
        }

        string path = SandboxTools.Find("strace") ?? throw new SandboxException(
            "a build is watched with strace, which is not installed; the distribution's package strace has it");
        using Process process = Process.Start(new ProcessStartInfo(path, ["-V"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Version version = ParseVersion(said)
            ?? throw new SandboxException($"{path} -V does not say a version of strace");
        return version >= Oldest
            ? new(path, version)
            : throw new SandboxException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a build is watched with strace {Oldest} or later; {path} is {version}"));
    }

    /// <summary>The version in what <c>strace -V</c> prints; null if there is none.</summary>
    internal static Version? ParseVersion(string said)
    {
        const string Mark = "version ";
        string line = said.Split('\n')[0];
        int at = line.IndexOf(Mark, StringComparison.Ordinal);
        string number = at < 0 ? "" : new([.. line.Skip(at + Mark.Length).TakeWhile(c => char.IsAsciiDigit(c)
            || c == '.')]);
        return Version.TryParse(
            number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('.') : number + ".0", out Version? version)
            ? version
            : null;
    }
}
