using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>
/// Decodes a .lz file: any number of members, of version 0 or 1, one behind the other (lzip manual, "File format").
/// What follows the last member and does not begin as one is no part of the data, and ends it.
/// </summary>
internal sealed class LzipFileDecoder : LzmaFormatDecoder
{
    private readonly Lzma1Decoder _lzma;
    private Step _step;
    private bool _isFirstMember;
    private long _memberStart;
    private byte _version;
    private uint _crc;
    private ulong _size;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    public LzipFileDecoder(WorkAllocator allocator, DecoderLimits limits)
        : base(limits, LzipFormat.TrailerSize)
    {
        _lzma = new Lzma1Decoder(allocator);
        _isFirstMember = true;
    }

    private enum Step
    {
        Magic,
        Version,
        DictionarySize,
        Data,
        Trailer,
        End,
    }

    /// <inheritdoc/>
    public override int Excess => !_isFirstMember && _step is Step.Magic or Step.End ? FieldFilled : 0;

    /// <inheritdoc/>
    public override bool MayEndHere => _step == Step.End || (_step == Step.Magic && !_isFirstMember);

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _step = Step.Magic;
        _isFirstMember = true;
    }

    /// <inheritdoc/>
    public override CoderStatus Finish() => Failure is not null ? CoderStatus.Failed
        : MayEndHere ? CoderStatus.End
        : Fail(XzError.UnexpectedEnd, End, "The data ends in the middle of a .lz member");

    public override void Dispose() => _lzma.Dispose();

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            switch (_step)
            {
                case Step.Magic:
                    if (ReadMagic(ref input) is { } noMember)
                    {
                        return noMember;
                    }

                    break;

                case Step.Version:
                    if (input.IsEmpty)
                    {
                        return CoderStatus.More;
                    }

                    _version = input[0];
                    if (_version > LzipFormat.Version1)
                    {
                        return Fail(XzError.UnsupportedStreamFlags, Offset(input),
                            $"The .lz member has version {_version}; 0 and 1 are known.");
                    }

                    input = input[1..];
                    _step = Step.DictionarySize;
                    if (Limits.StopsBehindHeader?.Invoke(CheckId.Crc32) == true)
                    {
                        return CoderStatus.Waiting;
                    }

                    break;

                case Step.DictionarySize:
                    if (input.IsEmpty)
                    {
                        return CoderStatus.More;
                    }

                    if (StartData(input) is { } failed)
                    {
                        return failed;
                    }

                    input = input[1..];
                    break;

                case Step.Data:
                    Span<byte> written = output;
                    CoderStatus status = _lzma.Code(ref input, ref output);
                    written = written[..^output.Length];
                    _size += (ulong)written.Length;
                    if (Limits.VerifyChecksum)
                    {
                        _crc = Crc32.Append(_crc, written);
                    }

                    if (status != CoderStatus.End)
                    {
                        return status == CoderStatus.Failed
                            ? FailAs(_lzma, _memberStart + LzipFormat.HeaderSize)
                            : status;
                    }

                    _step = Step.Trailer;
                    break;

                case Step.Trailer:
                    int size = _version == LzipFormat.Version0
                        ? LzipFormat.Version0TrailerSize
                        : LzipFormat.TrailerSize;
                    if (!Fill(size, ref input))
                    {
                        return CoderStatus.More;
                    }

                    if (CheckTrailer(Offset(input)) is { } mismatch)
                    {
                        return mismatch;
                    }

                    FieldFilled = 0;
                    _isFirstMember = false;
                    _step = SingleStream ? Step.End : Step.Magic;
                    break;

                default:
                    return CoderStatus.End;
            }
        }
    }

    /// <summary>Null once the magic was read whole; else why not.</summary>
    private CoderStatus? ReadMagic(ref ReadOnlySpan<byte> input)
    {
        _memberStart = Offset(input) - FieldFilled;
        int compared = Math.Min(LzipFormat.MagicSize - FieldFilled, input.Length);
        if (!LzipFormat.Magic.Slice(FieldFilled, compared).SequenceEqual(input[..compared]))
        {
            if (_isFirstMember)
            {
                return Fail(XzError.FormatNotRecognized, _memberStart,
                    "The data does not start with the magic bytes of .lz.");
            }

            _step = Step.End;
            return CoderStatus.End;
        }

        if (!Fill(LzipFormat.MagicSize, ref input))
        {
            return CoderStatus.More;
        }

        FieldFilled = 0;
        _step = Step.Version;
        return null;
    }

    private CoderStatus? StartData(ReadOnlySpan<byte> input)
    {
        long offset = Offset(input);
        if (!LzipDictionary.TryParse(input[0], out uint dictionary))
        {
            return Fail(XzError.StreamHeaderCorrupt, offset,
                $"The dictionary size 0x{input[0]:X2} of the .lz member is none from 4 KiB to 512 MiB.");
        }

        if (Refuse(dictionary, LzmaSymbolDecoder.MemoryUsage(dictionary), offset) is { } refused)
        {
            return refused;
        }

        _lzma.Start(dictionary, new LzmaProperties(LzipFormat.Lc, LzipFormat.Lp, LzipFormat.Pb), size: null);
        _crc = 0;
        _size = 0;
        _step = Step.Data;
        return null;
    }

    private CoderStatus? CheckTrailer(long end)
    {
        long start = end - FieldFilled;
        if (Limits.VerifyChecksum
            && BinaryPrimitives.ReadUInt32LittleEndian(Field[LzipFormat.Crc32Offset..]) != _crc)
        {
            return Fail(XzError.CheckMismatch, start, "The CRC32 of the .lz member does not match its data.");
        }

        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(Field[LzipFormat.DataSizeOffset..]);
        if (size != _size)
        {
            return Fail(XzError.BlockSizeMismatch, start + LzipFormat.DataSizeOffset,
                $"The .lz member has {_size} bytes of data, not {size} as its trailer says.");
        }

        if (_version == LzipFormat.Version0)
        {
            return null;
        }

        ulong memberSize = BinaryPrimitives.ReadUInt64LittleEndian(Field[LzipFormat.MemberSizeOffset..]);
        return memberSize == (ulong)(end - _memberStart)
            ? null
            : Fail(XzError.BlockSizeMismatch, start + LzipFormat.MemberSizeOffset,
                $"The .lz member has {end - _memberStart} bytes, not {memberSize} as its trailer says.");
    }
}
