using System.Buffers;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;
using ZstdSharp;

namespace Xzact.Audit.Content.Formats;

/// <summary>Zstandard (RFC 8878): frames one behind the other, decoded by ZstdSharp.Port (see
/// <see cref="ZstdDecoder"/>), and skippable frames, which a decoder does not look into.</summary>
internal sealed class ZstdFormat() : FormatReader("Zstandard", ContentClass.Compressed)
{
    private const uint SkippableMagic = 0x184D2A50;
    private const int SkippableHeader = 8;
    private const int PieceSize = 1 << 16;

    /// <summary>Most bytes of a window: what decoders must take (section 3.1.1.1.2) is 8 MiB, zstd's own limit
    /// this.</summary>
    private const ulong MaxWindow = 1UL << 27;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > 5 && FirstBytes.IsZstandard(data) && (data[4] & 8) == 0;

    public override void Read(FormatWalk walk)
    {
        int before = -1;
        while (walk.Left >= ZstdFrame.MagicLength && walk.At != before)
        {
            before = walk.At;
            if ((walk.U32(walk.At) & ~0xFU) == SkippableMagic)
            {
                walk.Take(SkippableHeader + (long)walk.U32(walk.At + 4), SpanKind.UnknownPart, "a skippable frame");
            }
            else
            {
                Members.Read(walk, [0x28, 0xB5, 0x2F, 0xFD], Begins, member => Decode(member, walk.Budget));
            }
        }
    }

    private static Decoding Decode(ReadOnlyMemory<byte> member, ContentBudget budget)
    {
        ArchiveInput input = new(new MemoryView(member), new ArchiveContext(ArchiveLimits.Default));
        MemoryStream content = new();
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        ContentDamage? damage = null;
        try
        {
            ZstdFrame frame = new(input);
            damage = frame.HasDictionary
                ? new(DamageKind.Unsupported, 0, "the frame needs a dictionary, which is not in the file")
                : frame.WindowSize > MaxWindow
                    ? new(DamageKind.OverLimit, 0, $"the frame asks for a window of {frame.WindowSize} bytes")
                : null;
            if (damage is null)
            {
                using DecompressionStream decoder = new(frame, PieceSize, checkEndOfStream: true, leaveOpen: true);
                while (damage is null && decoder.Read(piece, 0, PieceSize) is > 0 and int read)
                {
                    content.Write(piece, 0, read);
                    budget.TakeDecoded(read);
                    damage = budget.Decodable > 0 ? null
                        : Damage(DamageKind.OverLimit, "more is decoded than the limit");
                }

                damage ??= frame.IsAtEnd ? null
                    : Damage(DamageKind.Structure, "the last block of the frame is not where its data ends");
            }
        }
        catch (EndOfStreamException)
        {
            damage = new(DamageKind.Truncated, member.Length, "the frame ends too soon");
        }
        catch (Exception exception) when (exception is ZstdException or InvalidDataException)
        {
            damage = Damage(DamageKind.CompressedData, "the frame is damaged: " + exception.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            budget.TakeRead(input.Offset);
        }

        return new(content.GetBuffer().AsMemory(0, (int)content.Length), (int)input.Offset, damage);

        ContentDamage Damage(DamageKind kind, string reason) => new(kind, (int)input.Offset, reason);
    }
}
