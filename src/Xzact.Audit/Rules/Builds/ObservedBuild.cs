using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>How a file was used.</summary>
internal enum UseKind
{
    /// <summary>Opened for reading, or standard input of a program.</summary>
    Read,

    /// <summary>Written, moved or linked to this name.</summary>
    Write,

    /// <summary>Started as a program.</summary>
    Execute,
}

/// <summary>One use of a file.</summary>
/// <param name="Kind">How.</param>
/// <param name="Content">What the file held then.</param>
/// <param name="Process">Who.</param>
/// <param name="Program">What that was at that time; null if it was not seen.</param>
/// <param name="Phase">What the build was doing.</param>
/// <param name="Time">When, counted in events.</param>
internal sealed record FileUse(
    UseKind Kind, FileContent Content, BuildProcess Process, Execution? Program, BuildPhase Phase, int Time)
{
    /// <summary>Why writing failed; null if it did not.</summary>
    public string? Error { get; init; }
}

/// <summary>Something else that a process did.</summary>
/// <param name="Event">What.</param>
/// <param name="Process">Who.</param>
/// <param name="Program">What that was at that time.</param>
/// <param name="Phase">What the build was doing.</param>
internal sealed record OtherAct(BuildEvent Event, BuildProcess Process, Execution? Program, BuildPhase Phase);

/// <summary>A build as rules see it: processes with their phases, and where data went.</summary>
internal sealed class ObservedBuild
{
    private readonly Dictionary<string, FileContent> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataPipe> _pipes = new(StringComparer.Ordinal);
    private readonly Dictionary<BuildProcess, FileContent> _lastRead = [];
    private readonly Dictionary<BuildProcess, int> _programs = [];
    private readonly List<FileUse> _uses = [];
    private readonly List<OtherAct> _acts = [];

    private ObservedBuild(BuildRecord record)
    {
        Record = record;
        Names = new(record.Header.Root);
        Processes = BuildProcesses.Of(record, Names);
        foreach (TreeFile file in record.Tree)
        {
            string path = $"{record.Header.Root.TrimEnd('/')}/{file.Path}";
            _files[path] = new(path) { Original = file };
        }

        for (int time = 0; time < record.Events.Count; time++)
        {
            Add(record.Events[time], time);
        }
    }

    /// <summary>The record.</summary>
    public BuildRecord Record { get; }

    /// <summary>What paths mean.</summary>
    public Executions Names { get; }

    /// <summary>The processes, by their numbers.</summary>
    public IReadOnlyDictionary<int, BuildProcess> Processes { get; }

    /// <summary>Every use of a file, in order.</summary>
    public IReadOnlyList<FileUse> Uses => _uses;

    /// <summary>What else was done, in order.</summary>
    public IReadOnlyList<OtherAct> Acts => _acts;

    /// <summary>What a rule may ask about the tag; null if none was given.</summary>
    public IReadOnlyDictionary<string, string>? TagBlobs { get; init; }

    /// <summary>The build that this one is compared with; null if there is none.</summary>
    public ObservedBuild? Before { get; init; }

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="tagBlobs">Object ids of the tag's files by path; null if no tag was given.</param>
    /// <param name="before">A record to compare with; null if there is none.</param>
    public static ObservedBuild Of(
        BuildRecord record, IReadOnlyDictionary<string, string>? tagBlobs = null, BuildRecord? before = null) =>
        new(record) { TagBlobs = tagBlobs, Before = before is null ? null : new(before) };

    /// <summary>Whether a file of the tree is data of tests: below a test folder, and neither source nor build
    /// text.</summary>
    public static bool IsTestData(TreeFile? file) => file is not null && file.Role is not Case.FileRole.Source
        && !Case.FileRoleInfo.IsBuildText(file.Role) && PathWords.IsTestPath(file.Path);

    private void Add(BuildEvent seen, int time)
    {
        BuildProcess process = Processes[seen.Process];
        if (seen.Kind == BuildEventKind.Exec)
        {
            _programs[process] = _programs.GetValueOrDefault(process) + 1;
        }

        int number = _programs.GetValueOrDefault(process);
        Execution? program = number > 0 ? process.Executions[number - 1] : process.StartedBy;
        BuildPhase phase = number > 0 ? process.Phases[number - 1] : process.StartPhase;
        Moment now = new(process, program, phase, time);
        switch (seen.Kind)
        {
            case BuildEventKind.Exec:
                Start(seen, now);
                break;
            case BuildEventKind.Read:
                Read(seen.Path, now);
                break;
            case BuildEventKind.Write:
                Write(seen, now);
                break;
            case BuildEventKind.Rename or BuildEventKind.Link when seen.Target is string target:
                Move(seen, target, now);
                break;
            case BuildEventKind.Pipe:
                Connect(seen.Input, seen.Output, now);
                break;
            case BuildEventKind.Network or BuildEventKind.Memory or BuildEventKind.Trace:
                _acts.Add(new(seen, process, program, phase));
                break;
            default:
                break;
        }
    }

