using System.Globalization;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>
/// Turns system calls into the events of a record: numbers for processes, absolute paths, and of what is read only what
/// does not belong to the system.
/// </summary>
/// <param name="root">The folder of the tree while it is built.</param>
/// <param name="prologue">Programs that the first process is before it is the command itself.</param>
/// <param name="limits">What may be kept.</param>
internal sealed class TraceRecorder(string root, int prologue, WitnessLimits limits)
{
    private const int MaxArgument = 1000;

    private static readonly Dictionary<string, int> s_signals = new(StringComparer.Ordinal)
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGQUIT"] = 3,
        ["SIGILL"] = 4,
        ["SIGTRAP"] = 5,
        ["SIGABRT"] = 6,
        ["SIGBUS"] = 7,
        ["SIGFPE"] = 8,
        ["SIGKILL"] = 9,
        ["SIGSEGV"] = 11,
        ["SIGPIPE"] = 13,
        ["SIGALRM"] = 14,
        ["SIGTERM"] = 15,
        ["SIGXCPU"] = 24,
        ["SIGXFSZ"] = 25,
        ["SIGSYS"] = 31,
    };

    // Ends of processes may be seen before the call that started them returns.
    private const int MaxEnded = 4096;

    private readonly List<BuildEvent> _events = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<int, TracedProcess> _processes = [];
    private readonly Dictionary<int, TracedProcess> _ended = [];
    private TracedProcess? _first;
    private int _count;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<BuildEvent> Events => _events;

    /// <summary>Events that were not kept.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether the command itself was started.</summary>
    public bool Started => _first?.Programs > prologue;

    /// <summary>The exit code of the command; null as long as it has not ended.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Takes one call.</summary>
    public void Add(StraceCall call)
    {
        if (Process(call.Process) is not TracedProcess process)
        {
            Lost++;
            return;
        }

        if (call.Argument(0) is string at && at.StartsWith("AT_FDCWD<", StringComparison.Ordinal))
        {
            process.Folder = Shared(StraceText.PathOf(at) ?? "/");
            Resolve(process);
        }

        switch (call.Name)
        {
            case StraceCall.Exited or StraceCall.Killed:
                End(process, call);
                break;
            case "clone" or "clone3" or "fork" or "vfork":
                Start(process, call);
                break;
            case "execve" or "execveat":
                Execute(process, call);
                break;
            case "chdir":
                process.Folder = call.Succeeded ? Combine(process.Folder, StraceText.String(call.Argument(0)))
                    : process.Folder;
                break;
            case "fchdir":
                process.Folder = call.Succeeded ? StraceText.PathOf(call.Argument(0)) : process.Folder;
                break;
            case "dup2" or "dup3":
                Duplicate(process, call);
                break;
            default:
                Other(process, call);
                break;
        }
    }

    private void Other(TracedProcess process, StraceCall call)
    {
        switch (call.Name)
        {
            case "open" or "creat":
                Open(process, call, process.Folder, call.Argument(0), call.Name == "creat"
                    ? "O_WRONLY|O_CREAT|O_TRUNC" : call.Argument(1));
                break;
            case "openat" or "openat2":
                Open(process, call, StraceText.PathOf(call.Argument(0)), call.Argument(1), call.Argument(2));
                break;
            case "rename" or "link":
                Names(process, call, process.Folder, call.Argument(0), process.Folder, call.Argument(1));
                break;
            case "renameat" or "renameat2" or "linkat":
                Names(
                    process, call, StraceText.PathOf(call.Argument(0)), call.Argument(1),
                    StraceText.PathOf(call.Argument(2)), call.Argument(3));
                break;
            case "symlink":
                Symlink(process, call, process.Folder, call.Argument(1));
                break;
            case "symlinkat":
                Symlink(process, call, StraceText.PathOf(call.Argument(1)), call.Argument(2));
                break;
            case "chmod":
                Permit(process, call, Combine(process.Folder, StraceText.String(call.Argument(0))), call.Argument(1));
                break;
            case "fchmod":
                Permit(process, call, StraceText.PathOf(call.Argument(0)), call.Argument(1));
                break;
            case "fchmodat" or "fchmodat2":
                Permit(
                    process, call,
                    Combine(StraceText.PathOf(call.Argument(0)), StraceText.String(call.Argument(1))),
                    call.Argument(2));
                break;
            case "memfd_create" when call.Succeeded:
                Keep(new(BuildEventKind.Memory, process.Number) { Path = StraceText.String(call.Argument(0)) ?? "" });
                break;
            case "ptrace":
                Keep(new(BuildEventKind.Trace, process.Number) { Path = call.Argument(0), Error = call.Error });
                break;
            case "connect" or "bind" or "sendto" or "sendmsg" or "sendmmsg":
                if (NetworkAddress.Of(call) is string address)
                {
                    Keep(new(BuildEventKind.Network, process.Number) { Path = address, Error = call.Error });
                }

                break;
            default:
                break;
        }
    }

    private TracedProcess? Process(int id)
    {
        if (_processes.TryGetValue(id, out TracedProcess? known))
        {
            return known;
        }

        if (_count >= limits.Processes)
        {
            return null;
        }

        TracedProcess process = new(++_count);
        _first ??= process;
        _processes[id] = process;
        return process;
    }

    private void Start(TracedProcess parent, StraceCall call)
    {
        string result = call.Result.Split(' ', '<')[0];
        if (!int.TryParse(result, CultureInfo.InvariantCulture, out int id) || id <= 0)
        {
            return;
        }

        // The child may have been seen, or even have ended, before its parent's call returned.
        TracedProcess? child = _processes.TryGetValue(id, out TracedProcess? running) && !running.HasParent
            && running != _first ? running
            : _ended.Remove(id, out TracedProcess? ended) ? ended
            : null;
        if (child is null)
        {
            _processes.Remove(id);
            child = Process(id);
        }

        if (child is null)
        {
            Lost++;
            return;
        }

        child.Inherit(parent);
        bool isThread = call.Arguments.Any(a => a.Contains("CLONE_THREAD", StringComparison.Ordinal));
        Keep(new(isThread ? BuildEventKind.Thread : BuildEventKind.Start, child.Number) { Parent = parent.Number });
    }

    private void Execute(TracedProcess process, StraceCall call)
    {
        if (!call.Succeeded)
        {
            return;
        }

        bool isAt = call.Name == "execveat";
        string name = StraceText.String(call.Argument(isAt ? 1 : 0)) ?? "";
        string? folder = isAt ? StraceText.PathOf(call.Argument(0)) : process.Folder;

        // With AT_EMPTY_PATH the program is the descriptor itself.
        string? path = isAt && name.Length == 0 ? folder : Combine(folder, name);
        process.Begin();
        Resolve(process);
        BuildEvent started = new(BuildEventKind.Exec, process.Number)
        {
            Path = path ?? name,
            Arguments =
            [
                .. StraceText.Strings(call.Argument(isAt ? 2 : 1), limits.Arguments)
                    .Select(a => Shared(a[..Math.Min(a.Length, MaxArgument)])),
            ],
            Folder = process.Folder,
            Input = process.Input,
            Output = process.Output,
        };
        if (path is null || process.Folder is null)
        {
            process.Waiting = started;
        }
        else
        {
            Keep(started);
        }
    }

    // A program that was started by a relative name before its folder was known.
    private void Resolve(TracedProcess process)
    {
        if (process.Waiting is BuildEvent waiting)
        {
            process.Waiting = null;
            Keep(waiting with
            {
                Path = Combine(process.Folder, waiting.Path) ?? waiting.Path,
                Folder = process.Folder,
            });
        }
    }

    private void Open(TracedProcess process, StraceCall call, string? folder, string argument, string flags)
    {
        string? error = call.Error;
        bool isWrite = flags.Contains("O_WRONLY", StringComparison.Ordinal)
            || flags.Contains("O_RDWR", StringComparison.Ordinal)
            || flags.Contains("O_CREAT", StringComparison.Ordinal);
        if (flags.Contains("O_DIRECTORY", StringComparison.Ordinal)
            || flags.Contains("O_PATH", StringComparison.Ordinal)
            || flags.Contains("O_TMPFILE", StringComparison.Ordinal)
            || (error is not null && (!isWrite || error is not ("EROFS" or "EACCES" or "EPERM"))))
        {
            return;
        }

        string? named = Combine(folder, StraceText.String(argument));
        string? path = error is null ? StraceText.PathOf(call.Result) ?? named : named;
        if (path is not ['/', ..])
        {
            return;
        }

        bool replaces = flags.Contains("O_TRUNC", StringComparison.Ordinal)
            || flags.Contains("O_EXCL", StringComparison.Ordinal);
        bool reads = !isWrite || (flags.Contains("O_RDWR", StringComparison.Ordinal) && !replaces);
        if (reads && error is null && TracedPaths.KeepsRead(path, root) && process.ReadsFirst(path))
        {
            Flush(process);
            Keep(new(BuildEventKind.Read, process.Number) { Path = Shared(path) });
        }

        if (isWrite && TracedPaths.KeepsWrite(path))
        {
            Flush(process);
            Keep(new(BuildEventKind.Write, process.Number)
            {
                Path = Shared(path),
                Mode = replaces ? WriteMode.Replace : WriteMode.Update,
                Error = error,
            });
        }
    }

    private void Names(
        TracedProcess process, StraceCall call, string? fromFolder, string from, string? toFolder, string to)
    {
        if (call.Succeeded && Combine(fromFolder, StraceText.String(from)) is string path
            && Combine(toFolder, StraceText.String(to)) is string target)
        {
            bool isLink = call.Name.StartsWith("link", StringComparison.Ordinal);
            Keep(new(isLink ? BuildEventKind.Link : BuildEventKind.Rename, process.Number)
            {
                Path = Shared(path),
                Target = Shared(target),
            });
        }
    }

    private void Symlink(TracedProcess process, StraceCall call, string? folder, string name)
    {
        if (call.Succeeded && Combine(folder, StraceText.String(name)) is string path)
        {
            Keep(new(BuildEventKind.Symlink, process.Number)
            {
                Path = Shared(path),
                Target = StraceText.String(call.Argument(0)),
            });
        }
    }

    private void Permit(TracedProcess process, StraceCall call, string? path, string mode)
    {
        const int AnyExecute = 0x49; // 0111
        if (call.Succeeded && path is ['/', ..] && TracedPaths.KeepsRead(path, root) && Octal(mode) is int bits
            && (bits & AnyExecute) != 0)
        {
            Keep(new(BuildEventKind.Executable, process.Number) { Path = Shared(path) });
        }
    }

    private void Duplicate(TracedProcess process, StraceCall call)
    {
        string to = call.Argument(1).Split('<')[0];
        if (!call.Succeeded || to is not ("0" or "1"))
        {
            return;
        }

        string? what = StraceText.PathOf(call.Argument(0));
        string? old = to == "0" ? process.Input : process.Output;
        if (what == old)
        {
            return;
        }

        bool isPipe = what is not null && what.StartsWith("pipe:[", StringComparison.Ordinal);
        string? kept = what is null || isPipe || TracedPaths.KeepsWrite(what) ? what : null;
        if (to == "0")
        {
            process.Input = kept is null ? null : Shared(kept);
        }
        else
        {
            process.Output = kept is null ? null : Shared(kept);
        }

        if (isPipe)
        {
            Flush(process);
            Keep(new(BuildEventKind.Pipe, process.Number)
            {
                Input = to == "0" ? process.Input : null,
                Output = to == "1" ? process.Output : null,
            });
        }
    }

    private void End(TracedProcess process, StraceCall call)
    {
        Flush(process);
        int code = call.Name == StraceCall.Killed
            ? 128 + s_signals.GetValueOrDefault(call.Result)
            : int.TryParse(call.Result, CultureInfo.InvariantCulture, out int exit) ? exit : -1;
        Keep(new(BuildEventKind.Exit, process.Number) { Code = code });
        _processes.Remove(call.Process);
        if (process == _first)
        {
            ExitCode = code;
        }
        else if (!process.HasParent)
        {
            if (_ended.Count >= MaxEnded)
            {
                _ended.Clear();
            }

            _ended[call.Process] = process;
        }
    }

    private void Flush(TracedProcess process)
    {
        if (process.Waiting is BuildEvent waiting)
        {
            process.Waiting = null;
            Keep(waiting);
        }
    }

    private void Keep(BuildEvent seen)
    {
        // The programs that make the sandbox are no part of the build.
        if (_first is TracedProcess first && seen.Process == first.Number && first.Programs <= prologue)
        {
            return;
        }

        if (_events.Count >= limits.Events)
        {
            Lost++;
            return;
        }

        _events.Add(seen);
    }

    // One string a name, however often it is seen.
    private string Shared(string name) => _names.TryGetValue(name, out string? known) ? known : _names[name] = name;

    private static string? Combine(string? folder, string? path) => path switch
    {
        null or "" => null,
        ['/', ..] => TracedPaths.Normalise(path),
        _ when folder is ['/', ..] => TracedPaths.Normalise($"{folder}/{path}"),
        _ => null,
    };

    private static int? Octal(string mode)
    {
        int value = 0;
        foreach (char c in mode)
        {
            if (c is < '0' or > '7' || value > 0xFFFF)
            {
                return null;
            }

            value = (value * 8) + (c - '0');
        }

        return mode.Length == 0 ? null : value;
    }
}
