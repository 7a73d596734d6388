using System.Buffers.Text;
using System.Globalization;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Witness.Interop;

namespace Xzact.Audit.Witness;

/// <summary>Tells a recorder what a build is about to do: each call is looked at before the kernel does it, and what
/// cannot succeed, a file that is not there, is passed over.</summary>
/// <param name="recorder">Keeps it.</param>
/// <param name="kernel">Where processes, names and links are looked up.</param>
/// <param name="calls">The numbers of calls.</param>
internal sealed class CallTranslator(EventRecorder recorder, WatchedKernel kernel, SystemCalls calls)
{
    private const uint WriteOrReadWrite = 3;
    private const uint Create = 0x40;
    private const uint Exclusive = 0x80;
    private const uint Truncate = 0x200;
    private const uint PathOnly = 0x20_0000;
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int NoSuchCall = 38;
    private const int TooManyLinks = 40;
    private const int MaxArgument = 1000;
    private const int MaxLine = 64; // of processes up to a known one

    private readonly WatchedPaths _paths = new(kernel, recorder.Root);
    private (string? Input, string? Output)? _outer;

    /// <summary>Calls that were looked at.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls of another architecture, which were not understood.</summary>
    public long Unread { get; private set; }

    /// <summary>Takes one call, before it is done.</summary>
    /// <returns>The error that it is to fail with; zero to let it go on.</returns>
    public int Add(in CallNotice notice)
    {
        Calls++;
        WatchedCall call = calls.Of(notice.Architecture, notice.Number);
        if (call == WatchedCall.Foreign)
        {
            Unread++;
            return 0;
        }

        int id = notice.Thread;
        if (ProcessOf(id) is not TracedProcess process)
        {
            return 0;
        }

        if (!process.HasStreams && process.Programs == 0 && call is not (WatchedCall.Execve or WatchedCall.Execveat))
        {
            LookAtStreams(process, id);
        }

        switch (call)
        {
            case WatchedCall.Execve:
                Execute(process, id, _paths.Absolute(id, WatchedPaths.Here, notice.Argument0), notice.Argument1);
                break;
            case WatchedCall.Execveat:
                bool isDescriptor = ((int)notice.Argument4 & EmptyPath) != 0
                    && kernel.Bytes(id, notice.Argument1, 1) is [0];
                Execute(
                    process, id,
                    isDescriptor ? WatchedPaths.OfDescriptor((int)notice.Argument0)
                        : _paths.Absolute(id, (int)notice.Argument0, notice.Argument1),
                    notice.Argument2);
                break;
            case WatchedCall.Exit or WatchedCall.ExitGroup:
                End(process, id, call == WatchedCall.ExitGroup, (int)notice.Argument0 & 0xFF);
                break;
            case WatchedCall.Open:
                Open(process, id, _paths.Absolute(id, WatchedPaths.Here, notice.Argument0), (uint)notice.Argument1);
                break;
            case WatchedCall.Openat:
                Open(
                    process, id, _paths.Absolute(id, (int)notice.Argument0, notice.Argument1), (uint)notice.Argument2);
                break;
            case WatchedCall.Openat2:
                Open(
                    process, id, _paths.Absolute(id, (int)notice.Argument0, notice.Argument1),
                    (uint)kernel.Word(id, notice.Argument2));
                break;
            case WatchedCall.Creat:
                Open(
                    process, id, _paths.Absolute(id, WatchedPaths.Here, notice.Argument0), 1 | Create | Truncate);
                break;
            case WatchedCall.IoUringSetup:
                return NoSuchCall;
            default:
                Other(process, id, call, notice);
                break;
        }

        return 0;
    }

