using System.Buffers;
using Xzact.Testing.Data;

namespace Xzact.Tests;

public sealed class LzipDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 3000, seed: 23);

    [Fact]
    public void Members_are_decoded_one_by_one()
    {
        byte[] member = SmallLzmaFiles.Member(s_data);
        byte[] file = [.. member, .. member];
        byte[] room = new byte[s_data.Length + 1];
        using var decoder = new LzipDecoder();
        for (int start = 0; start < file.Length; start += member.Length)
        {
            decoder.Reset();
            OperationStatus status = decoder.Decompress(file.AsSpan(start), room, out int consumed, out int written);
            Assert.Equal((OperationStatus.Done, member.Length, s_data.Length), (status, consumed, written));
            Assert.Equal(s_data, room[..written]);
        }
    }

    [Fact]
    public void The_error_says_what_was_wrong_and_where()
    {
        byte[] damaged = SmallLzmaFiles.Member(s_data);
        damaged[^20] ^= 1;
        using var decoder = new LzipDecoder();
        Assert.Equal(
            OperationStatus.InvalidData, decoder.Decompress(damaged, new byte[4000], out _, out int written));
        Assert.Equal((XzError.CheckMismatch, s_data.Length), (decoder.Error, written));
        Assert.Contains($"at byte {damaged.Length - 20} ", decoder.ErrorMessage, StringComparison.Ordinal);
        decoder.Reset();
        Assert.Equal((XzError.None, null), (decoder.Error, decoder.ErrorMessage));
    }

    [Fact]
    public void Another_format_is_not_recognised()
    {
        foreach (byte[] file in (byte[][])[SmallLzmaFiles.Alone(s_data), SmallFiles.Encode(s_data, 4), new byte[9]])
        {
            using var decoder = new LzipDecoder(20);
            Assert.Equal(OperationStatus.InvalidData, decoder.Decompress(file, new byte[1], out _, out _));
            Assert.Equal(XzError.FormatNotRecognized, decoder.Error);
        }
    }
}
