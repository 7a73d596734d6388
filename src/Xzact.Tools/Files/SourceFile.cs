using Microsoft.Win32.SafeHandles;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Files;

/// <summary>A file that is read, or standard input.</summary>
internal sealed class SourceFile : IDisposable
{
    /// <summary>The operand that stands for standard input.</summary>
    public const string StandardName = "-";

    /// <summary>Standard input as messages have it.</summary>
    public const string ShownStandardName = "(stdin)";

    private readonly int _descriptor;
    private readonly byte[] _ahead;
    private int _aheadStart;
    private int _aheadEnd;

    private SourceFile(string name, int descriptor, FileStatus status, bool isStandard, int bufferSize)
    {
        Name = name;
        _descriptor = descriptor;
        Status = status;
        IsStandard = isStandard;
        _ahead = new byte[bufferSize];
    }

    /// <summary>Its name as given.</summary>
    public string Name { get; }

    /// <summary>Its name as messages have it.</summary>
    public string ShownName => IsStandard ? ShownStandardName : Printable.Mask(Name);

    /// <summary>Whether it is standard input.</summary>
    public bool IsStandard { get; }

    /// <summary>What the system said about it when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>Its open descriptor.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Bytes read, those taken back with <see cref="Unread"/> not counted.</summary>
    public ulong BytesRead { get; private set; }

    /// <summary>Called when there is nothing to read yet.</summary>
    public Action? BeforeWait { get; set; }

    /// <summary>Opens standard input.</summary>
    /// <param name="bufferSize">How much is looked at before decoding, in bytes.</param>
    public static SourceFile OpenStandard(int bufferSize)
    {
        int error = StandardStreams.Error(Posix.StandardInput);
        FileStatus? status = null;
        error = error < 0 ? error : Posix.Status(Posix.StandardInput, out status);
        return status is null
            ? throw new SkippedException($"{ShownStandardName}: Read error: {Posix.Describe(error)}")
            : new SourceFile(StandardName, Posix.StandardInput, status, isStandard: true, bufferSize);
    }

    /// <summary>Opens a file and makes sure that it is one to be processed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Which kinds of files are taken.</param>
    /// <param name="bufferSize">How much is looked at before decoding, in bytes.</param>
    /// <exception cref="SkippedException">It cannot be opened or is none to be processed.</exception>
    public static SourceFile Open(string name, Settings settings, int bufferSize)
    {
        // Without this a link could stand for any file, and deleting it would not delete what was read.
        bool takesAll = settings.WritesNoFile || settings.Keep || settings.Force;
        OpenFlags flags = OpenFlags.Read | OpenFlags.NoTerminal | OpenFlags.NonBlocking;
        int descriptor = Posix.Open(
            Posix.CurrentDirectory, name, takesAll ? flags : flags | OpenFlagsOfMachine.NoFollow);
        if (descriptor < 0)
        {
            throw CannotOpen(name, descriptor, takesAll);
        }

        int error = Posix.Status(descriptor, out FileStatus status);
        string? refusal = error < 0 ? Posix.Describe(error) : Refusal(status, settings, takesAll);
        if (refusal is not null)
        {
            _ = Posix.Close(descriptor);
            throw new SkippedException($"{Printable.Mask(name)}: {refusal}") { IsWarning = error >= 0 };
        }

        if (status.IsRegular)
        {
            Posix.Advise(descriptor, sequential: settings.Mode != OperationMode.List);
        }

        return new SourceFile(name, descriptor, status, isStandard: false, bufferSize);
    }

    /// <summary>The next bytes without taking them: as many as one read gives, at least one unless at the
    /// end.</summary>
    /// <exception cref="SkippedException">Reading failed.</exception>
    public ReadOnlySpan<byte> Peek(int wanted)
    {
        while (_aheadEnd - _aheadStart < wanted)
        {
            int read = ReadNext(_ahead.AsSpan(_aheadEnd));
            if (read == 0)
            {
                break;
            }

            _aheadEnd += read;
        }

        return _ahead.AsSpan(_aheadStart, _aheadEnd - _aheadStart);
    }