    private void Other(TracedProcess process, int id, WatchedCall call, in CallNotice notice)
    {
        switch (call)
        {
            case WatchedCall.Rename or WatchedCall.Link:
                Name(
                    process, call, _paths.Absolute(id, WatchedPaths.Here, notice.Argument0),
                    _paths.Absolute(id, WatchedPaths.Here, notice.Argument1));
                break;
            case WatchedCall.Renameat or WatchedCall.Renameat2 or WatchedCall.Linkat:
                Name(
                    process, call, _paths.Absolute(id, (int)notice.Argument0, notice.Argument1),
                    _paths.Absolute(id, (int)notice.Argument2, notice.Argument3));
                break;
            case WatchedCall.Symlink:
                Symlink(process, id, notice.Argument0, _paths.Absolute(id, WatchedPaths.Here, notice.Argument1));
                break;
            case WatchedCall.Symlinkat:
                Symlink(
                    process, id, notice.Argument0, _paths.Absolute(id, (int)notice.Argument1, notice.Argument2));
                break;
            case WatchedCall.Chmod:
                Permit(process, _paths.Absolute(id, WatchedPaths.Here, notice.Argument0), (uint)notice.Argument1);
                break;
            case WatchedCall.Fchmod:
                Permit(
                    process, kernel.Link(id, WatchedPaths.Descriptor((int)notice.Argument0)), (uint)notice.Argument1);
                break;
            case WatchedCall.Fchmodat or WatchedCall.Fchmodat2:
                Permit(
                    process, _paths.Absolute(id, (int)notice.Argument0, notice.Argument1), (uint)notice.Argument2);
                break;
            case WatchedCall.MemfdCreate:
                recorder.Act(
                    process, BuildEventKind.Memory, PathText.Decode(kernel.String(id, notice.Argument0, 256) ?? []));
                break;
            case WatchedCall.Ptrace:
                recorder.Act(process, BuildEventKind.Trace, RequestName(notice.Argument0));
                break;
            case WatchedCall.Connect or WatchedCall.Bind:
                Address(process, id, notice.Argument1, (int)notice.Argument2, call == WatchedCall.Bind);
                break;
            case WatchedCall.Sendto:
                Address(process, id, notice.Argument4, (int)notice.Argument5, isBind: false);
                break;
            case WatchedCall.Sendmsg or WatchedCall.Sendmmsg:
                Address(
                    process, id, kernel.Word(id, notice.Argument1), (int)kernel.Word(id, notice.Argument1 + 8),
                    isBind: false);
                break;
            default:
                break;
        }
    }

    // A process is seen at its first call; who started it is looked up then, as far up as to one that is known.
    private TracedProcess? ProcessOf(int id)
    {
        if (recorder.Known(id) is TracedProcess known)
        {
            return known;
        }

        List<(int Id, bool IsThread)> line = [];
        int above = id;
        TracedProcess? parent = null;
        for (; above > 1 && line.Count < MaxLine; parent = recorder.Known(above))
        {
            if (parent is not null)
            {
                break;
            }

            (int leader, int starter) = ParentOf(above);
            line.Add((above, leader != above && leader > 0));
            above = leader != above && leader > 0 ? leader : starter;
        }

        if (parent is null)
        {
            return recorder.Process(id);
        }

        for (int i = line.Count - 1; i >= 0 && parent is not null; i--)
        {
            recorder.Start(parent, line[i].Id, line[i].IsThread);
            if (recorder.Known(line[i].Id) is TracedProcess child)
            {
                child.Leader = line[i].IsThread ? above : null;
                child.HasStreams = line[i].IsThread;
            }

            (above, parent) = (line[i].Id, recorder.Known(line[i].Id));
        }

        return recorder.Known(id);
    }

    private (int Leader, int Parent) ParentOf(int id)
    {
        ReadOnlySpan<byte> status = kernel.Text(id, "status"u8);
        return (Field(status, "\nTgid:\t"u8), Field(status, "\nPPid:\t"u8));
    }

