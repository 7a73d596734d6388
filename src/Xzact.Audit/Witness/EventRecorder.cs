using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>
/// Keeps what a build was seen to do as the events of a record: numbers for processes, each file once for each program,
/// and of what is read only what does not belong to the system.
/// </summary>
/// <param name="root">The folder of the tree while it is built.</param>
/// <param name="prologue">Programs that the first process is before it is the command itself.</param>
/// <param name="limits">What may be kept.</param>
internal sealed class EventRecorder(string root, int prologue, WitnessLimits limits)
{
    private const int MaxArgument = 1000;

    // Ends of processes may be seen before the call that started them returns.
    private const int MaxEnded = 4096;

    private readonly List<BuildEvent> _events = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<int, TracedProcess> _processes = [];
    private readonly Dictionary<int, TracedProcess> _ended = [];
    private TracedProcess? _first;
    private int _count;

    /// <summary>The folder of the tree.</summary>
    public string Root => root;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<BuildEvent> Events => _events;

    /// <summary>Events that were not kept.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether the command itself was started.</summary>
    public bool Started => _first?.Programs > prologue;

    /// <summary>The exit code of the command; null as long as it has not ended.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Most arguments of a program that are kept.</summary>
    public int MaxArguments => limits.Arguments;

    /// <summary>The process of a number, if it was seen.</summary>
    public TracedProcess? Known(int id) => _processes.GetValueOrDefault(id);

    /// <summary>The process of a number; null, and counted as lost, where there are more than are kept.</summary>
    public TracedProcess? Process(int id)
    {
        if (Find(id) is TracedProcess process)
        {
            return process;
        }

        Lost++;
        return null;
    }

    /// <summary>A process started another one.</summary>
    /// <param name="parent">Who started it.</param>
    /// <param name="id">The number of the new one.</param>
    /// <param name="isThread">Whether it is a thread of the same process.</param>
    public void Start(TracedProcess parent, int id, bool isThread)
    {
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
            return;
        }

        child.Inherit(parent);
        Keep(new(isThread ? BuildEventKind.Thread : BuildEventKind.Start, child.Number) { Parent = parent.Number });
    }

    /// <summary>A program takes a process over.</summary>
    /// <param name="process">The process.</param>
    /// <param name="path">The program; by the name it was called where its folder was not seen.</param>
    /// <param name="arguments">Its arguments, its own name first.</param>
    public void Execute(TracedProcess process, string path, IEnumerable<string> arguments)
    {
        process.Begin();
        Resolve(process);
        BuildEvent started = new(BuildEventKind.Exec, process.Number)
        {
            Path = path,
            Arguments = [.. arguments.Select(a => Shared(a[..Math.Min(a.Length, MaxArgument)]))],
            Folder = process.Folder,
            Input = process.Input,
            Output = process.Output,
        };
        if (path is not ['/', ..] || process.Folder is null)
        {
            process.Waiting = started;
        }
        else
        {
            Keep(started);
        }
    }

    /// <summary>The folder of a process was seen.</summary>
    public void Enter(TracedProcess process, string folder)
    {
        process.Folder = Shared(folder);
        Resolve(process);
    }

    /// <summary>A file was opened.</summary>
    /// <param name="process">By whom.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="reads">Whether what it holds can be read.</param>
    /// <param name="mode">How it can be written; null if it cannot.</param>
    /// <param name="error">Why it could not be opened for writing; null if it was.</param>
    public void Open(TracedProcess process, string path, bool reads, WriteMode? mode, string? error)
    {
        if (reads && error is null && TracedPaths.KeepsRead(path, root) && process.ReadsFirst(path))
        {
            Flush(process);
            Keep(new(BuildEventKind.Read, process.Number) { Path = Shared(path) });
        }

        if (mode is WriteMode how && TracedPaths.KeepsWrite(path))
        {
            Flush(process);
            Keep(new(BuildEventKind.Write, process.Number) { Path = Shared(path), Mode = how, Error = error });
        }
    }

    /// <summary>A file got another name, or one more.</summary>
    public void Name(TracedProcess process, BuildEventKind kind, string path, string target) =>
        Keep(new(kind, process.Number) { Path = Shared(path), Target = Shared(target) });

    /// <summary>A file was made executable.</summary>
    /// <param name="process">By whom.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="mode">Its rights.</param>
    public void Permit(TracedProcess process, string path, uint mode)
    {
        const uint AnyExecute = 0x49; // 0111
        if ((mode & AnyExecute) != 0 && TracedPaths.KeepsRead(path, root))
        {
            Keep(new(BuildEventKind.Executable, process.Number) { Path = Shared(path) });
        }
    }

    /// <summary>Something without a file: an address, a name in memory, a request to trace.</summary>
    public void Act(TracedProcess process, BuildEventKind kind, string what, string? error = null) =>
        Keep(new(kind, process.Number) { Path = Shared(what), Error = error });

    /// <summary>What standard input of a process is was seen.</summary>
    /// <param name="process">The process.</param>
    /// <param name="what">A file or a pipe; null for something else.</param>
    public void Reads(TracedProcess process, string? what)
    {
        string? kept = Stream(what);
        if (kept != process.Input)
        {
            process.Input = kept;
            if (kept is not null && IsPipe(kept))
            {
                Flush(process);
                Keep(new(BuildEventKind.Pipe, process.Number) { Input = kept });
            }
        }
    }

    /// <summary>What standard output of a process is was seen.</summary>
    /// <param name="process">The process.</param>
    /// <param name="what">A file or a pipe; null for something else.</param>
    public void Writes(TracedProcess process, string? what)
    {
        string? kept = Stream(what);
        if (kept != process.Output)
        {
            process.Output = kept;
            if (kept is not null && IsPipe(kept))
            {
                Flush(process);
                Keep(new(BuildEventKind.Pipe, process.Number) { Output = kept });
            }
        }
    }

    /// <summary>What standard input and output of a process are when a program begins, which tells it itself.</summary>
    public void Connect(TracedProcess process, string? input, string? output) =>
        (process.Input, process.Output) = (Stream(input), Stream(output));

    /// <summary>A pipe was opened by the name that it has as a descriptor.</summary>
    public void Pipe(TracedProcess process, string pipe, bool reads) =>
        Keep(new(BuildEventKind.Pipe, process.Number)
        {
            Input = reads ? Shared(pipe) : null,
            Output = reads ? null : Shared(pipe),
        });

    /// <summary>A process ended.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="process">The process.</param>
    /// <param name="code">Its exit code; 128 and the number of the signal that ended it.</param>
    public void End(int id, TracedProcess process, int code)
    {
        Flush(process);
        Keep(new(BuildEventKind.Exit, process.Number) { Code = code });
        _processes.Remove(id);
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

            _ended[id] = process;
        }
    }

    /// <summary>Whether the name of a descriptor is that of a pipe.</summary>
    public static bool IsPipe(string name) => name.StartsWith("pipe:[", StringComparison.Ordinal);

    private string? Stream(string? what) =>
        what is not null && (IsPipe(what) || TracedPaths.KeepsWrite(what)) ? Shared(what) : null;

    private TracedProcess? Find(int id)
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

    // A program that was started by a relative name before its folder was known.
    private void Resolve(TracedProcess process)
    {
        if (process.Waiting is BuildEvent waiting)
        {
            process.Waiting = null;
            Keep(waiting with
            {
                Path = TracedPaths.Combine(process.Folder, waiting.Path) ?? waiting.Path,
                Folder = process.Folder,
            });
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
}
