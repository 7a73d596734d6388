using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class OpenPgpIssuerTests
{
    // RFC 9580, section 4.2: 0x89 is a signature with a length of two bytes, 0xC2 one with a length of one.
    [Theory]
    // Version 3: five bytes of hashed material, type, time, key id, algorithms.
    [InlineData("89 0013 03 05 00 65530000 0123456789abcdef 01 08 0000", "0123456789abcdef")]
    // Version 4: type, algorithms, no signed subpackets, then the issuer's key id (16).
    [InlineData("c2 12 04 00 01 08 0000 000a 09 10 0123456789abcdef", "0123456789abcdef")]
    // A time (2) first, then a fingerprint (33) of key version 4, which wins over the id.
    [InlineData(
        "c2 2d 04 00 01 08 0000 0025 09 10 0123456789abcdef 05 02 65530000 14 21 04 "
        + "00112233445566778899aabbccddeeff0011 0000", "00112233445566778899aabbccddeeff0011")]
    // The length of a subpacket in five bytes.
    [InlineData("c2 16 04 00 01 08 0000 000e ff00000009 10 0123456789abcdef", "0123456789abcdef")]
    public void The_key_that_a_signature_names_is_found(string packet, string key) =>
        Assert.Equal(key, OpenPgpIssuer.Find(RpmHeaderBuilder.Hex(packet)));

    [Theory]
    [InlineData("")]
    [InlineData("89")]
    [InlineData("00 00 00")]
    [InlineData("89 ffff 03")]
    [InlineData("8b 03 03 03 03")]
    // A public key packet (6) is no signature.
    [InlineData("99 0001 04")]
    [InlineData("89 0001 07")]
    [InlineData("c2 06 04 00 01 08 ffff")]
    [InlineData("c2 0a 04 00 01 08 0000 0002 ff 10")]
    [InlineData("c2 0a 04 00 01 08 0000 0002 00 10")]
    [InlineData("c2 0a 04 00 01 08 0000 0002 7f 10")]
    public void What_is_no_signature_or_names_no_key_gives_none(string packet) =>
        Assert.Null(OpenPgpIssuer.Find(RpmHeaderBuilder.Hex(packet)));

    [Fact]
    public void A_signature_that_is_cut_off_anywhere_does_no_harm()
    {
        byte[] packet = RpmHeaderBuilder.Hex("c2 16 04 00 01 08 0000 000e ff00000009 10 0123456789abcdef");
        for (int length = 0; length < packet.Length; length++)
        {
            Assert.Null(OpenPgpIssuer.Find(packet.AsSpan(0, length)));
        }
    }
}