    private static int Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        int at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out int value, out _) ? value : 0;
    }

    private void LookAtStreams(TracedProcess process, int id)
    {
        process.HasStreams = true;
        (string? input, string? output) = StreamsOf(id);
        recorder.Reads(process, input);
        recorder.Writes(process, output);
    }

    // What the command itself got from whoever started it is no part of the build.
    private (string? Input, string? Output) StreamsOf(int id)
    {
        string? input = Stream(id, "fd/0"u8);
        string? output = Stream(id, "fd/1"u8);
        _outer ??= (input, output);
        return (input == _outer.Value.Input ? null : input, output == _outer.Value.Output ? null : output);
    }

    private string? Stream(int id, ReadOnlySpan<byte> name) =>
        kernel.Link(id, name) is { Length: > 0 } link ? PathText.Decode(link) : null;

    private void Execute(TracedProcess process, int id, byte[]? path, ulong arguments)
    {
        if (path is null)
        {
            return;
        }

        string name;
        if (WatchedPaths.OwnDescriptor(path) is int descriptor)
        {
            name = PathText.Decode(kernel.Link(id, WatchedPaths.Descriptor(descriptor)));
        }
        else
        {
            const int ToRun = 1;
            int file = kernel.Open(path);
            int error = file < 0 ? -file : kernel.Denies(file, ToRun);
            if (file >= 0)
            {
                WatchedKernel.Close(file);
            }

            if (error is not (0 or TooManyLinks))
            {
                return;
            }

            name = TracedPaths.Normalise(PathText.Decode(path));
        }

        (string? input, string? output) = StreamsOf(id);
        recorder.Connect(process, input, output);
        recorder.Enter(process, PathText.Decode(kernel.Link(id, "cwd"u8)));
        recorder.Execute(process, name, Arguments(id, arguments));
    }

    private List<string> Arguments(int id, ulong address)
    {
        List<ulong> pointers = [];
        for (bool more = address != 0; more && pointers.Count < recorder.MaxArguments;)
        {
            ReadOnlySpan<byte> bytes = kernel.Bytes(id, address, 4096);
            more = bytes.Length >= sizeof(ulong);
            for (; bytes.Length >= sizeof(ulong) && pointers.Count < recorder.MaxArguments; bytes = bytes[8..])
            {
                ulong pointer = BitConverter.ToUInt64(bytes);
                if (pointer == 0)
                {
                    more = false;
                    break;
                }

                pointers.Add(pointer);
                address += sizeof(ulong);
            }
        }

        return [.. pointers.Select(p => PathText.Decode(kernel.String(id, p, MaxArgument) ?? []))];
    }

    private void End(TracedProcess process, int id, bool isGroup, int code)
    {
        if (isGroup)
        {
            // Whose parent ended gets another one: after this nobody can tell who started them.
            foreach (int child in Children(id))
            {
                if (recorder.Known(child) is null)
                {
                    recorder.Start(process, child, isThread: false);
                }
            }
        }

        recorder.End(id, process, code);
        if (isGroup && process.Leader is int leader && recorder.Known(leader) is TracedProcess whole)
        {
            recorder.End(leader, whole, code);
        }
    }

    private List<int> Children(int id)
    {
        List<int> children = [];
        string name = string.Create(CultureInfo.InvariantCulture, $"task/{id}/children");
        ReadOnlySpan<byte> text = kernel.Text(id, System.Text.Encoding.ASCII.GetBytes(name));
        while (Utf8Parser.TryParse(text, out int child, out int used))
        {
            children.Add(child);
            text = text[Math.Min(text.Length, used + 1)..];
        }

        return children;
    }

    private void Open(TracedProcess process, int id, byte[]? path, uint flags)
    {
        bool isWrite = (flags & WriteOrReadWrite) != 0 || (flags & Create) != 0;
        if (path is null || (flags & (calls.Directory | PathOnly)) != 0 || (!isWrite && _paths.IsOfSystem(path)))
        {
            return;
        }

        bool replaces = (flags & (Truncate | Exclusive)) != 0;
        bool reads = !isWrite || ((flags & WriteOrReadWrite) == 2 && !replaces);
        WriteMode? mode = !isWrite ? null : replaces ? WriteMode.Replace : WriteMode.Update;
        if (WatchedPaths.OwnDescriptor(path) is int descriptor)
        {
            string what = PathText.Decode(kernel.Link(id, WatchedPaths.Descriptor(descriptor)));
            if (EventRecorder.IsPipe(what))
            {
                recorder.Pipe(process, what, reads);
            }
            else if (what is ['/', ..])
            {
                recorder.Open(process, what, reads, mode, null);
            }

            return;
        }

        if (_paths.Look(path, isWrite, (flags & Create) != 0, (flags & Exclusive) != 0) is (string found, var error))
        {
            recorder.Open(process, found, reads, mode, error);
        }
    }

    private void Name(TracedProcess process, WatchedCall call, byte[]? from, byte[]? to)
    {
        bool isLink = call is WatchedCall.Link or WatchedCall.Linkat;
        if (from is not null && to is not null && _paths.NameOf(from, exists: true) is string path
            && _paths.NameOf(to, exists: isLink ? false : null) is string target)
        {
            recorder.Name(process, isLink ? BuildEventKind.Link : BuildEventKind.Rename, path, target);
        }
    }

    private void Symlink(TracedProcess process, int id, ulong content, byte[]? path)
    {
        if (path is not null && kernel.String(id, content, WatchedKernel.MaxPath) is byte[] target
            && _paths.NameOf(path, exists: false) is string name)
        {
            recorder.Name(process, BuildEventKind.Symlink, name, PathText.Decode(target));
        }
    }

    private void Permit(TracedProcess process, byte[]? path, uint mode)
    {
        if (path is [(byte)'/', ..] && _paths.NameOf(path, exists: true) is string name)
        {
            recorder.Permit(process, name, mode);
        }
    }

    private void Address(TracedProcess process, int id, ulong address, int length, bool isBind)
    {
        if (address != 0 && length > 0
            && NetworkAddress.Of(kernel.Bytes(id, address, Math.Min(length, 128))) is string name)
        {
            recorder.Act(process, BuildEventKind.Network, (isBind ? "bind " : "") + name);
        }
    }

    private static string RequestName(ulong request) => request switch
    {
        0 => "PTRACE_TRACEME",
        16 => "PTRACE_ATTACH",
        0x4206 => "PTRACE_SEIZE",
        _ => string.Create(CultureInfo.InvariantCulture, $"request {request}"),
    };
}
