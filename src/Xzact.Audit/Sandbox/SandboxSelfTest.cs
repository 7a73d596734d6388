using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Xzact.Audit.Sandbox;

/// <summary>
/// Tries to leave the sandbox with the means that a hostile command has, against things of this machine that are
/// really there: a listener on the loopback address, sockets, a file, a variable. Only if every way is shut may
/// anything run.
/// </summary>
internal sealed class SandboxSelfTest : IDisposable
{
    /// <summary>Every question of the probe, in its order.</summary>
    public static IReadOnlyList<string> Questions { get; } =
    [
        "loopback", "abstract sockets", "path sockets", "network devices", "files of the host", "the home of the user",
        "the way up", "writing outside the folder", "the environment", "descriptors", "standard input", "capabilities",
        "new privileges", "the root user", "namespaces of the host", "new user namespaces", "the first process",
        "limits",
    ];

    // What stands open where the network is shared.
    private static readonly string[] s_ofNetwork = ["loopback", "abstract sockets", "network devices"];

    private const string Canary = "XZACT_PROBE_CANARY";

    // The root itself, then what holds programs, settings, input and devices.
    private const string ReadOnlyFolders =
        "/,/usr,/usr/bin,/usr/lib,/bin,/etc,/var/lib/dpkg,/input,/dev,/home,/proc,/proc/sys/kernel";

    private static readonly string[] s_namespaces = ["user", "mnt", "pid", "net", "ipc", "uts", "cgroup"];

    private readonly string _name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-probe-").FullName;
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly Socket _abstract = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _path = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    internal SandboxSelfTest()
    {
        // Whoever finds them may use them: the sandbox must be what keeps the probe away, not a permission.
        const UnixFileMode All = (UnixFileMode)0b111_111_111;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, All);
        }

        File.WriteAllText(FilePath, "probe\n");
        _tcp.Start();
        _abstract.Bind(new UnixDomainSocketEndPoint("\0" + _name));
        _abstract.Listen();
        _path.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _path.Listen();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(SocketPath, All);
        }
    }

    private string FilePath => Path.Combine(_folder, "file");

    private string SocketPath => Path.Combine(_folder, "socket");

    /// <summary>Makes a sandbox and tries to leave it.</summary>
    /// <exception cref="SandboxException">It cannot be made, or a way out is open.</exception>
    /// <param name="limits">What the sandbox may use.</param>
    /// <param name="run">Makes a sandbox and runs a command in it.</param>
    /// <param name="allowNetwork">Whether the network of this machine is meant to be shared.</param>
    public static void Run(
        SandboxLimits limits, Func<SandboxCommand, SandboxResult> run, bool allowNetwork = false)
    {
        using SandboxSelfTest test = new();
        SandboxResult result = run(new(["perl", "-e", Probe, .. test.Arguments(limits, allowNetwork)])
        {
            Limits = limits,
            AllowNetwork = allowNetwork,
        });
        string[] open =
        [
            .. WaysOut(result.Log).Where(way => !allowNetwork || !s_ofNetwork.Any(question =>
                way.StartsWith($"OPEN {question}: ", StringComparison.Ordinal))),
        ];
        if (open.Length > 0 || !result.IsSuccess)
        {
            throw new SandboxException(
                $"the sandbox does not hold: {(open.Length > 0 ? string.Join("; ", open) : result.Log.Trim())}");
        }
    }

    /// <summary>The program, in Perl.</summary>
    internal static string Probe => EmbeddedText.Read("Sandbox/probe.pl");

    /// <summary>What the probe must be told.</summary>
    internal IEnumerable<string> Arguments(SandboxLimits limits, bool allowNetwork = false) =>
    [
        $"tcp={((IPEndPoint)_tcp.LocalEndpoint).Port}", $"abstract={_name}", $"socket={SocketPath}",
        $"file={FilePath}", $"home={Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}",
        $"canary={Canary}", "allowed=HOME,PATH", $"write={ReadOnlyFolders}",
        .. s_namespaces.Where(name => !allowNetwork || name != "net").Select(name =>
            $"{name}={new FileInfo($"/proc/self/ns/{name}").LinkTarget}"),
        Limit("Max processes", limits.Processes), Limit("Max address space", limits.ProcessBytes),
        Limit("Max file size", limits.FileBytes), Limit("Max cpu time", limits.ProcessorSeconds),
        Limit("Max core file size", 0),
    ];

    /// <summary>What the probe's answers leave open: each question must be answered, once, with "shut".</summary>
    internal static IEnumerable<string> WaysOut(string answers)
    {
        string[] lines = answers.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string question in Questions)
        {
            string[] given =
            [
                .. lines.Where(line => line == $"shut {question}"
                    || line.StartsWith($"OPEN {question}: ", StringComparison.Ordinal)),
            ];
            if (given is not [['s', ..]])
            {
                yield return given.FirstOrDefault(line => line[0] == 'O') ?? $"no answer about {question}";
            }
        }
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _abstract.Dispose();
        _path.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Limit(string name, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"limit:{name}={value}");
}
