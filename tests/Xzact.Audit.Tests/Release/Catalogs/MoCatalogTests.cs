using System.Text;
using Xzact.Audit.Release.Catalogs;
using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release.Catalogs;

public sealed class MoCatalogTests
{
    private static readonly (string, string)[] s_messages =
        [("", "Content-Type: text/plain; charset=UTF-8\n"), ("bread", "Brot"), ("wine", "Wein"), ("%d egg", "%d Ei")];

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(5)]
    public void Messages_are_read_with_and_without_hash_table(int hashSize)
    {
        MoCatalog catalog = MoCatalog.Read(MoBuilder.Build(hashSize, s_messages));
        Assert.Equal(4, catalog.Messages.Count);
        Assert.Equal("Brot", catalog.Messages["bread"]);
    }

    [Fact]
    public void Bytes_behind_the_last_string_are_refused()
    {
        byte[] data = [.. MoBuilder.Build(7, s_messages), .. "INERT TEST FIXTURE"u8];
        Assert.Contains("belong to no message", Assert.Throws<FormatException>(() => MoCatalog.Read(data)).Message);
    }

    [Fact]
    public void A_single_byte_behind_the_last_string_is_refused() => Assert.Throws<FormatException>(
        () => MoCatalog.Read([.. MoBuilder.Build(7, s_messages), 0]));

    [Fact]
    public void Unused_places_of_the_hash_table_carry_nothing()
    {
        byte[] data = MoBuilder.Build(7, s_messages);
        int table = 28 + (16 * 4);
        int free = Enumerable.Range(0, 7).First(i => data.AsSpan(table + (4 * i), 4).IndexOfAnyExcept((byte)0) < 0);
        data[table + (4 * free) + 3] = 1;
        Assert.Contains("hash table", Assert.Throws<FormatException>(() => MoCatalog.Read(data)).Message);
    }

    // Room between two strings, where a table says that the next one begins later.
    [Fact]
    public void Bytes_between_two_strings_are_refused()
    {
        byte[] plain = MoBuilder.Build(0, s_messages);
        byte[] hidden = Encoding.ASCII.GetBytes("INERT");
        int last = 28 + (16 * 4) - 8; // the last translation's row
        int offset = BitConverter.ToInt32(plain, last + 4);
        byte[] data = [.. plain[..offset], .. hidden, .. plain[offset..]];
        BitConverter.TryWriteBytes(data.AsSpan(last + 4), offset + hidden.Length);
        Assert.Contains("belong to no message", Assert.Throws<FormatException>(() => MoCatalog.Read(data)).Message);
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_changes_a_message()
    {
        byte[] data = MoBuilder.Build(7, s_messages);
        Dictionary<string, string> expected = MoCatalog.Read(data).Messages;
        for (int i = 0; i < data.Length; i++)
        {
            byte[] changed = [.. data];
            changed[i] ^= 0x40;
            try
            {
                Dictionary<string, string> messages = MoCatalog.Read(changed).Messages;
                Assert.False(
                    messages.Count == expected.Count && messages.All(m => expected.GetValueOrDefault(m.Key) == m.Value),
                    $"byte {i} carries something that no message shows");
            }
            catch (FormatException)
            {
                // refused
            }
        }
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        byte[] data = MoBuilder.Build(7, s_messages);
        for (int length = 0; length < data.Length; length++)
        {
            Assert.Throws<FormatException>(() => MoCatalog.Read(data[..length]));
        }
    }

    // Contexts, plural forms, and the segments of inttypes.h that make revision 1.
    [Fact]
    public void What_msgfmt_compiles_is_compiled()
    {
        SystemTool.Require("msgfmt");
        const string Source = """
            msgid ""
            msgstr ""
            "Content-Type: text/plain; charset=UTF-8\n"
            "Plural-Forms: nplurals=2; plural=(n != 1);\n"

            #, c-format
            msgid "%<PRIu64> files, %<PRId32> links"
            msgstr "%<PRIu64> Dateien, %<PRId32> Verweise"

            msgctxt "menu"
            msgid "Open"
            msgstr "Öffnen"

            #, c-format
            msgid "%d file"
            msgid_plural "%d files"
            msgstr[0] "%d Datei"
            msgstr[1] "%d Dateien"

            #, fuzzy
            msgid "guess"
            msgstr "geraten"

            msgid "open question"
            msgstr ""

            #~ msgid "old"
            #~ msgstr "alt"

            """;
        string folder = Directory.CreateTempSubdirectory("xzact-mo-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "de.po"), Source);
            SystemTool.Run(folder, "msgfmt", "-o", "de.mo", "de.po");
            byte[] compiled = File.ReadAllBytes(Path.Combine(folder, "de.mo"));
            PoCatalog source = PoCatalog.Parse(Encoding.UTF8.GetBytes(Source));
            MoCatalog catalog = MoCatalog.Read(compiled);
            Assert.Equal(4, catalog.Messages.Count);
            Assert.True(CompiledCatalogProof.IsCompiled(source, catalog));
            Assert.Throws<FormatException>(() => MoCatalog.Read([.. compiled, .. "INERT"u8]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
