using System.Buffers.Text;

namespace Xzact.Audit.Witness.Interop;

/// <summary>What is asked of the kernel about processes that are watched. Every buffer is this object's own, so one
/// thread uses it.</summary>
internal sealed class WatchedKernel : IDisposable
{
    /// <summary>The longest path, with its zero.</summary>
    public const int MaxPath = 4096;

    private const int PageSize = 4096;
    private const nuint Receive = 0xC0502100; // SECCOMP_IOCTL_NOTIF_RECV
    private const nuint Send = 0xC0182101; // SECCOMP_IOCTL_NOTIF_SEND
    private const nuint SetFlags = 0x40082104; // SECCOMP_IOCTL_NOTIF_SET_FLAGS, Linux 6.6
    private const uint Continue = 1; // SECCOMP_USER_NOTIF_FLAG_CONTINUE
    private const short PollIn = 1;
    private const short PollEnd = 0x18; // POLLERR | POLLHUP
    private const int PidFdOpen = 434;
    private const int OpenAt2 = 437;
    private const int PidFdGet = 438;
    private const int PathOnly = 0x20_0000 | 0x8_0000; // O_PATH | O_CLOEXEC
    private const ulong InRoot = 0x10; // RESOLVE_IN_ROOT
    private const int InterruptedError = 4;

    // Asking first whether there is a call costs as much as the call; since Linux 6.11 receiving ends with the last
    // process that could call.
    private static readonly bool s_receiveEnds = Environment.OSVersion.Version >= new Version(6, 12);

    private readonly byte[] _page = GC.AllocateUninitializedArray<byte>(PageSize, pinned: true);
    private readonly byte[] _name = new byte[64];
    private readonly byte[] _link = new byte[MaxPath];
    private readonly byte[] _text = new byte[2048];
    private readonly byte[] _path = new byte[3 * MaxPath];
    private readonly int _listener;
    private readonly int _root;
    private ulong _pageAddress;
    private int _pageLength;

    private WatchedKernel(int listener, int root) => (_listener, _root) = (listener, root);

    /// <summary>Takes over the listener of a process, and its view of files.</summary>
    /// <param name="process">The process.</param>
    /// <param name="descriptor">The number that the listener has there.</param>
    /// <returns>Null if the kernel does not allow it.</returns>
    public static WatchedKernel? Attach(int process, int descriptor)
    {
        int handle = (int)Kernel.Call(PidFdOpen, process, 0, 0);
        int listener = handle < 0 ? -1 : (int)Kernel.Call(PidFdGet, handle, descriptor, 0);
        int root = Kernel.Open([.. "/proc/"u8, .. Digits(process), .. "/root\0"u8], PathOnly);
        if (handle >= 0)
        {
            _ = Kernel.Close(handle);
        }

        if (listener < 0 || root < 0)
        {
            CloseAll(listener, root);
            return null;
        }

        // The watched process goes on, on the processor where it was, as soon as it is answered.
        _ = Kernel.SetFlags(listener, SetFlags, 1);
        return new(listener, root);
    }

    /// <summary>Waits for the next call.</summary>
    /// <param name="milliseconds">How long, where the kernel can be asked to stop waiting.</param>
    /// <param name="notice">The call.</param>
    /// <returns>True with a call, false if none came yet; null when nothing is left that could call.</returns>
    public bool? Next(int milliseconds, out CallNotice notice)
    {
        notice = default;
        _pageLength = 0;
        if (s_receiveEnds && Kernel.Receive(_listener, Receive, ref notice) == 0)
        {
            return true;
        }

        PollEntry entry = new() { Descriptor = _listener, Events = PollIn };
        if (Kernel.Poll(ref entry, 1, milliseconds) < 0)
        {
            return Kernel.LastError == InterruptedError ? false : null;
        }

        if ((entry.Returned & PollIn) == 0)
        {
            return (entry.Returned & PollEnd) == 0 ? false : null;
        }

        notice = default;
        return Kernel.Receive(_listener, Receive, ref notice) == 0;
    }

    /// <summary>Lets the call go on.</summary>
    public void Answer(in CallNotice notice) => Answer(notice.Id, 0, Continue);

    /// <summary>Lets the call fail.</summary>
    /// <param name="notice">The call.</param>
    /// <param name="error">The number of the error.</param>
    public void Refuse(in CallNotice notice, int error) => Answer(notice.Id, -error, 0);

