using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Xzact.Audit.Witness;

/// <summary>A system call that a watched build is asked about.</summary>
internal enum WatchedCall
{
    /// <summary>One of another architecture: 32-bit programs on a 64-bit machine.</summary>
    Foreign,

    Execve, Execveat, Exit, ExitGroup, Open, Openat, Openat2, Creat, Rename, Renameat, Renameat2, Link, Linkat, Symlink,
    Symlinkat, Chmod, Fchmod, Fchmodat, Fchmodat2, Connect, Bind, Sendto, Sendmsg, Sendmmsg, MemfdCreate, Ptrace,

    /// <summary>Sets up io_uring(7), by which files are opened without a call.</summary>
    IoUringSetup,
}

/// <summary>The numbers of system calls on this machine, and the filter that asks about them (seccomp(2)).</summary>
internal sealed class SystemCalls
{
    private const ushort Load = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort IfEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort IfAtLeast = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private const ushort IfAnyBit = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private const ushort Return = 0x06; // BPF_RET | BPF_K
    private const uint Allow = 0x7FFF_0000; // SECCOMP_RET_ALLOW
    private const uint Ask = 0x7FC0_0000; // SECCOMP_RET_USER_NOTIF

    // struct seccomp_data: the number, the architecture, then behind eight bytes of pointer the arguments.
    private const uint NumberAt = 0;
    private const uint ArchitectureAt = 4;
    private const uint ThirdArgumentAt = 32;
    private const uint OtherAbi = 0x4000_0000; // x32
    private const uint PathOnly = 0x20_0000; // O_PATH

    private static readonly SystemCalls s_x64 = new()
    {
        Architecture = 0xC000003E,
        Prctl = 157,
        Seccomp = 317,
        Directory = 0x1_0000,
        Numbers = new()
        {
            [59] = WatchedCall.Execve,
            [322] = WatchedCall.Execveat,
            [60] = WatchedCall.Exit,
            [231] = WatchedCall.ExitGroup,
            [2] = WatchedCall.Open,
            [257] = WatchedCall.Openat,
            [85] = WatchedCall.Creat,
            [82] = WatchedCall.Rename,
            [264] = WatchedCall.Renameat,
            [316] = WatchedCall.Renameat2,
            [86] = WatchedCall.Link,
            [265] = WatchedCall.Linkat,
            [88] = WatchedCall.Symlink,
            [266] = WatchedCall.Symlinkat,
            [90] = WatchedCall.Chmod,
            [91] = WatchedCall.Fchmod,
            [268] = WatchedCall.Fchmodat,
            [42] = WatchedCall.Connect,
            [49] = WatchedCall.Bind,
            [44] = WatchedCall.Sendto,
            [46] = WatchedCall.Sendmsg,
            [307] = WatchedCall.Sendmmsg,
            [319] = WatchedCall.MemfdCreate,
            [101] = WatchedCall.Ptrace,
        },
    };

    private static readonly SystemCalls s_arm64 = new()
    {
        Architecture = 0xC00000B7,
        Prctl = 167,
        Seccomp = 277,
        Directory = 0x4000,
        Numbers = new()
        {
            [221] = WatchedCall.Execve,
            [281] = WatchedCall.Execveat,
            [93] = WatchedCall.Exit,
            [94] = WatchedCall.ExitGroup,
            [56] = WatchedCall.Openat,
            [38] = WatchedCall.Renameat,
            [276] = WatchedCall.Renameat2,
            [37] = WatchedCall.Linkat,
            [36] = WatchedCall.Symlinkat,
            [52] = WatchedCall.Fchmod,
            [53] = WatchedCall.Fchmodat,
            [203] = WatchedCall.Connect,
            [200] = WatchedCall.Bind,
            [206] = WatchedCall.Sendto,
            [211] = WatchedCall.Sendmsg,
            [269] = WatchedCall.Sendmmsg,
            [279] = WatchedCall.MemfdCreate,
            [117] = WatchedCall.Ptrace,
        },
    };

    // Since Linux 5.1 a new call has one number on all machines.
    private static readonly Dictionary<int, WatchedCall> s_new = new()
    {
        [425] = WatchedCall.IoUringSetup,
        [437] = WatchedCall.Openat2,
        [452] = WatchedCall.Fchmodat2,
    };

    private SystemCalls()
    {
    }

    /// <summary>Those of this machine; null where they are not known.</summary>
    public static SystemCalls? OfThisMachine => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => s_x64,
        System.Runtime.InteropServices.Architecture.Arm64 => s_arm64,
        _ => null,
    };

    /// <summary>The number of prctl.</summary>
    public required int Prctl { get; init; }

    /// <summary>The number of seccomp.</summary>
    public required int Seccomp { get; init; }

    /// <summary>The flag of open that only folders are wanted.</summary>
    public required uint Directory { get; init; }

    private uint Architecture { get; init; }

    private Dictionary<int, WatchedCall> Numbers { get; init; } = [];

    /// <summary>What a call is.</summary>
    /// <param name="architecture">Its architecture, as the kernel's audit names them.</param>
    /// <param name="number">Its number there.</param>
    public WatchedCall Of(uint architecture, int number) =>
        architecture == Architecture
            && (Numbers.TryGetValue(number, out WatchedCall call) || s_new.TryGetValue(number, out call))
            ? call : WatchedCall.Foreign;

    /// <summary>The filter, as instructions of eight bytes: calls that are watched, and all of other architectures, are
    /// asked about. Folders, and files that are opened only to be named, are not.</summary>
    public byte[] Filter()
    {
        List<(ushort Code, byte Then, byte Else, uint Value)> program = [];
        int[] asked = [.. Numbers.Keys.Concat(s_new.Keys)];
        int openat = Numbers.First(n => n.Value == WatchedCall.Openat).Key;
        asked = [.. asked.Where(n => n != openat)];

        // Jumps are counted from the next instruction; the end is: openat's test, allow, ask.
        int first = 4;
        int toAllow = first + asked.Length + 1 + 2;
        int toAsk = toAllow + 1;
        byte From(int at, int target) => (byte)(target - at - 1);
        program.Add((Load, 0, 0, ArchitectureAt));
        program.Add((IfEqual, 0, From(1, toAsk), Architecture));
        program.Add((Load, 0, 0, NumberAt));
        program.Add((IfAtLeast, From(3, toAsk), 0, OtherAbi));
        foreach (int number in asked)
        {
            program.Add((IfEqual, From(program.Count, toAsk), 0, (uint)number));
        }

        program.Add((IfEqual, 0, From(program.Count, toAllow), (uint)openat));
        program.Add((Load, 0, 0, ThirdArgumentAt));
        program.Add((IfAnyBit, 0, From(program.Count, toAsk), Directory | PathOnly));
        program.Add((Return, 0, 0, Allow));
        program.Add((Return, 0, 0, Ask));
        byte[] bytes = new byte[program.Count * 8];
        for (int i = 0; i < program.Count; i++)
        {
            (ushort code, byte then, byte @else, uint value) = program[i];
            Span<byte> at = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, code);
            (at[2], at[3]) = (then, @else);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], value);
        }

        return bytes;
    }
}
