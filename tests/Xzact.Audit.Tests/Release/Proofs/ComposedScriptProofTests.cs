using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

/// <summary>With an index of two versions of a script of our own.</summary>
public sealed class ComposedScriptProofTests
{
    private const string Head = "#! /bin/sh\n# libtool (GNU libtool) 1.0\nVERSION=1.0\nexport VERSION\n\n";
    private const string One = "func_one ()\n{\n  echo the first version\n}\n\n";
    private const string OneChanged = "func_one ()\n{\n  echo the second version\n}\n\n";
    private const string Two = "func_two ()\n{\n  func_one \"$@\" || exit 2\n}\n\n";
    private const string Tail = "func_two \"$@\"\nexit $?\n# end of the script\n";

    private static readonly KnownPartsIndex s_known = Known();

    [Fact]
    public void Parts_of_several_published_versions_make_a_composed_script_and_its_version_is_a_carrier()
    {
        const string Version = "\"1.1 Debian-1.1-2\"";
        string text = (Head + OneChanged + Two + Tail).Replace("=1.0", "=" + Version, StringComparison.Ordinal);
        Account account = Explain(text)!;
        Assert.Equal(AccountKind.ComposedOfKnownParts, account.Kind);
        Assert.Equal(["1.0", Version], account.Carriers.Select(c => text.Substring((int)c.Offset, c.Length)));
    }

    [Fact]
    public void Parts_as_they_were_published_leave_nothing_uncovered() =>
        Assert.Empty(Explain(Head + One + Two + Tail)!.Carriers);

    [Theory]
    [InlineData("[macro_version='1.1-dirty'\n", AccountKind.ComposedOfKnownParts, 0)]
    [InlineData("[macro_version='1.1-dirty'\n", AccountKind.Unaccounted, 2)]
    [InlineData("[macro_version='1.1'\n", AccountKind.ComposedOfKnownParts, 2)]
    public void A_version_is_proved_by_explained_macros_that_name_it_too(string macros, AccountKind kind, int carriers)
    {
        AccountedFile beside = new("m4/ltversion.m4", new(kind, "r"), new("m4/ltversion.m4", ArchiveMemberType.File)
        {
            Content = Encoding.Latin1.GetBytes(macros),
        }, null);
        string text = (Head + One + Two + Tail).Replace("1.0", "1.1-dirty", StringComparison.Ordinal);
        Assert.Equal(carriers, Explain(text, beside: beside)!.Carriers.Count);
    }

    [Theory]
    [InlineData("exit 2", "exit 3")]
    [InlineData("func_one \"$@\" ||", "INERT_FIXTURE=1 func_one \"$@\" ||")]
    [InlineData("# end of the script\n", "# INERT TEST FIXTURE\n")]
    [InlineData("VERSION=1.0\n", "VERSION=1.0; echo INERT TEST FIXTURE\n")]
    [InlineData("VERSION=1.0\n", "VERSION=`echo INERT`\n")]
    [InlineData("export VERSION\n", "")]
    [InlineData("func_two ()", "func_three ()")]
    public void A_part_of_nobody_leaves_the_script_unaccounted(string published, string changed)
    {
        string text = Head + One + Two + Tail;
        Assert.NotNull(Explain(text));
        Assert.Null(Explain(text.Replace(published, changed, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_function_that_was_added_leaves_it_unaccounted() =>
        Assert.Null(Explain(Head + One + Two + "func_inert ()\n{\n  echo INERT TEST FIXTURE\n}\n" + Tail));

    [Fact]
    public void A_function_that_stands_twice_leaves_it_unaccounted() =>
        Assert.Null(Explain(Head + One + One + Two + Tail));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Empty_lines_between_functions_that_no_version_has_there_are_a_carrier(int lines)
    {
        Carrier carrier = Assert.Single(Explain(Head + One + new string('\n', lines) + Two + Tail)!.Carriers);
        Assert.Equal(2 + lines, carrier.Length);
    }

    [Fact]
    public void An_empty_line_that_is_left_out_is_a_carrier() =>
        Assert.Single(Explain(Head + One.TrimEnd('\n') + "\n" + Two + Tail)!.Carriers);

    [Theory]
    [InlineData("install-sh", false)]
    [InlineData("ltmain.sh", true)]
    public void Another_script_or_a_tracked_one_is_not_its_affair(string name, bool isTracked) =>
        Assert.Null(Explain(Head + One + Two + Tail, name, isTracked));

    private static Account? Explain(
        string text, string name = "ltmain.sh", bool isTracked = false, AccountedFile? beside = null)
    {
        using ReleaseFixture release = new();
        using GitRepository repository = GitRepository.Open(release.Request().SourcePath!);
        TagInventory tag = TagInventory.Read(repository, "v1.0");
        ArchivedFile file = new(name, ArchiveMemberType.File) { Content = Encoding.Latin1.GetBytes(text) };
        ProofSubject subject = new(name, file, isTracked ? tag.Entries[0] : null);
        return new ComposedScriptProof(() => s_known).Explain(
            subject, new(tag, beside is null ? [] : [beside]));
    }

    private static KnownPartsIndex Known()
    {
        PartsCollection parts = new();
        parts.Add("libtool", "ltmain.sh", Head + One + Two + Tail, 100);
        parts.Add("libtool", "ltmain.sh", Head + OneChanged + Two + Tail, 200);
        using MemoryStream stream = new();
        KnownPartsWriter.Write(parts, stream);
        return KnownPartsIndex.Load(stream.ToArray());
    }
}