    /// <summary>A string of a process, without its zero; null if it cannot be read.</summary>
    /// <param name="process">The process.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="most">How many bytes are kept.</param>
    public byte[]? String(int process, ulong address, int most)
    {
        List<byte[]>? parts = null;
        int length = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = Page(process, address);
            if (rest.IsEmpty)
            {
                return null;
            }

            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
            part = part[..Math.Min(part.Length, most - length)];
            length += part.Length;
            if (parts is null && (end >= 0 || length >= most))
            {
                return part.ToArray();
            }

            (parts ??= []).Add(part.ToArray());
            if (end >= 0 || length >= most)
            {
                return [.. parts.SelectMany(p => p)];
            }

            address += (uint)rest.Length;
        }
    }

    /// <summary>Bytes of a process; fewer where they cannot be read, all in one page.</summary>
    public ReadOnlySpan<byte> Bytes(int process, ulong address, int count)
    {
        ReadOnlySpan<byte> page = Page(process, address);
        return page[..Math.Min(page.Length, count)];
    }

    /// <summary>A number of eight bytes of a process; zero if it cannot be read.</summary>
    public ulong Word(int process, ulong address)
    {
        ReadOnlySpan<byte> bytes = Bytes(process, address, sizeof(ulong));
        return bytes.Length == sizeof(ulong) ? BitConverter.ToUInt64(bytes) : 0;
    }

    /// <summary>Where a link of a process in proc(5) leads: <c>cwd</c>, <c>fd/0</c>; empty if it cannot be
    /// read.</summary>
    public byte[] Link(int process, ReadOnlySpan<byte> name)
    {
        int length = Name(process, name);
        return length == 0 ? [] : ReadLink(_name);
    }

    /// <summary>A short text of a process in proc(5), cut to 2 KiB; empty if it cannot be read.</summary>
    public ReadOnlySpan<byte> Text(int process, ReadOnlySpan<byte> name)
    {
        int file = Name(process, name) == 0 ? -1 : Kernel.Open(_name, 0x8_0000);
        if (file < 0)
        {
            return [];
        }

        nint read = Kernel.Read(file, _text, (nuint)_text.Length);
        _ = Kernel.Close(file);
        return _text.AsSpan(0, Math.Max(0, (int)read));
    }

    /// <summary>Opens a path as the watched processes see it, to ask about it and not to read it.</summary>
    /// <param name="path">The path, absolute.</param>
    /// <param name="follows">Whether a link at its end is followed.</param>
    /// <returns>A descriptor for <see cref="PathOf"/>, <see cref="Denies"/> and <see cref="Close"/>; the negative
    /// number of the error otherwise.</returns>
    public int Open(ReadOnlySpan<byte> path, bool follows = true)
    {
        if (path.Length >= _path.Length)
        {
            return -36;
        }

        path.CopyTo(_path);
        _path[path.Length] = 0;
        OpenHow how = new() { Flags = PathOnly | (follows ? 0 : 0x2_0000u), Resolve = InRoot };
        int file = (int)Kernel.OpenAt2(OpenAt2, _root, _path, ref how, 24);
        return file >= 0 ? file : -Kernel.LastError;
    }

    /// <summary>The path of what <see cref="Open"/> gave, links followed.</summary>
    public byte[] PathOf(int file)
    {
        OwnName(file);
        return ReadLink(_name);
    }

    /// <summary>Why what <see cref="Open"/> gave cannot be written or run: the number of the error, or zero.</summary>
    /// <param name="file">What was opened.</param>
    /// <param name="mode">2 to write, 1 to run.</param>
    public int Denies(int file, int mode)
    {
        OwnName(file);
        return Kernel.Access(_name, mode) == 0 ? 0 : Kernel.LastError;
    }

    /// <summary>Closes what <see cref="Open"/> gave.</summary>
    public static void Close(int file) => _ = Kernel.Close(file);

    public void Dispose() => CloseAll(_listener, _root);

    private static byte[] Digits(int number)
    {
        byte[] digits = new byte[10];
        Utf8Formatter.TryFormat(number, digits, out int length);
        return digits[..length];
    }

    private static void CloseAll(params ReadOnlySpan<int> descriptors)
    {
        foreach (int descriptor in descriptors)
        {
            if (descriptor >= 0)
            {
                _ = Kernel.Close(descriptor);
            }
        }
    }

    private void Answer(ulong id, int error, uint flags)
    {
        // A process that was killed meanwhile needs no answer.
        CallAnswer answer = new() { Id = id, Error = error, Flags = flags };
        _ = Kernel.Send(_listener, Send, ref answer);
    }

    private ReadOnlySpan<byte> Page(int process, ulong address)
    {
        ulong page = address & ~(ulong)(PageSize - 1);
        if (_pageLength == 0 || page != _pageAddress)
        {
            MemoryRange local = new() { Address = Kernel.AddressOf(_page), Length = PageSize };
            MemoryRange remote = new() { Address = (nuint)page, Length = PageSize };
            _pageAddress = page;
            _pageLength = Math.Max(0, (int)Kernel.ReadMemory(process, ref local, 1, ref remote, 1, 0));
        }

        int start = (int)(address - page);
        return start < _pageLength ? _page.AsSpan(start, _pageLength - start) : [];
    }

    private byte[] ReadLink(byte[] path)
    {
        nint length = Kernel.ReadLink(path, _link, (nuint)_link.Length);
        return length <= 0 ? [] : _link[..(int)length];
    }

    // "/proc/PROCESS/NAME", with its zero, in _name.
    private int Name(int process, ReadOnlySpan<byte> name)
    {
        "/proc/"u8.CopyTo(_name);
        Utf8Formatter.TryFormat(process, _name.AsSpan(6), out int digits);
        int at = 6 + digits;
        if (at + name.Length + 2 > _name.Length)
        {
            return 0;
        }

        _name[at++] = (byte)'/';
        name.CopyTo(_name.AsSpan(at));
        at += name.Length;
        _name[at] = 0;
        return at;
    }

    private void OwnName(int file)
    {
        "/proc/self/fd/"u8.CopyTo(_name);
        Utf8Formatter.TryFormat(file, _name.AsSpan(14), out int digits);
        _name[14 + digits] = 0;
    }
}
