using Xzact.Tools.Interop;

namespace Xzact.Tools.Files;

/// <summary>Output to an open descriptor; runs of zeros become holes where that is wanted.</summary>
internal sealed class DescriptorTarget : ITarget
{
    /// <summary>
    /// The smallest hole in bytes. File systems have blocks of 4096 bytes or multiples of that; upstream makes holes of
    /// multiples of 8192.
    /// </summary>
    private const int HoleUnit = 8192;

    private readonly int _descriptor;
    private readonly string _shownName;
    private readonly bool _sparse;
    private long _hole;

    /// <param name="descriptor">Where to; its position is where output belongs.</param>
    /// <param name="shownName">Its name as messages have it.</param>
    /// <param name="sparse">Whether holes may be made.</param>
    public DescriptorTarget(int descriptor, string shownName, bool sparse)
    {
        _descriptor = descriptor;
        _shownName = shownName;
        _sparse = sparse;
    }

    public ulong BytesWritten { get; private set; }

    /// <summary>Standard output; holes only at the end of a regular file.</summary>
    /// <param name="sparse">Whether holes may be made.</param>
    public static DescriptorTarget Standard(bool sparse)
    {
        // Appending writes go to the end of the file, wherever the position is: a hole cannot be made by moving it.
        bool canHaveHoles = sparse
            && Posix.Status(Posix.StandardOutput, out FileStatus status) >= 0
            && status.IsRegular
            && Posix.Flags(Posix.StandardOutput) is >= 0 and int flags
            && !((OpenFlags)flags).HasFlag(OpenFlags.Append)
            && Posix.Seek(Posix.StandardOutput, 0, SeekOrigin.Current) == status.Size;
        return new DescriptorTarget(Posix.StandardOutput, "(stdout)", canHaveHoles);
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        ulong position = BytesWritten;
        BytesWritten += (ulong)data.Length;
        if (!_sparse)
        {
            WriteAll(data);
            return;
        }

        // Holes begin where blocks do, however the data is cut.
        int unaligned = Math.Min((int)((HoleUnit - (position % HoleUnit)) % HoleUnit), data.Length);
        if (unaligned > 0)
        {
            MakeHole();
            WriteAll(data[..unaligned]);
            data = data[unaligned..];
        }

        while (data.Length >= HoleUnit)
        {
            int zeros = Run(data, isHole: true);
            _hole += zeros;
            data = data[zeros..];
            int other = Run(data, isHole: false);
            if (other > 0)
            {
                MakeHole();
                WriteAll(data[..other]);
                data = data[other..];
            }
        }

        if (!data.IsEmpty)
        {
            MakeHole();
            WriteAll(data);
        }
    }

    public void Finish()
    {
        if (_hole == 0)
        {
            return;
        }

        // A file does not grow by moving the position.
        _hole--;
        MakeHole();
        WriteAll([0]);
    }

    /// <summary>How many bytes at the start are whole units of zeros, or whole units of something else.</summary>
    private static int Run(ReadOnlySpan<byte> data, bool isHole)
    {
        int length = 0;
        while (data.Length - length >= HoleUnit
            && data.Slice(length, HoleUnit).ContainsAnyExcept((byte)0) != isHole)
        {
            length += HoleUnit;
        }

        return length;
    }

    private void MakeHole()
    {
        if (_hole > 0)
        {
            long error = Posix.Seek(_descriptor, _hole, SeekOrigin.Current);
            _hole = 0;
            if (error < 0)
            {
                throw new SkippedException(
                    $"{_shownName}: Seeking failed when trying to create a sparse file: {Posix.Describe((int)error)}");
            }
        }
    }

    private void WriteAll(ReadOnlySpan<byte> data)
    {
        int error = _descriptor == Posix.StandardOutput ? StandardStreams.Error(_descriptor) : 0;
        error = error < 0 ? error : Posix.WriteAll(_descriptor, data);
        if (error < 0)
        {
            throw new SkippedException($"{_shownName}: Write error: {Posix.Describe(error)}") { Error = error };
        }
    }
}
