using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Regeneration;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class PublishedMacrosTests
{
    [Theory]
    [InlineData(AccountKind.KnownUpstream, true)]
    [InlineData(AccountKind.ComposedOfKnownParts, true)]
    [InlineData(AccountKind.IdenticalToTag, false)]
    [InlineData(AccountKind.Unaccounted, false)]
    [InlineData(AccountKind.ClaimedGenerated, false)]
    [InlineData(AccountKind.Modified, false)]
    [InlineData(AccountKind.CarriedForward, false)]
    public void Only_what_others_published_goes_into_the_sandbox(AccountKind kind, bool isTaken) =>
        Assert.Equal(isTaken, Taken(File("m4/x.m4", new(kind, "r"))));

    [Fact]
    public void A_file_with_bytes_that_no_proof_covers_stays_outside() => Assert.False(Taken(
        File("m4/x.m4", new(AccountKind.ComposedOfKnownParts, "r") { Carriers = [new(0, 9, "a comment")] })));

    [Theory]
    [InlineData("m4/../x.m4")]
    [InlineData("/m4/x.m4")]
    [InlineData("m4/$(x).m4")]
    public void A_path_that_is_not_plain_stays_outside(string path) =>
        Assert.False(Taken(File(path, new(AccountKind.KnownUpstream, "r"))));

    [Fact]
    public void A_file_in_doubt_or_of_another_role_stays_outside()
    {
        AccountedFile file = File("m4/x.m4", new(AccountKind.KnownUpstream, "r"));
        Assert.False(Taken(file with { IsDoubtedWithContainer = true }));
        Assert.False(Taken(file with { Archived = new("m4/x.m4", ArchiveMemberType.File) { Role = FileRole.Script } }));
    }

    [Theory]
    [InlineData("build-aux/mkinstalldirs", AccountKind.KnownUpstream, true)]
    [InlineData("build-aux/ltmain.sh", AccountKind.ComposedOfKnownParts, false)]
    [InlineData("build-aux/helper", AccountKind.KnownUpstream, false)]
    public void Helper_scripts_go_in_where_every_byte_was_published_at_once(
        string path, AccountKind kind, bool isTaken)
    {
        AccountedFile file = File(path, new(kind, "r"));
        Assert.Equal(isTaken, Taken(file with
        {
            Archived = new(path, ArchiveMemberType.File) { Role = FileRole.Script, Content = [1] },
        }));
    }

    [Fact]
    public void Only_what_the_first_run_does_not_make_is_an_addition()
    {
        RegeneratedFiles made = new(new HashSet<string> { "m4/x.m4", "m4/y.m4" }, new HashSet<string> { "src" });
        using MemoryStream tar = new(
            new TarBuilder().Add("./tree/m4/x.m4", "x").Add("./tree/m4/y.m4", "other").Add("./again/m4/y.m4", "y")
                .End());
        made.Read(tar, ArchiveLimits.Default);
        PublishedMacros macros = PublishedMacros.Of(
        [
            File("m4/x.m4", new(AccountKind.KnownUpstream, "r"), made.Of("m4/x.m4")[0].Sha256),
            File("m4/y.m4", new(AccountKind.KnownUpstream, "r"), made.Of("m4/y.m4")[1].Sha256),
        ]);
        Assert.Equal("m4/y.m4", Assert.Single(macros.Replacing(made)).Path);
    }

    private static bool Taken(AccountedFile file) => PublishedMacros.Of([file]).Paths.Any();

    private static AccountedFile File(string path, Account account, string? sha256 = null) => new(
        path, account,
        new(path, ArchiveMemberType.File) { Role = FileRole.Macro, Content = "x"u8.ToArray(), Sha256 = sha256 }, null);
}
