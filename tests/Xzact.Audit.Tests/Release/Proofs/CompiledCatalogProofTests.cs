using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Tests.Release.Catalogs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class CompiledCatalogProofTests
{
    private const string Header = "POT-Creation-Date: 2020-01-01 00:00+0000\nLanguage: de\n";

    private const string Source = """
        msgid ""
        msgstr ""
        "POT-Creation-Date: 2020-01-01 00:00+0000\n"
        "Language: de\n"

        msgid "bread"
        msgstr "Brot"

        msgid "open"
        msgstr ""

        """;

    private static Account? Explain(byte[] compiled)
    {
        AccountedFile po = File("po/de.po", Encoding.UTF8.GetBytes(Source));
        AccountedFile gmo = File("po/de.gmo", compiled);
        ProofContext context = new(null!, [po, gmo]);
        return new CompiledCatalogProof().Explain(new(gmo.Path, gmo.Archived!, null), context);
    }

    private static AccountedFile File(string path, byte[] content) => new(
        path, new(AccountKind.Unaccounted, "in the archive only"),
        new(path, ArchiveMemberType.File) { Content = content, Size = content.Length }, null);

    [Theory]
    [InlineData(Header)]
    [InlineData("Language: de\n")]
    public void The_messages_of_the_catalogue_beside_it_explain_every_byte(string header)
    {
        Account account = Explain(MoBuilder.Build(5, ("", header), ("bread", "Brot")))!;
        Assert.Equal(AccountKind.DerivedAndVerified, account.Kind);
        Assert.Contains("po/de.po (unaccounted)", account.Reason, StringComparison.Ordinal);
        Assert.Empty(account.Carriers);
    }

    [Fact]
    public void A_message_of_its_own_is_not_explained() =>
        Assert.Null(Explain(MoBuilder.Build(5, ("", Header), ("bread", "Brot"), ("inert", "INERT TEST FIXTURE"))));

    [Fact]
    public void Another_translation_is_not_explained() =>
        Assert.Null(Explain(MoBuilder.Build(5, ("", Header), ("bread", "INERT"))));

    [Fact]
    public void A_missing_message_is_not_explained() => Assert.Null(Explain(MoBuilder.Build(5, ("", Header))));

    [Fact]
    public void Another_header_is_not_explained() =>
        Assert.Null(Explain(MoBuilder.Build(5, ("", Header + "X-Inert: a\n"), ("bread", "Brot"))));

    [Fact]
    public void Bytes_besides_the_messages_are_not_explained() =>
        Assert.Null(Explain([.. MoBuilder.Build(5, ("", Header), ("bread", "Brot")), .. "INERT TEST FIXTURE"u8]));
}
