using System.Buffers;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Content.Formats;

/// <summary>bzip2: streams one behind the other, decoded by SharpZipLib. In a damaged stream each block that is whole
/// is decoded by itself, see <see cref="Bzip2Blocks"/>.</summary>
internal sealed class Bzip2Format() : FormatReader("bzip2", ContentClass.Compressed)
{
    private const int SignatureLength = 4;

    // The first block of a stream, or the end of one without blocks.
    private static ReadOnlySpan<byte> BlockMagic => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> EndMagic => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    public override bool Begins(ReadOnlySpan<byte> data) => Bzip2Decoder.IsMagic(data)
        && (data[SignatureLength..].StartsWith(BlockMagic) || data[SignatureLength..].StartsWith(EndMagic));

    public override void Read(FormatWalk walk)
    {
        int before = walk.Damages.Count;
        Members.Read(walk, [.. "BZh"u8], Begins, member => Decode(member, walk.Budget));
        if (walk.Damages.Count > before && !walk.WholeOnly)
        {
            foreach ((long bit, byte[] stream) in Bzip2Blocks.In(walk.Memory))
            {
                if (walk.Budget.TakeAttempt() && Decode(stream, walk.Budget) is { IsComplete: true } block)
                {
                    walk.Part($"block at bit {bit}", block.Content);
                }
            }
        }
    }

    private static Decoding Decode(ReadOnlyMemory<byte> member, ContentBudget budget)
    {
        MemoryView source = new(member);
        MemoryStream content = new();
        byte[] piece = ArrayPool<byte>.Shared.Rent(1 << 16);
        ContentDamage? damage = null;
        try
        {
            using BZip2InputStream decoder = new(source) { IsStreamOwner = false };
            while (damage is null && decoder.Read(piece, 0, piece.Length) is > 0 and int read)
            {
                content.Write(piece, 0, read);
                budget.TakeDecoded(read);
                damage = budget.Decodable > 0 ? null
                    : new(DamageKind.OverLimit, source.At, "more is decoded than the limit");
            }
        }
        catch (Exception exception) when (exception is SharpZipBaseException or EndOfStreamException
            or IndexOutOfRangeException or NullReferenceException or ArgumentException or OverflowException)
        {
            // The library uses fields of damaged blocks as indexes, see Bzip2Decoder.
            bool cut = source.At >= member.Length;
            damage = new(
                cut ? DamageKind.Truncated : DamageKind.CompressedData, source.At,
                "the bzip2 data " + (cut ? "ends too soon" : "is damaged: " + exception.Message));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            budget.TakeRead(source.At);
        }

        return new(content.GetBuffer().AsMemory(0, (int)content.Length), (int)source.At, damage);
    }
}
