using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Checksum;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Content.Formats;

/// <summary>gzip (RFC 1952): members one behind the other, each with CRC-32 and size.</summary>
internal sealed class GzipFormat() : FormatReader("gzip", ContentClass.Compressed)
{
    // A name or a comment; gzip itself writes names of files.
    private const int MaxText = 1 << 16;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > GzipLayout.HeaderLength && data.StartsWith(GzipLayout.Magic)
        && data[GzipLayout.MethodOffset] == GzipLayout.MethodDeflate
        && (data[GzipLayout.FlagsOffset] & GzipLayout.ReservedFlags) == 0;

    public override void Read(FormatWalk walk) => Members.Read(
        walk, GzipLayout.Magic.ToArray(), Begins, member => Decode(member, walk.Budget));

    private static Decoding Decode(ReadOnlyMemory<byte> member, ContentBudget budget)
    {
        if (HeaderLength(member.Span) is not int header)
        {
            return new(default, 0, new(DamageKind.Truncated, member.Length, "the header ends too soon"));
        }

        Decoding data = Decoding.Inflate(member[header..], raw: true, budget);
        int end = header + data.Consumed;
        if (data.Damage is { } damage)
        {
            return data with { Consumed = end, Damage = damage with { Offset = header + damage.Offset } };
        }

        if (member.Length - end < GzipLayout.TrailerLength)
        {
            return data with
            {
                Damage = new(DamageKind.Truncated, member.Length, "the trailer of the member ends too soon"),
            };
        }

        Crc32 crc = new();
        crc.Update(new ArraySegment<byte>(data.Content.ToArray()));
        ReadOnlySpan<byte> trailer = member.Span[end..];
        bool matches = BinaryPrimitives.ReadUInt32LittleEndian(trailer) == (uint)crc.Value
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)data.Content.Length;
        return data with
        {
            Consumed = end + GzipLayout.TrailerLength,
            Damage = matches ? null
                : new(DamageKind.ContentCheck, end, "CRC-32 or size of the member do not match its content"),
        };
    }

    private static int? HeaderLength(ReadOnlySpan<byte> data)
    {
        byte flags = data[GzipLayout.FlagsOffset];
        int at = GzipLayout.HeaderLength;
        if ((flags & GzipLayout.FlagExtra) != 0)
        {
            at += 2 + (data.Length >= at + 2 ? BinaryPrimitives.ReadUInt16LittleEndian(data[at..]) : data.Length);
        }

        foreach (byte text in (ReadOnlySpan<byte>)[GzipLayout.FlagName, GzipLayout.FlagComment])
        {
            if ((flags & text) != 0)
            {
                int zero = at < data.Length
                    ? data.Slice(at, Math.Min(MaxText, data.Length - at)).IndexOf((byte)0) : -1;
                at = zero < 0 ? data.Length : at + zero + 1;
            }
        }

        at += (flags & GzipLayout.FlagHeaderCrc) != 0 ? 2 : 0;
        return at < data.Length ? at : null;
    }
}