    private void Start(BuildEvent seen, Moment now)
    {
        if (now.Program is { IsOfTree: true, Script: string script } && script == seen.Path)
        {
            FileContent content = Current(seen.Path);
            content.To(now.Process);
            Use(UseKind.Execute, content, now);
        }
        else if (seen.Path.Contains("memfd:", StringComparison.Ordinal)
            || seen.Path.Contains("(deleted)", StringComparison.Ordinal)
            || seen.Path.Contains("/fd/", StringComparison.Ordinal))
        {
            Use(UseKind.Execute, Current(seen.Path), now);
        }

        Connect(seen.Input, seen.Output, now);
    }

    private void Connect(string? input, string? output, Moment now)
    {
        if (input is not null && IsPipe(input))
        {
            Pipe(input).To(now.Process);
        }
        else if (input is ['/', ..])
        {
            Read(input, now);
        }

        if (output is not null && IsPipe(output))
        {
            now.Process.To(Pipe(output));
        }
        else if (output is ['/', ..] && _files.TryGetValue(output, out FileContent? content)
            && content.Original is null)
        {
            now.Process.To(content);
            content.Writers.Add((now.Process, now.Program, now.Phase, now.Time));
        }
    }

    private void Read(string path, Moment now)
    {
        FileContent content = Current(path);
        content.To(now.Process);
        _lastRead[now.Process] = content;
        Use(UseKind.Read, content, now);
    }

    private void Write(BuildEvent seen, Moment now)
    {
        FileContent? before = _files.GetValueOrDefault(seen.Path);
        if (seen.Error is not null)
        {
            Use(UseKind.Write, new(seen.Path), now, seen.Error);
            return;
        }

        bool continues = seen.Mode == WriteMode.Update && before is not null;
        FileContent content = continues && before!.Original is null ? before : new(seen.Path) { Before = before };
        if (continues && content != before)
        {
            before!.To(content);
        }

        _files[seen.Path] = content;
        content.Writers.Add((now.Process, now.Program, now.Phase, now.Time));
        if (now.Program is { Kind: ToolKind.Copier } && _lastRead.TryGetValue(now.Process, out FileContent? source)
            && source != content)
        {
            source.To(content);
            content.CopyOf = continues ? null : source;
        }
        else
        {
            now.Process.To(content);
        }

        Use(UseKind.Write, content, now);
    }

    private void Move(BuildEvent seen, string target, Moment now)
    {
        if (_files.TryGetValue(seen.Path, out FileContent? content))
        {
            Move(content, target, now);
            if (seen.Kind == BuildEventKind.Rename)
            {
                _files.Remove(seen.Path);
            }

            return;
        }

        // A folder, with all that is in it.
        string start = seen.Path + "/";
        string[] below = [.. _files.Keys.Where(path => path.StartsWith(start, StringComparison.Ordinal))];
        foreach (string path in below)
        {
            Move(_files[path], $"{target}/{path[start.Length..]}", now);
            _files.Remove(path);
        }
    }

    private void Move(FileContent content, string target, Moment now)
    {
        FileContent moved = new(target) { Before = _files.GetValueOrDefault(target), CopyOf = content };
        content.To(moved);
        moved.Writers.Add((now.Process, now.Program, now.Phase, now.Time));
        _files[target] = moved;
        Use(UseKind.Write, moved, now);
    }

    private FileContent Current(string path) =>
        _files.TryGetValue(path, out FileContent? content) ? content : _files[path] = new(path);

    private DataPipe Pipe(string name) =>
        _pipes.TryGetValue(name, out DataPipe? pipe) ? pipe : _pipes[name] = new(name);

    private void Use(UseKind kind, FileContent content, Moment now, string? error = null) =>
        _uses.Add(new(kind, content, now.Process, now.Program, now.Phase, now.Time) { Error = error });

    private static bool IsPipe(string name) => name.StartsWith("pipe:[", StringComparison.Ordinal);

    private readonly record struct Moment(BuildProcess Process, Execution? Program, BuildPhase Phase, int Time);
}