    /// <summary>Reads the next bytes; zero at the end.</summary>
    /// <exception cref="SkippedException">Reading failed.</exception>
    public int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _aheadEnd - _aheadStart);
        if (count > 0)
        {
            _ahead.AsSpan(_aheadStart, count).CopyTo(buffer);
            _aheadStart += count;
        }
        else
        {
            count = ReadNext(buffer);
        }

        BytesRead += (ulong)count;
        return count;
    }

    /// <summary>Waits until a read would not wait.</summary>
    /// <param name="milliseconds">How long at most.</param>
    /// <returns>False if the time has passed.</returns>
    public bool WaitForInput(int milliseconds) =>
        Status.IsRegular || _aheadStart < _aheadEnd || Posix.Wait(_descriptor, PollEvents.Input, milliseconds);

    /// <summary>Reads at an offset and leaves the position behind it; zero at the end.</summary>
    /// <exception cref="SkippedException">Reading failed.</exception>
    public int ReadAt(Span<byte> buffer, long offset)
    {
        long position = Posix.Seek(_descriptor, offset, SeekOrigin.Begin);
        return position < 0
            ? throw new SkippedException($"{ShownName}: Error seeking the file: {Posix.Describe((int)position)}")
            : ReadNext(buffer);
    }

    /// <summary>The file as a stream, which shares its position and leaves it open.</summary>
    /// <exception cref="SkippedException">It is no regular file.</exception>
    public FileStream OpenStream()
    {
        if (!Status.IsRegular)
        {
            throw new SkippedException($"{ShownName}: Not a regular file, which alone can be read out of order");
        }

        _ = Posix.Seek(_descriptor, 0, SeekOrigin.Begin);
        return new FileStream(new SafeFileHandle(_descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    }

    /// <summary>Moves the position back, where that can be done, so that who reads next finds the bytes.</summary>
    public void Unread(long count)
    {
        if (count > 0 && Posix.Seek(_descriptor, -count, SeekOrigin.Current) >= 0)
        {
            BytesRead -= (ulong)count;
        }
    }

    /// <summary>Deletes the file, if the name still stands for what was read, and nobody wrote to it since.</summary>
    /// <param name="follow">Whether a link was followed when it was opened.</param>
    /// <param name="reporter">Where warnings go.</param>
    public void Delete(bool follow, Reporter reporter)
    {
        int error = Posix.Status(Posix.CurrentDirectory, Name, follow, out FileStatus now);
        if (error < 0 || now.Identity != Status.Identity)
        {
            reporter.Warning($"{ShownName}: File seems to have been moved, not removing");
            return;
        }

        if (now.Size != Status.Size || now.Modified != Status.Modified)
        {
            reporter.Warning($"{ShownName}: File was changed while it was read, not removing");
            return;
        }

        error = Posix.Unlink(Posix.CurrentDirectory, Name);
        if (error < 0)
        {
            reporter.Warning($"{ShownName}: Cannot remove: {Posix.Describe(error)}");
        }
    }

    public void Dispose()
    {
        if (!IsStandard)
        {
            _ = Posix.Close(_descriptor);
        }
    }

    private int ReadNext(Span<byte> buffer)
    {
        if (!Status.IsRegular)
        {
            // A named pipe without a writer reads as empty unless one waits for its writer first.
            if (!Posix.Wait(_descriptor, PollEvents.Input, 0))
            {
                BeforeWait?.Invoke();
                Posix.Wait(_descriptor, PollEvents.Input);
            }
        }

        int read = Posix.Read(_descriptor, buffer);
        return read < 0 ? throw new SkippedException($"{ShownName}: Read error: {Posix.Describe(read)}") : read;
    }

    private static SkippedException CannotOpen(string name, int error, bool takesAll)
    {
        string shown = Printable.Mask(name);
        return error == -Errno.TooManyLinks && !takesAll
            && Posix.Status(Posix.CurrentDirectory, name, follow: false, out FileStatus status) >= 0
            && status.IsSymbolicLink
                ? new SkippedException($"{shown}: Is a symbolic link, skipping") { IsWarning = true }
                : new SkippedException($"{shown}: {Posix.Describe(error)}");
    }

    private static string? Refusal(FileStatus status, Settings settings, bool takesAll)
    {
        if (status.IsDirectory)
        {
            return "Is a directory, skipping";
        }

        if (!status.IsRegular && (!settings.WritesNoFile || settings.NeedsRegularFile))
        {
            return "Not a regular file, skipping";
        }

        if (takesAll)
        {
            return null;
        }

        return status.HasSetId ? "File has setuid or setgid bit set, skipping"
            : status.IsSticky ? "File has sticky bit set, skipping"
            : status.Links > 1 ? "Input file has more than one hard link, skipping"
            : null;
    }
}
