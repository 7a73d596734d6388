using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Xzact.Audit.Sandbox;

/// <summary>
/// Runs a command that is not trusted. It sees the distribution's programs, what it was given and one writable folder
/// in memory, all of them new mounts; it has its own processes, users and a network without any device. It ends with
/// all it started when its time is up, when it ends itself, or when this process does.
/// </summary>
/// <remarks>
/// Made with unshare(1), mount(8), setpriv(1) and prlimit(1) of util-linux, as root and as a plain user alike: root
/// gives up its rights before the first namespace. See <c>setup.sh</c>, which is the first process inside, and
/// <c>docs/decisions/0016</c>. There is no weaker form to fall back to.
/// </remarks>
internal static class SandboxRunner
{
    private const int MaxLog = 64 * 1024;
    private const int MaxLine = 4096;
    private const string Nobody = "65534";

    // Beyond the command's own time: unpacking what it is given, and reading what it made.
    private static readonly TimeSpan s_transfer = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(100);

    private static readonly Lazy<string> s_setup = new(() => EmbeddedText.Read("Sandbox/setup.sh"));

    // A descriptor that the caller of this process left open would be open inside.
    private const string CloseDescriptors =
        "opendir D, '/proc/self/fd' or die; my @n = grep { /^\\d+$/ && $_ > 2 } readdir D; closedir D; "
        + "require POSIX; POSIX::close($_) for @n; exec { $ARGV[0] } @ARGV or die";

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="SandboxException">The sandbox cannot be made; nothing was run.</exception>
    /// <exception cref="OperationCanceledException">The command's token was cancelled.</exception>
    public static SandboxResult Run(SandboxCommand command)
    {
        if (SandboxTools.WhyNot() is string why)
        {
            throw new SandboxException($"no sandbox can be made: {why}");
        }

        Stopwatch clock = Stopwatch.StartNew();

        // The kernel ends the sandbox when the thread that starts it does (PR_SET_PDEATHSIG); this one waits for it.
        using Process process = Start(command);
        using SandboxWatch watch = new(process, command.Limits, s_watch, s_transfer);
        using CancellationTokenRegistration cancelled = command.Cancellation.Register(watch.Kill);
        StringBuilder log = new();
        Task errors = Task.Run(() => ReadLog(process.StandardError.BaseStream, log, command.Printed));
        Task input = Task.Run(() => WriteInput(process.StandardInput.BaseStream, command.WriteInput));
        bool isReady;
        int? code;
        try
        {
            using TraceStream output = new(process.StandardOutput.BaseStream);
            (isReady, code) = ReadOutput(output, command, watch);
        }
        finally
        {
            watch.Kill();
            process.WaitForExit();
            Task.WaitAll(errors, input);
        }

        command.Cancellation.ThrowIfCancellationRequested();
        if (!isReady)
        {
            string said = log.ToString().Trim().ReplaceLineEndings("; ");
            throw new SandboxException($"no sandbox can be made: {(said.Length > 0 ? said : "it does not start")}");
        }

        bool overTime = watch.IsOverTime || (clock.Elapsed.TotalSeconds >= command.Limits.Seconds && code is not 0);
        SandboxEnding ending = watch.IsOverMemory ? SandboxEnding.OverMemory
            : overTime ? SandboxEnding.OverTime
            : code is null ? SandboxEnding.Lost
            : SandboxEnding.Exited;
        return new(ending, code ?? -1, clock.Elapsed, watch.PeakBytes, log.ToString());
    }

    private static Process Start(SandboxCommand command)
    {
        ProcessStartInfo start = new(SandboxTools.Find("perl")!)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SandboxTools.SearchPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        SandboxLimits limits = command.Limits;
        string[] drop = Environment.IsPrivilegedProcess
            ? ["--reuid", Nobody, "--regid", Nobody, "--clear-groups"]
            : [];
        foreach (string argument in (IEnumerable<string>)
        [
            "-e", CloseDescriptors,
            SandboxTools.Find("setpriv")!, "--pdeathsig", "KILL", .. drop,
            SandboxTools.Find("unshare")!, "--user", "--map-root-user", "--mount", "--pid", "--ipc", "--uts",
            "--cgroup", "--fork", "--kill-child", .. command.AllowNetwork ? [] : (string[])["--net"],
            SandboxTools.Find("sh")!, "-c", s_setup.Value, "sandbox",
            Text(limits.SpaceBytes), Text(limits.Seconds), Text(limits.Processes), Text(limits.ProcessBytes),
            Text(limits.FileBytes), Text(limits.ProcessorSeconds), command.BuildsInput ? "build" : "input",
            command.AllowNetwork ? "network" : "", string.Join(' ', command.Tracer),
            $"PATH={SandboxTools.SearchPath}", "HOME=/home",
            .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"),
            .. command.Arguments,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new SandboxException($"no sandbox can be made: {start.FileName} does not start: {e.Message}", e);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteInput(Stream input, Action<Stream>? write)
    {
        try
        {
            using (input)
            {
                (write ?? WriteEmpty)(input);
            }
        }
        catch (IOException)
        {
            // The sandbox ended before it read everything; how it ended says why.
        }
    }

    // tar(5): an archive ends with two blocks of zeros.
    private static void WriteEmpty(Stream tar) => tar.Write(new byte[1024]);

    // Lines of a tracer begin with the number of a process, so none can be taken for the sandbox's own.
    private static (bool IsReady, int? Code) ReadOutput(
        TraceStream output, SandboxCommand command, SandboxWatch watch)
    {
        if (!output.ReadLine(out ReadOnlySpan<byte> line) || !line.SequenceEqual("ready"u8))
        {
            return (false, null);
        }

        while (output.ReadLine(out line))
        {
            if (line.StartsWith("exit "u8))
            {
                if (!int.TryParse(line["exit "u8.Length..], CultureInfo.InvariantCulture, out int code))
                {
                    break;
                }

                watch.IsRunning = false;
                command.ReadOutput?.Invoke(output);
                return (true, code);
            }

            if (command.ReadTrace is null)
            {
                break;
            }

            command.ReadTrace(line);
        }

        return (true, null);
    }

    // Lines are cut where they are too long, so that a command cannot fill the memory with one.
    private static void ReadLog(Stream stream, StringBuilder log, Action<string>? printed)
    {
        byte[] buffer = new byte[16 * 1024];
        StringBuilder line = new();
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            string text = Encoding.UTF8.GetString(buffer, 0, read);
            log.Append(text);
            if (log.Length > 2 * MaxLog)
            {
                log.Remove(0, log.Length - MaxLog);
            }

            foreach (char c in printed is null ? "" : text)
            {
                if (c != '\n' && line.Length < MaxLine)
                {
                    line.Append(c);
                    continue;
                }

                printed!(line.ToString());
                line.Clear();
            }
        }

        if (log.Length > MaxLog)
        {
            log.Remove(0, log.Length - MaxLog);
        }
    }
}
