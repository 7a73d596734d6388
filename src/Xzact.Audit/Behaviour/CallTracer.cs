using Xzact.Audit.Case.Behaviours;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Behaviour;

/// <summary>The system calls of one side: in how many runs, how often, and with which paths.</summary>
/// <param name="side">The side.</param>
internal sealed class CallTracer(MeasuredSide side)
{
    private const long MaxTraceBytes = 512L << 20;
    private const int MaxPaths = 100_000;

    private readonly Dictionary<string, long> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<(PathUseKind, string)> _paths = [];
    private readonly StraceReader _reader = new();

    /// <summary>The calls of one run.</summary>
    public IReadOnlyDictionary<string, long> Calls => _calls;

    /// <summary>What was done with which path.</summary>
    public IReadOnlySet<(PathUseKind Kind, string Path)> Paths => _paths;

    /// <summary>Traces runs of both sides and compares them.</summary>
    /// <exception cref="MeasureException">strace is not there, or a run failed.</exception>
    public static (IReadOnlyList<CallCount> Calls, IReadOnlyList<PathUse> Paths, string Tool) Compare(
        MeasuredSide baseline, MeasuredSide candidate, BehaviourRequest request, string folder)
    {
        StraceProgram strace;
        try
        {
            strace = request.FindTool("strace") is null
                ? throw new MeasureException(
                    "strace is not installed; the distribution's package strace has it")
                : StraceProgram.Find();
        }
        catch (SandboxException e)
        {
            throw new MeasureException(e.Message);
        }

        // What differs from run to run of one side is no difference between the sides.
        CallTracer[] before = [.. Enumerable.Range(0, 2).Select(_ => Trace(baseline, strace, folder))];
        CallTracer[] after = [.. Enumerable.Range(0, 2).Select(_ => Trace(candidate, strace, folder))];
        IEnumerable<string> names = before.Concat(after).SelectMany(t => t.Calls.Keys).Distinct();
        CallCount[] calls =
        [
            .. names.Order(StringComparer.Ordinal).Select(name => new CallCount(
                name, before.Max(t => t.Calls.GetValueOrDefault(name)),
                after.Min(t => t.Calls.GetValueOrDefault(name)))),
        ];
        PathUse[] paths =
        [
            .. before.Concat(after).SelectMany(t => t.Paths).Distinct()
                .Select(p => new PathUse(
                    p.Kind, p.Path, before.Any(t => t.Paths.Contains(p)), after.All(t => t.Paths.Contains(p))))
                .Where(p => p.InBaseline || p.InCandidate)
                .Where(p => !IsLoadedElsewhere(p, before))
                .OrderByDescending(p => p.Kind).ThenBy(p => p.Path, StringComparer.Ordinal),
        ];
        return (calls, paths, strace.Name);
    }

    // That a library comes from the side's own folder on one side, and from the system's on the other, is what was
    // asked for; so is that the loader looks there first.
    private static bool IsLoadedElsewhere(PathUse use, IEnumerable<CallTracer> before)
    {
        bool isOwn = ObjectNames.IsOwn(use.Path);
        string name = ObjectNames.FileOf(use.Path);
        return use is { InBaseline: false, Kind: PathUseKind.Looked or PathUseKind.Read }
            && ((isOwn && use.Kind == PathUseKind.Looked)
                || before.SelectMany(t => t.Paths).Any(p => p.Kind == PathUseKind.Read
                    && (isOwn || ObjectNames.IsOwn(p.Path)) && ObjectNames.FileOf(p.Path) == name));
    }

