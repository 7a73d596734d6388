using System.Globalization;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>Tells a recorder what strace wrote down.</summary>
/// <param name="recorder">Keeps it.</param>
internal sealed class StraceTranslator(EventRecorder recorder)
{
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

    /// <summary>Takes one call.</summary>
    public void Add(StraceCall call)
    {
        if (recorder.Process(call.Process) is not TracedProcess process)
        {
            return;
        }

        if (call.Argument(0) is string at && at.StartsWith("AT_FDCWD<", StringComparison.Ordinal))
        {
            recorder.Enter(process, StraceText.PathOf(at) ?? "/");
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
            case "chdir" when call.Succeeded:
                process.Folder = TracedPaths.Combine(process.Folder, StraceText.String(call.Argument(0)));
                break;
            case "fchdir" when call.Succeeded:
                process.Folder = StraceText.PathOf(call.Argument(0));
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
                Permit(
                    process, call, TracedPaths.Combine(process.Folder, StraceText.String(call.Argument(0))),
                    call.Argument(1));
                break;
            case "fchmod":
                Permit(process, call, StraceText.PathOf(call.Argument(0)), call.Argument(1));
                break;
            case "fchmodat" or "fchmodat2":
                Permit(
                    process, call,
                    TracedPaths.Combine(StraceText.PathOf(call.Argument(0)), StraceText.String(call.Argument(1))),
                    call.Argument(2));
                break;
            case "memfd_create" when call.Succeeded:
                recorder.Act(process, BuildEventKind.Memory, StraceText.String(call.Argument(0)) ?? "");
                break;
            case "ptrace":
                recorder.Act(process, BuildEventKind.Trace, call.Argument(0), call.Error);
                break;
            case "connect" or "bind" or "sendto" or "sendmsg" or "sendmmsg":
                if (NetworkAddress.Of(call) is string address)
                {
                    recorder.Act(process, BuildEventKind.Network, address, call.Error);
                }

                break;
            default:
                break;
        }
    }

    private void Start(TracedProcess parent, StraceCall call)
    {
        string result = call.Result.Split(' ', '<')[0];
        if (int.TryParse(result, CultureInfo.InvariantCulture, out int id) && id > 0)
        {
            bool isThread = call.Arguments.Any(a => a.Contains("CLONE_THREAD", StringComparison.Ordinal));
            recorder.Start(parent, id, isThread);
        }
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
        string? path = isAt && name.Length == 0 ? folder : TracedPaths.Combine(folder, name);
        recorder.Execute(
            process, path ?? name, StraceText.Strings(call.Argument(isAt ? 2 : 1), recorder.MaxArguments));
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

        string? named = TracedPaths.Combine(folder, StraceText.String(argument));
        string? path = error is null ? StraceText.PathOf(call.Result) ?? named : named;
        if (path is not ['/', ..])
        {
            return;
        }

        bool replaces = flags.Contains("O_TRUNC", StringComparison.Ordinal)
            || flags.Contains("O_EXCL", StringComparison.Ordinal);
        bool reads = !isWrite || (flags.Contains("O_RDWR", StringComparison.Ordinal) && !replaces);
        recorder.Open(
            process, path, reads, !isWrite ? null : replaces ? WriteMode.Replace : WriteMode.Update, error);
    }

    private void Names(
        TracedProcess process, StraceCall call, string? fromFolder, string from, string? toFolder, string to)
    {
        if (call.Succeeded && TracedPaths.Combine(fromFolder, StraceText.String(from)) is string path
            && TracedPaths.Combine(toFolder, StraceText.String(to)) is string target)
        {
            bool isLink = call.Name.StartsWith("link", StringComparison.Ordinal);
            recorder.Name(process, isLink ? BuildEventKind.Link : BuildEventKind.Rename, path, target);
        }
    }

    private void Symlink(TracedProcess process, StraceCall call, string? folder, string name)
    {
        if (call.Succeeded && TracedPaths.Combine(folder, StraceText.String(name)) is string path)
        {
            recorder.Name(process, BuildEventKind.Symlink, path, StraceText.String(call.Argument(0)) ?? "");
        }
    }

    private void Permit(TracedProcess process, StraceCall call, string? path, string mode)
    {
        if (call.Succeeded && path is ['/', ..] && Octal(mode) is int bits)
        {
            recorder.Permit(process, path, (uint)bits);
        }
    }

    private void Duplicate(TracedProcess process, StraceCall call)
    {
        string to = call.Argument(1).Split('<')[0];
        if (call.Succeeded && to == "0")
        {
            recorder.Reads(process, StraceText.PathOf(call.Argument(0)));
        }
        else if (call.Succeeded && to == "1")
        {
            recorder.Writes(process, StraceText.PathOf(call.Argument(0)));
        }
    }

    private void End(TracedProcess process, StraceCall call)
    {
        int code = call.Name == StraceCall.Killed
            ? 128 + s_signals.GetValueOrDefault(call.Result)
            : int.TryParse(call.Result, CultureInfo.InvariantCulture, out int exit) ? exit : -1;
        recorder.End(call.Process, process, code);
    }

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
