using Xzact.Format;
using Xzact.Liblzma.Indexes;
using Xzact.Liblzma.Streams;
using Xzact.Reading;

namespace Xzact.Liblzma.Coders;

/// <summary>
/// Finds the list of a file's Blocks from its end, Stream by Stream. What it wants of the file next it may find in the
/// input that it was given; else it asks for another place.
/// </summary>
internal sealed class FileInfoCoder : LimitedCoder
{
    private readonly ulong _fileSize;
    private readonly Action<FileIndex> _take;
    private FileIndexReader _reader;
    private ulong _position;
    private bool _isAtLimit;

    /// <param name="memoryLimit">Bytes, from 1 on.</param>
    /// <param name="fileSize">Bytes of the file.</param>
    /// <param name="take">Takes the list, once it is whole.</param>
    public FileInfoCoder(ulong memoryLimit, ulong fileSize, Action<FileIndex> take)
        : base(memoryLimit)
    {
        // What is larger than a file can be is read as far as the header, and then found damaged.
        _fileSize = Math.Min(fileSize, long.MaxValue);
        _take = take;
        _reader = MakeReader();
    }

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override ulong SeekPosition => (ulong)_reader.Offset;

    public override ulong MemoryUsage =>
        Math.Max(IndexSizes.Memory(1, 0), _isAtLimit ? (ulong)_reader.MemoryNeeded : 0);

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (_isAtLimit)
        {
            _isAtLimit = false;
            _reader = MakeReader();
        }

        if (_fileSize < StreamFormat.HeaderSize)
        {
            return LzmaRet.FormatError;
        }

        // The bytes of this call stay at hand, those before the position too.
        ReadOnlySpan<byte> all = input;
        ulong start = _position;
        while (!_reader.IsDone)
        {
            ulong wanted = (ulong)_reader.Offset;
            if (wanted >= _fileSize)
            {
                return LzmaRet.DataError;
            }

            if (wanted < start || wanted - start >= (ulong)all.Length)
            {
                input = default;
                if (wanted == start + (ulong)all.Length)
                {
                    _position = wanted;
                    return LzmaRet.Ok;
                }

                _position = wanted;
                return LzmaRet.SeekNeeded;
            }

            ReadOnlySpan<byte> rest = all[(int)(wanted - start)..];
            Memory<byte> place = _reader.Wanted;
            int count = (int)Math.Min((ulong)Math.Min(rest.Length, place.Length), _fileSize - wanted);
            rest[..count].CopyTo(place.Span);
            _reader.Take(count);
            input = rest[count..];
            _position = wanted + (ulong)count;
        }

        if (_reader.Index is null)
        {
            _isAtLimit = _reader.Failure!.Error == XzError.MemoryLimit;
            return LzmaErrors.Of(_reader.Failure.Error);
        }

        // At its end the whole file is read, whatever the order was.
        input = _fileSize - start <= (ulong)all.Length ? all[(int)(_fileSize - start)..] : default;
        _take(FileIndex.Of(_reader.Index));
        return LzmaRet.StreamEnd;
    }

    public override void Dispose()
    {
    }

    private FileIndexReader MakeReader() =>
        new((long)_fileSize, keepsBlocks: true, MemoryLimit > long.MaxValue ? 0 : (long)MemoryLimit);
}
