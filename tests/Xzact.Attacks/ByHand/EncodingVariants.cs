using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Xzact.Attacks.Fixtures;

namespace Xzact.Attacks.ByHand;

/// <summary>Places and codings that are no compression and no Base64.</summary>
internal static class EncodingVariants
{
    private const string Hidden = "# INERT TEST FIXTURE";

    public static IEnumerable<HandVariant> All =>
    [
        new(
            "large-number", "autotools",
            "configure tests a calculator with a large number whose bytes are a script, and pipes what it prints.",
            files => files.Append(
                "configure",
                $"dc -e '{new BigInteger(HandFiles.Script, isUnsigned: true, isBigEndian: true)} P' | sh")),
        new(
            "vectors-of-a-header", "plain",
            "The test vectors in a C header are the bytes of a script, and the build collects them.",
            files => files
                .Put("tests/data/vectors.h",
                    "static const unsigned char vectors[] = {\n" + Rows(HandFiles.Script) + "};")
                .Append("build.sh", "grep -o '0x..' tests/data/vectors.h | cut -c3- | xxd -r -p > ./mk-vectors\n"
                    + "sh ./mk-vectors"))
        {
            Decode = "grep -o '0x..' tests/data/vectors.h | cut -c3- | xxd -r -p",
        },
        new(
            "blanks-at-line-ends", "autotools",
            "Blanks and tabs at the ends of README's lines are the bits of a script.",
            files => files
                .Put("README", Blanks(HandFiles.Script))
                .Append("configure", """
                    sed 's/.*[^ 	]//' $srcdir/README | tr ' \t' 01 |
                      perl -lne '$b.=$_;END{$\="";print pack("B*",$b)}' | sh
                    """))
        {
            Decode = """sed 's/.*[^ 	]//' README | tr ' \t' 01 | perl -lne '$b.=$_;END{$\="";print pack("B*",$b)}'""",
        },
        new(
            "names-of-files", "plain",
            "Empty test cases have names that are, in their order, the Base64 of a script.",
            files =>
            {
                string[] names = [.. Convert.ToBase64String(Encoding.ASCII.GetBytes(Hidden)).Replace('/', '_')
                    .Chunk(7).Select(part => new string(part))];
                foreach ((int i, string name) in names.Index())
                    files.Put($"tests/data/cases/{i:D2}-{name}", []);
                files.Append("build.sh", "ls tests/data/cases | cut -c4- | tr -d '\\n' | tr _ / | base64 -d | sh");
            })
        {
            Decode = "ls tests/data/cases | cut -c4- | tr -d '\\n' | tr _ / | base64 -d",
            Decoded = Encoding.ASCII.GetBytes(Hidden),
        },
        new(
            "lengths-of-lines", "plain",
            "The lengths of the lines of a sample are the bytes of a script.",
            files => files
                .Put("tests/data/ragged.txt", string.Join('\n', Hidden.Select(c => new string('x', c))))
                .Append("build.sh", "awk '{printf \"%c\", length($0)}' tests/data/ragged.txt | sh"))
        {
            Decode = "awk '{printf \"%c\", length($0)}' tests/data/ragged.txt",
            Decoded = Encoding.ASCII.GetBytes(Hidden),
        },
        new(
            "key-from-another-file", "autotools",
            "The number that is added to each byte is the checksum of README, so no script has it.",
            files => files
                .Put("README", "words: counts words.")
                .Put("tests/data/noise.bin", [.. HandFiles.Script.Select(b => (byte)(b + ReadmeKey))])
                .Append("configure", """
                    k=`gzip -c < $srcdir/README | tail -c 8 | od -An -tu1 -N1`
                    perl -0777 -pe "s/(.)/chr((ord(\$1)-$k)%256)/gse" $srcdir/tests/data/noise.bin | $SHELL
                    """))
        {
            Decode = """
                k=`gzip -c < README | tail -c 8 | od -An -tu1 -N1`
                perl -0777 -pe "s/(.)/chr((ord(\$1)-$k)%256)/gse" tests/data/noise.bin
                """,
        },
        new(
            "encrypted-fixture", "autotools",
            "A fixture of a cipher's tests is a script, encrypted with the key that the same tests name.",
            files => files
                .Put("tests/data/aes-case-7.bin", Encrypted(HandFiles.Script))
                .Put("tests/data/aes-case-7.txt", $"key {Key}\niv {Iv}\n")
                .Append("configure", $$"""
                    openssl enc -d -aes-128-cbc -K {{Key}} -iv {{Iv}} -in $srcdir/tests/data/aes-case-7.bin > conf7.sh
                    sh ./conf7.sh
                    """))
        {
            Decode = $"openssl enc -d -aes-128-cbc -K {Key} -iv {Iv} -in tests/data/aes-case-7.bin",
        },
        new(
            "base32", "plain",
            "A coding that fewer people look for.",
            files => files
                .Put("tests/data/tokens.b32", Base32(HandFiles.Script))
                .Append("build.sh", "base32 -d tests/data/tokens.b32 | sh"))
        {
            Decode = "base32 -d tests/data/tokens.b32",
        },
        new(
            "columns-of-a-table", "plain",
            "Two columns of a table of weather are the hexadecimal digits of a script.",
            files => files
                .Put("tests/data/weather.txt", string.Join('\n', HandFiles.Script.Select(
                    (b, i) => $"{1900 + i} {i % 12:D2} {b:x2} {(b * 7) % 40:D2}")))
                .Append("build.sh", "cut -c9-10 tests/data/weather.txt | xxd -r -p | sh -s"))
        {
            Decode = "cut -c9-10 tests/data/weather.txt | xxd -r -p",
        },
        new(
            "interleaved-files", "plain",
            "Two lists of identifiers are, put side by side, the Base64 of a packed script.",
            files =>
            {
                string text = HandFiles.Base64(HandFiles.Bzip2(HandFiles.Script));
                files.Put("tests/data/left.ids", string.Join('\n', text.Where((_, i) => i % 2 == 0)))
                    .Put("tests/data/right.ids", string.Join('\n', text.Where((_, i) => i % 2 == 1)))
                    .Append("build.sh", Side + " | sh");
            })
        {
            Decode = Side,
        },
        new(
            "escapes-of-a-translation", "autotools",
            "A translation holds octal escapes, and printf makes a script of it.",
            files => files
                .Append("po/eo.po", $"\nmsgid \"banner\"\nmsgstr \"{Escapes(HandFiles.Script)}\"")
                .Append("configure", """
                    banner=`sed -n '/^msgid "banner"/{n;s/^msgstr "\(.*\)"$/\1/p;}' $srcdir/po/eo.po`
                    printf "$banner" > conf-banner; . ./conf-banner
                    """))
        {
            Decode = """
                banner=`sed -n '/^msgid "banner"/{n;s/^msgstr "\(.*\)"$/\1/p;}' po/eo.po`
                printf "$banner"
                """,
        },
    ];