    private static CallTracer Trace(MeasuredSide side, StraceProgram strace, string folder)
    {
        string file = Path.Combine(folder, "calls");
        File.Delete(file);
        MeasuredRun run = side.Run(
            [strace.Path, "-f", "-q", "-y", "-s", "1000", "-e", "signal=none", "-o", file, "--"]);
        if (!File.Exists(file))
        {
            throw new MeasureException($"{side.Name}: strace wrote nothing; it said: {run.Errors.Trim()}");
        }

        CallTracer tracer = new(side);
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length is 0 or > MaxTraceBytes)
        {
            throw new MeasureException(stream.Length == 0
                ? $"{side.Name}: strace saw no call; it said: {run.Errors.Trim()}"
                : $"{side.Name}: its calls fill more than {MaxTraceBytes:N0} bytes");
        }

        using TraceStream lines = new(stream);
        while (lines.ReadLine(out ReadOnlySpan<byte> line))
        {
            tracer.Add(line);
        }

        return tracer._reader.Unread == 0 ? tracer
            : throw new MeasureException(
                $"{side.Name}: {tracer._reader.Unread:N0} lines of strace could not be read, the first: "
                + tracer._reader.FirstUnread);
    }

    /// <summary>Takes a line of strace.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        if (_reader.Read(line) is not StraceCall call || call.Name is StraceCall.Exited or StraceCall.Killed)
        {
            return;
        }

        // The first program is strace's own start of the command.
        _calls[call.Name] = _calls.GetValueOrDefault(call.Name) + 1;
        if (_paths.Count >= MaxPaths)
        {
            return;
        }

        switch (call.Name)
        {
            case "open" or "creat":
                Keep(KindOfOpen(call, 1), call.Argument(0));
                break;
            case "openat" or "openat2":
                Keep(KindOfOpen(call, 2), call.Argument(1));
                break;
            case "execve" or "execveat" when call.Succeeded:
                Keep(PathUseKind.Run, call.Argument(call.Name == "execve" ? 0 : 1));
                break;
            case "stat" or "lstat" or "access" or "readlink":
                Keep(PathUseKind.Looked, call.Argument(0));
                break;
            case "newfstatat" or "faccessat" or "faccessat2" or "readlinkat" or "statx":
                Keep(PathUseKind.Looked, call.Argument(1));
                break;
            case "unlink" or "rename" or "mkdir" or "rmdir" or "chmod" or "chown" or "truncate":
                Keep(PathUseKind.Written, call.Argument(0));
                break;
            case "unlinkat" or "renameat" or "renameat2" or "mkdirat" or "fchmodat" or "fchownat":
                Keep(PathUseKind.Written, call.Argument(1));
                break;
            case "mprotect" when call.Argument(2).Contains("PROT_EXEC", StringComparison.Ordinal):
                _paths.Add((PathUseKind.Code, "memory that was mapped before"));
                break;
            case "mmap" when call.Argument(2).Contains("PROT_EXEC", StringComparison.Ordinal):
                // Of a file it is how libraries are loaded; that it was opened is seen already.
                if (StraceText.PathOf(call.Argument(4)) is not ['/', ..])
                {
                    _paths.Add((PathUseKind.Code, "memory of no file"));
                }

                break;
            case "connect" or "bind" or "sendto" or "sendmsg" or "sendmmsg":
                if (NetworkAddress.Of(call) is string address)
                {
                    _paths.Add((PathUseKind.Network, address));
                }

                break;
            default:
                break;
        }
    }

    private static PathUseKind KindOfOpen(StraceCall call, int flags)
    {
        bool writes = call.Name == "creat" || call.Arguments.Skip(flags).Any(a =>
            a.Contains("O_WRONLY", StringComparison.Ordinal) || a.Contains("O_RDWR", StringComparison.Ordinal)
            || a.Contains("O_CREAT", StringComparison.Ordinal));
        return !call.Succeeded ? PathUseKind.Looked : writes ? PathUseKind.Written : PathUseKind.Read;
    }

    private void Keep(PathUseKind kind, string argument)
    {
        if (StraceText.String(argument) is { Length: > 0 } path)
        {
            _paths.Add((kind, side.Names.PathOf(path)));
        }
    }
}
