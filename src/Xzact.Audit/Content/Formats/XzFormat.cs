namespace Xzact.Audit.Content.Formats;

/// <summary>.xz (The .xz File Format 1.2.1): Streams and Stream Padding. A damaged Stream is salvaged Block by Block,
/// and inside a lost Block by LZMA2 chunks that need nothing before them.</summary>
internal sealed class XzFormat() : FormatReader(".xz", ContentClass.Compressed)
{
    private const int PaddingUnit = 4;

    // Section 2.1.1.1.
    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith(Magic);

    public override void Read(FormatWalk walk)
    {
        using XzDecoder decoder = new(new XzDecompressionOptions
        {
            AllowMultipleStreams = false,
            MemoryLimit = walk.Budget.Limits.MaxDecoderMemory,
        });
        while (Begins(walk.Rest))
        {
            if (!walk.Budget.TakeAttempt())
            {
                walk.Damage(DamageKind.OverLimit, walk.At, Members.TooMany);
                return;
            }

            decoder.Reset();
            Decoding stream = Decoding.Run(
                walk.Rest, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), walk.Budget);
            if (!stream.IsComplete)
            {
                ContentDamage damage = stream.Damage!;
                walk.Damage(damage.Kind, walk.At + damage.Offset, damage.Reason);
                if (!walk.WholeOnly)
                {
                    Salvage(walk);
                }

                return;
            }

            if (decoder.Error != XzError.None)
            {
                walk.Damage(Decoding.KindOf(decoder.Error), walk.At, decoder.ErrorMessage ?? decoder.Error.ToString());
            }

            walk.Part($"stream at {walk.At}", stream.Content);
            walk.Take(stream.Consumed, SpanKind.Content, "a stream");

            // Section 2.2: Stream Padding is zeros, a multiple of four; anything else is not of the format.
            int zeros = walk.Rest.IndexOfAnyExcept((byte)0) is >= 0 and int count ? count : walk.Left;
            if (zeros % PaddingUnit != 0)
            {
                walk.Damage(
                    DamageKind.Structure, walk.At,
                    $"Stream Padding of {zeros} bytes is no multiple of four (section 2.2)");
            }

            walk.Take(zeros, SpanKind.Padding, "stream padding");
            if (walk.Left > 0 && !Begins(walk.Rest) && walk.Rest.IndexOf(Magic) is >= 0 and int next)
            {
                walk.At += next;
            }
        }
    }

    private static void Salvage(FormatWalk walk)
    {
        int begin = walk.At;
        MemoryStream content = new();
        XzSalvageReport report = XzSalvage.Recover(
            new MemoryStream(walk.Rest.ToArray()), content,
            new XzDecompressionOptions
            {
                MemoryLimit = walk.Budget.Limits.MaxDecoderMemory,
                MaxOutputLength = Math.Max(1, walk.Budget.Decodable),
            },
            includeDamaged: true);
        walk.Budget.TakeDecoded(content.Length);
        foreach (XzSalvageRange range in report.Ranges)
        {
            bool isWhole = range.State is XzSalvageState.Verified or XzSalvageState.Unchecked;
            long offset = begin + range.CompressedOffset;
            walk.Claim(
                offset, range.CompressedSize, isWhole ? SpanKind.Content : SpanKind.Damaged,
                isWhole ? "an intact block" : "a damaged part");
            if (!isWhole && range.Error != XzError.None)
            {
                if (!walk.Damages.Exists(damage => damage.Reason == range.Reason))
                {
                    walk.Damage(Decoding.KindOf(range.Error), offset, range.Reason ?? range.Error.ToString());
                }

                Lzma2Chunks.Resume(
                    walk, (int)offset, (int)range.CompressedSize,
                    content.GetBuffer().AsSpan(0, (int)content.Length));
            }
        }

        walk.Part(
            report.RecoveredSize == content.Length ? "what intact blocks hold"
                : "what blocks hold, up to where they break",
            content.GetBuffer().AsMemory(0, (int)content.Length));

        // Where no range of the account lies, headers and indexes were read and are as they must be.
        bool isRead = report.Ranges.Count > 0;
        walk.ClaimRest(
            begin, walk.Left, isRead ? SpanKind.Structure : SpanKind.Damaged,
            isRead ? "headers and indexes" : "a damaged part");
        walk.At += walk.Left;
    }
}
