using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Files;

/// <summary>Names that are read from a file or standard input, each ending with the same byte.</summary>
internal sealed class NameList : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly int _descriptor;
    private readonly char _end;
    private readonly string _shownName;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _filled;

    private NameList(int descriptor, char end, string shownName)
    {
        _descriptor = descriptor;
        _end = end;
        _shownName = shownName;
    }

    /// <summary>Whether the names come from standard input.</summary>
    public bool IsStandard => _descriptor == Posix.StandardInput;

    /// <summary>Opens a list.</summary>
    /// <param name="path">Its name; null for standard input.</param>
    /// <param name="end">What each name ends with.</param>
    /// <exception cref="UsageException">It cannot be opened.</exception>
    public static NameList Open(string? path, char end)
    {
        if (path is null)
        {
            return new NameList(Posix.StandardInput, end, "(stdin)");
        }

        int descriptor = Posix.Open(Posix.CurrentDirectory, path, OpenFlags.Read);
        return descriptor >= 0
            ? new NameList(descriptor, end, Printable.Mask(path))
            : throw new UsageException($"{path}: {Posix.Describe(descriptor)}");
    }

    /// <summary>The next name; null at the end of the list. Empty names are passed over.</summary>
    /// <exception cref="SkippedException">The list cannot be read, or is not one; the rest of it is left.</exception>
    public string? Next()
    {
        var name = new List<byte>();
        while (Fill())
        {
            ReadOnlySpan<byte> ready = _buffer.AsSpan(_start, _filled - _start);
            int end = ready.IndexOfAny((byte)_end, (byte)0);
            name.AddRange(ready[..(end < 0 ? ready.Length : end)].ToArray());
            _start += end < 0 ? ready.Length : end + 1;
            if (end >= 0 && ready[end] != _end)
            {
                throw new SkippedException($"{_shownName}: Null character found when reading filenames; " +
                    "maybe you meant to use '--files0' instead of '--files'?");
            }

            if (end >= 0 && name.Count > 0)
            {
                return System.Text.Encoding.Latin1.GetString([.. name]);
            }
        }

        return name.Count == 0
            ? null
            : throw new SkippedException($"{_shownName}: Unexpected end of input when reading filenames");
    }

    public void Dispose()
    {
        if (!IsStandard)
        {
            _ = Posix.Close(_descriptor);
        }
    }

    private bool Fill()
    {
        if (_start < _filled)
        {
            return true;
        }

        int error = IsStandard ? StandardStreams.Error(_descriptor) : 0;
        int read = error < 0 ? error : Posix.Read(_descriptor, _buffer);
        _start = 0;
        _filled = Math.Max(read, 0);
        return read >= 0
            ? read > 0
            : throw new SkippedException($"{_shownName}: Error reading filenames: {Posix.Describe(read)}");
    }
}
