using System.Diagnostics;

namespace Xzact.Audit.Git;

/// <summary>
/// The only place that starts <c>git</c>. Every call has a fixed environment and fixed settings, so that nothing of
/// the caller, the user or the audited repository is executed or believed. The second line of defence is
/// <see cref="GitView"/>: the calls run in a folder of ours, and never see the audited repository's configuration.
/// </summary>
internal static class GitProgram
{
    private const string NullDevice = "/dev/null";
    private const UnixFileMode None = UnixFileMode.None;
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // What git reads from its environment (git(1), "ENVIRONMENT VARIABLES"); the caller's is not inherited at all.
    private static readonly KeyValuePair<string, string>[] s_environment =
    [
        new("LC_ALL", "C"),
        new("TZ", "UTC"),
        new("HOME", NullDevice),
        new("XDG_CONFIG_HOME", NullDevice),
        new("GIT_CONFIG_NOSYSTEM", "1"),
        new("GIT_CONFIG_SYSTEM", NullDevice),
        new("GIT_CONFIG_GLOBAL", NullDevice),
        new("GIT_ATTR_NOSYSTEM", "1"),
        new("GIT_NO_REPLACE_OBJECTS", "1"),
        new("GIT_NO_LAZY_FETCH", "1"),
        new("GIT_GRAFT_FILE", NullDevice),
        new("GIT_ALLOW_PROTOCOL", "none"),
        new("GIT_PROTOCOL_FROM_USER", "0"),
        new("GIT_OPTIONAL_LOCKS", "0"),
        new("GIT_TERMINAL_PROMPT", "0"),
        new("GIT_ASKPASS", "false"),
        new("SSH_ASKPASS", "false"),
        new("GIT_SSH_COMMAND", "false"),
        new("GIT_PAGER", "cat"),
        new("GIT_EDITOR", "false"),
        new("GIT_ADVICE", "0"),
    ];

    // git-config(1); each names a program, a file to believe, or a shortcut around the objects.
    private static readonly string[] s_settings =
    [
        "core.hooksPath=" + NullDevice,
        "core.fsmonitor=false",
        "core.attributesFile=" + NullDevice,
        "core.excludesFile=" + NullDevice,
        "core.useReplaceRefs=false",
        "core.commitGraph=false",
        "core.multiPackIndex=false",
        "core.alternateRefsCommand=false",
        "core.sshCommand=false",
        "core.gitProxy=false",
        "core.askPass=false",
        "core.pager=cat",
        "core.editor=false",
        "core.bigFileThreshold=16m",
        "credential.helper=",
        "protocol.allow=never",
        "diff.external=",
        "gpg.program=false",
        "gpg.ssh.program=false",
        "gpg.x509.program=false",
        "log.mailmap=false",
        "log.showSignature=false",
        "log.date=default",
        "log.showRoot=true",
        "i18n.logOutputEncoding=UTF-8",
        "color.ui=false",
        "gc.auto=0",
        "maintenance.auto=false",
    ];

    private static readonly Lazy<string?> s_path = new(() => Locate(Environment.GetEnvironmentVariable("PATH")));

    /// <summary>Starts git in a repository folder.</summary>
    /// <param name="gitDirectory">The repository folder, always one of ours (<see cref="GitView"/>).</param>
    /// <param name="options">The time limit.</param>
    /// <param name="arguments">A plumbing command and its arguments.</param>
    /// <exception cref="GitException">Git is not installed, or does not start.</exception>
    internal static GitProcess Start(string gitDirectory, GitOptions options, params string[] arguments)
    {
        string path = s_path.Value ?? throw new GitException(
            GitFailure.GitMissing,
            "The git program was not found in PATH; install git to compare a release with its repository.");
        var start = new ProcessStartInfo(path)
        {
            WorkingDirectory = gitDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string? systemRoot = Environment.GetEnvironmentVariable("SystemRoot");
        start.Environment.Clear();
        foreach ((string name, string value) in s_environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = Path.GetDirectoryName(path);
        start.Environment["GIT_DIR"] = gitDirectory;
        if (systemRoot is not null)
        {
            start.Environment["SystemRoot"] = systemRoot; // without it no Windows program starts
        }

        start.ArgumentList.Add("--no-pager");
        start.ArgumentList.Add("--no-replace-objects");
        start.ArgumentList.Add("--literal-pathspecs");
        foreach (string setting in s_settings)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(setting);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new GitProcess(start, "git " + arguments[0], options.TimeLimit);
    }

    /// <summary>Runs git to its end and gives what it printed.</summary>
    /// <exception cref="GitException">It fails, prints over <paramref name="maxBytes"/>, or takes too long.</exception>
    internal static byte[] Run(
        string gitDirectory, GitOptions options, int maxBytes, params string[] arguments)
    {
        using GitProcess process = Start(gitDirectory, options, arguments);
        process.CloseInput();
        byte[] output = process.ReadToEnd(maxBytes);
        process.ThrowIfFailed();
        return output;
    }

    /// <summary>
    /// Finds git in the absolute folders of PATH. The process class of the base library would look into the current
    /// folder first, and that may be the audited one.
    /// </summary>
    internal static string? Locate(string? searchPath)
    {
        string name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        return (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != None);
}
