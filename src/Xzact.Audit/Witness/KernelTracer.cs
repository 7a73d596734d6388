using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Witness.Interop;

namespace Xzact.Audit.Witness;

/// <summary>
/// Watches by a filter of the kernel (seccomp_unotify(2)): the command and all that it starts wait at some thirty calls
/// until this process has looked and said "go on". Nothing is changed but that io_uring(7), which opens files without a
/// call, is said not to exist. The filter cannot be taken off, and outlives this process: calls fail then.
/// </summary>
internal sealed class KernelTracer(WitnessLimits limits) : BuildTracer
{
    private const int PollMilliseconds = 250;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly string _mark = "xzact-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly SystemCalls _calls = SystemCalls.OfThisMachine ?? throw new SandboxException(
        "the system calls of this machine's architecture are not known; --tracer strace watches without them");

    private readonly Lock _lock = new();
    private WatchedKernel? _kernel;
    private CallTranslator? _translator;
    private EventRecorder? _recorder;
    private Thread? _thread;
    private Exception? _failure;
    private volatile string? _trouble;
    private volatile bool _isOver;

    public override string Name => $"seccomp of Linux {Environment.OSVersion.Version.ToString(2)}";

    public override EventRecorder? Recorder => _recorder;

    public override long Calls => _translator?.Calls ?? 0;

    public override long Unread => _translator?.Unread ?? 0;

    public override string? Trouble => _trouble;

    public override IReadOnlyList<string> Wrap(IReadOnlyList<string> command) =>
    [
        SandboxTools.Find("perl") ?? throw new SandboxException("a build is watched with the help of perl, which is "
            + "not installed"),
        "-e", EmbeddedText.Read("Witness/listen.pl"), _mark, Text(_calls.Prctl), Text(_calls.Seccomp),
        Convert.ToHexStringLower(_calls.Filter()), .. command,
    ];

    public override bool TakePrinted(string line)
    {
        if (_thread is not null || _trouble is not null || !line.StartsWith(_mark + " ", StringComparison.Ordinal))
        {
            return false;
        }

        if (!int.TryParse(line.AsSpan(_mark.Length + 1), CultureInfo.InvariantCulture, out int descriptor)
            || FindProcess(descriptor) is not int process
            || (_kernel = WatchedKernel.Attach(process, descriptor)) is null)
        {
            // The process goes on waiting and is ended with the sandbox.
            _trouble = "the kernel does not let the build be watched (Linux 5.6 or later is needed, and the right to "
                + "trace one's own processes); --tracer strace watches otherwise";
            return true;
        }

        _recorder = new(PathText.Decode(_kernel.Link(process, "cwd"u8)), prologue: 0, limits);
        _translator = new(_recorder, _kernel, _calls);
        _thread = new(Watch) { IsBackground = true, Name = "build watch" };
        _thread.Start();
        return true;
    }

    public override void Finish()
    {
        // What the build left running is not waited for: its calls go on, unseen.
        _isOver = _thread?.Join(s_patience) == false;
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw new InvalidOperationException("the watch failed", _failure);
            }
        }
    }

    public override void Dispose()
    {
        _isOver = true;
        if (_thread is null)
        {
            _kernel?.Dispose();
        }

        base.Dispose();
    }

    // The thread has the kernel to itself, and lets go of it when it ends.
    private void Watch()
    {
        try
        {
            while (_kernel!.Next(PollMilliseconds, out CallNotice notice) is bool isCall)
            {
                if (isCall)
                {
                    Take(notice);
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The build's calls fail from here on, and Finish says why.
            _failure = e;
        }
        finally
        {
            _kernel!.Dispose();
        }
    }

    private void Take(in CallNotice notice)
    {
        int error = 0;
        lock (_lock)
        {
            if (!_isOver)
            {
                error = _translator!.Add(notice);
            }
        }

        if (error == 0)
        {
            _kernel!.Answer(notice);
        }
        else
        {
            _kernel!.Refuse(notice, error);
        }
    }

    // The mark is on the command line of the programs that made the sandbox, too; one has the listener.
    private int? FindProcess(int descriptor)
    {
        byte[] mark = Encoding.ASCII.GetBytes(_mark);
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)
                    && new FileInfo($"{folder}/fd/{descriptor}").LinkTarget == "anon_inode:seccomp notify"
                    && File.ReadAllBytes($"{folder}/cmdline").AsSpan().IndexOf(mark) >= 0)
                {
                    return id;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it has ended, or is another user's
            }
        }

        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