    private const string Key = "00112233445566778899aabbccddeeff";
    private const string Iv = "0f0e0d0c0b0a09080706050403020100";

    private const string Side =
        "paste -d '\\0' tests/data/left.ids tests/data/right.ids | tr -d '\\n' | base64 -d | bzip2 -dc";

    // The first byte of the checksum that gzip writes behind README.
    private static byte ReadmeKey { get; } = (byte)Images.Crc("words: counts words.\n"u8.ToArray());

    private static string Rows(byte[] content) => string.Concat(content.Chunk(12)
        .Select(row => "    " + string.Join(", ", row.Select(b => $"0x{b:x2}")) + ",\n"));

    private static string Blanks(byte[] content)
    {
        string bits = string.Concat(content.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Join('\n', bits.Chunk(24).Select(
            (line, i) => $"Line {i} of the text." + new string(line).Replace('0', ' ').Replace('1', '\t')));
    }

    private static byte[] Encrypted(byte[] content)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromHexString(Key);
        return aes.EncryptCbc(content, Convert.FromHexString(Iv));
    }

    private static string Base32(byte[] content)
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        string bits = string.Concat(content.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        string text = string.Concat(bits.Chunk(5)
            .Select(five => Digits[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
        return text.PadRight((text.Length + 7) / 8 * 8, '=');
    }

    private static string Escapes(byte[] content) =>
        string.Concat(content.Select(b => "\\" + Convert.ToString(b, 8).PadLeft(3, '0')));
}
