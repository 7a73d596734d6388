using System.Runtime.InteropServices;

namespace Xzact.Tools.Interop;

/// <summary>Programs that are started, with the descriptors and the environment they are meant to have.</summary>
internal sealed class Child
{
    /// <summary>This program itself.</summary>
    public const string Self = "/proc/self/exe";

    private const int NotFoundStatus = 127;
    private const int SignalBase = 128;
    private const int StructSize = 512; // more than any posix_spawn structure takes
    private const short SetSignalDefaults = 4;
    private const int SetSize = 128;
    private const int Pipe = 13;
    private const int DuplicateClosedOnExec = 1030;
    private const int LowestOwn = 10;

    private readonly int _process;

    private Child(int process) => _process = process;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or a name that is searched for on the PATH.</param>
    /// <param name="arguments">Its arguments, the name it is to be called by first.</param>
    /// <param name="descriptors">Which of our descriptors become which of its own; others it has none of, but for the
    /// standard ones.</param>
    /// <param name="error">Below zero: why it could not be started.</param>
    /// <returns>Null if it could not be started.</returns>
    public static Child? Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyList<(int Ours, int Its)> descriptors, out int error)
    {
        byte[] actions = new byte[StructSize];
        byte[] attributes = new byte[StructSize];
        _ = LibC.SpawnActionsInit(actions);
        _ = LibC.SpawnAttributesInit(attributes);
        foreach ((int ours, int its) in descriptors)
        {
            _ = LibC.SpawnAddDuplicate(actions, ours, its);
        }

        // We ignore SIGPIPE where we start programs; they do not, unless our parent wanted it.
        if (!Signals.PipeWasIgnored)
        {
            byte[] defaults = new byte[SetSize];
            defaults[(Pipe - 1) / 8] = 1 << ((Pipe - 1) % 8);
            _ = LibC.SpawnSetDefaults(attributes, defaults);
            _ = LibC.SpawnSetFlags(attributes, SetSignalDefaults);
        }

        using var argumentBlock = new StringBlock(arguments);
        using var environment = new StringBlock(OsString.Environment());
        error = -LibC.Spawn(
            out int process, OsString.Bytes(program), actions, attributes, argumentBlock.Pointers,
            environment.Pointers);
        _ = LibC.SpawnActionsDestroy(actions);
        return error == 0 ? new Child(process) : null;
    }

    /// <summary>Becomes another program; comes back only if that fails.</summary>
    /// <param name="program">A name that is searched for on the PATH.</param>
    /// <param name="arguments">Its arguments, its name first.</param>
    /// <param name="environment">Its environment.</param>
    /// <returns>Below zero: why.</returns>
    public static int Become(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        using var argumentBlock = new StringBlock(arguments);
        using var environmentBlock = new StringBlock(environment);
        _ = LibC.Execute(OsString.Bytes(program), argumentBlock.Pointers, environmentBlock.Pointers);
        return -Marshal.GetLastPInvokeError();
    }

    /// <summary>A pipe whose ends programs that are started do not have.</summary>
    /// <returns>Below zero in both: the error.</returns>
    public static (int ReadEnd, int WriteEnd) MakePipe()
    {
        Span<int> ends = stackalloc int[2];
        return LibC.Pipe(ends, (int)OpenFlags.CloseOnExec) == 0
            ? (MoveUp(ends[0]), MoveUp(ends[1]))
            : (-Marshal.GetLastPInvokeError(), -Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits for the end: the exit status, or 128 and the number of the signal that killed it.</summary>
    public int Wait()
    {
        int status;
        while (LibC.WaitFor(_process, out status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
            {
                return NotFoundStatus;
            }
        }

        int signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : SignalBase + signal;
    }

    /// <summary>Moves a descriptor out of the way of those that a program is given.</summary>
    private static int MoveUp(int descriptor)
    {
        int moved = LibC.Control(descriptor, DuplicateClosedOnExec, LowestOwn);
        _ = LibC.Close(descriptor);
        return moved;
    }

    /// <summary>Strings as C has them in argv: pointers to bytes, a null at the end.</summary>
    private sealed class StringBlock : IDisposable
    {
        public StringBlock(IReadOnlyList<string> strings)
        {
            Pointers = new nint[strings.Count + 1];
            for (int i = 0; i < strings.Count; i++)
            {
                byte[] bytes = OsString.Bytes(strings[i]);
                Pointers[i] = Marshal.AllocHGlobal(bytes.Length);
                Marshal.Copy(bytes, 0, Pointers[i], bytes.Length);
            }
        }

        public nint[] Pointers { get; }

        public void Dispose() => Array.ForEach(Pointers, Marshal.FreeHGlobal);
    }
}
