using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>
/// Encodes a .lz file: one member, or several where a member would grow too large or a flush ends it (lzip manual,
/// "File format", version 1). Only a file without data has a member without data.
/// </summary>
internal sealed class LzipFileEncoder : LzmaFormatEncoder
{
    private readonly Lzma1Encoder _lzma;
    private readonly uint _dictionarySize;
    private readonly long _maxMemberSize;
    private Step _step;
    private bool _hasMember;
    private bool _hasInput;
    private uint _crc;
    private long _size;
    private long _compressed;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="options">How to work; lc, lp and pb must be those of the format.</param>
    /// <param name="maxMemberSize">Most bytes of a member.</param>
    public LzipFileEncoder(WorkAllocator allocator, LzmaEncoderOptions options, long maxMemberSize)
        : base(LzipFormat.TrailerSize)
    {
        _lzma = new Lzma1Encoder(allocator, options, AppendEncoded);
        _dictionarySize = options.DictionarySize;
        _maxMemberSize = maxMemberSize;
    }

    private enum Step
    {
        Header,
        Data,
        Trailer,
    }

    private long MaxDataSize => _maxMemberSize - LzipFormat.HeaderSize - LzipFormat.TrailerSize;

    public override void Dispose() => _lzma.Dispose();

    protected override void Start()
    {
        _lzma.Reset(maxSize: MaxDataSize);
        _hasMember = false;
        _hasInput = false;
        _step = Step.Header;
    }

    protected override CoderStatus? Advance(
        ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        switch (_step)
        {
            case Step.Header:
                if (input.IsEmpty && !_hasInput && (action != EncoderAction.Finish || _hasMember))
                {
                    return action == EncoderAction.Run ? CoderStatus.More : CoderStatus.End;
                }

                WriteHeader();
                _step = Step.Data;
                return null;

            case Step.Data:
                // A flush ends the member: there is no other way to let a decoder give everything.
                EncoderAction own = action == EncoderAction.Run ? action : EncoderAction.Finish;
                _hasInput |= !input.IsEmpty;
                int room = output.Length;
                CoderStatus status = _lzma.Code(ref input, ref output, own);
                _compressed += room - output.Length;
                if (status != CoderStatus.End)
                {
                    return status;
                }

                WriteTrailer();
                _step = Step.Trailer;
                return null;

            default:
                _hasMember = true;
                _hasInput = _lzma.HasRest;
                _lzma.Restart(MaxDataSize);
                _step = Step.Header;
                return null;
        }
    }

    private void WriteHeader()
    {
        Span<byte> header = NewField(LzipFormat.HeaderSize);
        LzipFormat.Magic.CopyTo(header);
        header[LzipFormat.VersionOffset] = LzipFormat.Version1;
        header[LzipFormat.DictionarySizeOffset] = LzipDictionary.ToByte(_dictionarySize);
        _crc = 0;
        _size = 0;
        _compressed = 0;
    }

    private void WriteTrailer()
    {
        Span<byte> trailer = NewField(LzipFormat.TrailerSize);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[LzipFormat.Crc32Offset..], _crc);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[LzipFormat.DataSizeOffset..], _size);
        BinaryPrimitives.WriteInt64LittleEndian(
            trailer[LzipFormat.MemberSizeOffset..],
            LzipFormat.HeaderSize + _compressed + LzipFormat.TrailerSize);
    }

    private void AppendEncoded(ReadOnlySpan<byte> bytes)
    {
        _crc = Crc32.Append(_crc, bytes);
        _size += bytes.Length;
    }
}
