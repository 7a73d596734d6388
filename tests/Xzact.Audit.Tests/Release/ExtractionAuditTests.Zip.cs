using System.Buffers.Binary;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;
using Xzact.Audit.Tests.Archives.Zip;

namespace Xzact.Audit.Tests.Release;

// Zips that are not exactly one archive, and members that are not the same to all readers.
public sealed partial class ExtractionAuditTests
{
    private const string Macro = Top + "tests/m4/local.m4";

    private static byte[] Unicode(string path, string madeFor, byte version = 1) => OpenedZip.Field(
        0x7075,
        [
            version,
            .. ZipBuilder.U32(ZipBuilder.Crc32(Encoding.UTF8.GetBytes(madeFor))),
            .. Encoding.UTF8.GetBytes(path),
        ]);

    /// <summary>Each case: the path that must not be explained, and how its member is changed or made.</summary>
    private static readonly Dictionary<string, (string Path, Func<ZipBuilderEntry, ZipBuilderEntry> Change)>
        s_zipCases = new()
        {
            ["a Unicode path of another file"] = ("tests/m4/local.m4", e => e with
            {
                RawName = "demo-1.0/m4/x\u00E9.m4"u8.ToArray(),
                Flags = 0x800,
                CentralExtra = Unicode(Macro, Top + "m4/x\u00E9.m4"),
                LocalExtra = Unicode(Macro, Top + "m4/x\u00E9.m4"),
            }),
            ["a zero byte in the name under a Unicode path"] = ("tests/m4/local.m4", e => e with
            {
                RawName = "demo-1.0/aclocal.m4\0x"u8.ToArray(),
                CentralExtra = Unicode(Macro, Top + "aclocal.m4\0x"),
            }),
            ["two Unicode paths"] = ("tests/m4/local.m4", e => e with
            {
                CentralExtra = [.. Unicode(Macro, Macro), .. Unicode(Top + "aclocal.m4", Macro)],
            }),
            ["a Unicode path of version 0"] = ("tests/m4/local.m4", e => e with
            {
                CentralExtra = Unicode(Top + "aclocal.m4", Macro, version: 0),
            }),
            ["a Unicode path in the local header alone"] = ("tests/m4/local.m4", e => e with
            {
                LocalExtra = Unicode(Top + "aclocal.m4", Macro),
            }),
            ["a program for readers of VMS attributes"] = ("README", e => e with { Host = 2, UnixMode = 0x81ED }),
            ["a link for readers of Atari attributes"] = ("README", e => e with { Host = 5, UnixMode = 0xA1FF }),
            ["a mode in a field of ASi"] = ("README", e => e with
            {
                Host = 0,
                UnixMode = 0,
                CentralExtra = OpenedZip.Field(0x756E, new byte[14]),
            }),
            ["an empty folder without a slash"] = ("tests/m4/local.m4", e => e with
            {
                Host = 0,
                UnixMode = 0,
                DosAttributes = 0x10,
            }),
            ["stored data that holds a descriptor"] = ("README", e => e with
            {
                Content = "PK\u0007\u0008" + e.Content,
                Descriptor = true,
            }),
        };

    public static TheoryData<string> ZipCases() => [.. s_zipCases.Keys];

    private byte[] Zip(ZipBuilder zip, string changed = "", Func<ZipBuilderEntry, ZipBuilderEntry>? change = null)
    {
        foreach (Shipped file in project.Release.Archive.Where(f => f.Type == '0'))
        {
            ZipBuilderEntry entry = new(Top + file.Path, file.Content) { UnixMode = 0x8000 | file.Mode };
            zip.Add(file.Path == changed ? change!(entry) : entry);
        }

        return zip.End();
    }

    [Fact]
    public void The_project_as_a_zip_is_explained() => Assert.Empty(Audit(Zip(new ZipBuilder())).Findings);

    [Theory]
    [MemberData(nameof(ZipCases))]
    public void A_member_that_readers_take_differently_is_not_explained(string name)
    {
        (string path, Func<ZipBuilderEntry, ZipBuilderEntry> change) = s_zipCases[name];
        CaseReport report = Audit(Zip(new ZipBuilder(), path, change));
        Assert.Contains(
            report.Ledger.Entries, e => e.Path == path && !AccountKindInfo.Of(e.Account.Kind).IsExplained);
        Assert.Contains(path, High(report, "D41").Select(f => f.Subject));
    }

    public static TheoryData<string> Ambiguities() =>
    [
        "bytes before", "bytes behind", "bytes before the directory", "bytes behind the directory",
        "an end record in the comment", "a member that is not listed", "two counts", "a count of zip64 that differs",
        "a locator that points astray", "a second zip64 record", "slack behind the data",
    ];

    [Theory]
    [MemberData(nameof(Ambiguities))]
    public void Nothing_of_a_zip_that_breaks_the_strict_grammar_is_explained(string name)
    {
        byte[] plain = Zip(new ZipBuilder());
        byte[] wide = Zip(new ZipBuilder { WithZip64End = true });
        byte[] zip = name switch
        {
            "bytes before" => Zip(new ZipBuilder { Prefix = "INERT TEST FIXTURE"u8.ToArray() }),
            "bytes behind" => [.. plain, .. "INERT"u8],
            "bytes before the directory" => Zip(new ZipBuilder { GapBeforeDirectory = new byte[9] }),
            "bytes behind the directory" => Zip(new ZipBuilder { GapAfterDirectory = new byte[9] }),
            "an end record in the comment" =>
                Zip(new ZipBuilder { Comment = new ZipBuilder().Add(Top + "configure", Inert).End() }),
            "a member that is not listed" =>
                Zip(new ZipBuilder().Add(new ZipBuilderEntry(Top + "aclocal.m4", Inert) { IsHidden = true })),
            "two counts" => Changed(plain, plain.Length - 14),
            "a count of zip64 that differs" => Changed(wide, wide.Length - 22 - 20 - 56 + 24),
            "a locator that points astray" => Changed(wide, wide.Length - 22 - 20 + 8),
            "a second zip64 record" => [.. wide[..^42], .. wide[^98..^42], .. wide[^42..]],
            _ => Zip(new ZipBuilder().Add(
                new ZipBuilderEntry("demo-1.0/x", "x") { Deflate = true, Slack = new byte[5] })),
        };
        CaseReport report = Audit(zip);
        Assert.All(report.Ledger.Entries.Where(e => e.Account.Kind != AccountKind.Missing), e =>
            Assert.False(AccountKindInfo.Of(e.Account.Kind).IsExplained, e.Path));
        Assert.Contains(High(report, "D42"), f => f.Subject.StartsWith("demo-1.0.", StringComparison.Ordinal));

        // One finding says it for all files; each of them need not. The comment's archive is read, and it differs.
        Assert.Equal(
            name == "an end record in the comment" ? ["configure"] : [],
            report.Findings.Where(f => f.RuleId == "D02").Select(f => f.Subject));

        static byte[] Changed(byte[] zip, int at)
        {
            byte[] copy = [.. zip];
            copy[at]++;
            return copy;
        }
    }

    [Theory]
    [InlineData("demo-1.0.zip", true)]
    [InlineData("demo-1.0.tar.gz", true)]
    [InlineData("demo-1.0.tar.xz", true)]
    [InlineData("demo-1.0.tar", false)]
    [InlineData("download", false)]
    public void A_tar_under_the_name_of_another_format_is_not_explained(string fileName, bool isDoubted)
    {
        ReleaseRequest request = project.Release.Request() with
        {
            ArchivePath = project.Release.Write(Tar(project.Release, _ => { }), fileName),
        };
        CaseReport report = ReleaseAudit.Run(request);
        Assert.Equal(isDoubted, report.Ledger.Unexplained.Any());
        Assert.Equal(isDoubted ? Severity.High : (Severity?)null, report.Findings.Max(f => (Severity?)f.Severity));
    }

    [Fact]
    public void A_tar_whose_tracked_fixture_makes_a_zip_of_it_is_not_explained()
    {
        byte[] zip = new ZipBuilder().Add(Top + "configure", Inert).End();
        byte[] tar = Tar(project.Release, t => t.Add(Top + "z", size: zip.Length).Raw(zip)
            .Raw(new byte[-zip.Length & (TarBuilder.BlockLength - 1)]));
        int end = tar.AsSpan().LastIndexOf("PK\x05\x06"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(tar.AsSpan(end + 20), (ushort)(tar.Length - end - 22));
        CaseReport report = Audit(tar);
        Assert.Equal(AccountKind.Modified, report.Entry("configure").Account.Kind);
        Assert.NotEmpty(High(report, "D42"));

        // A fixture that was not made for this tar: its comment does not reach to the end.
        BinaryPrimitives.WriteUInt16LittleEndian(tar.AsSpan(end + 20), 0);
        report = Audit(tar);
        Assert.Equal(AccountKind.IdenticalToTag, report.Entry("configure").Account.Kind);
        Finding found = report.Findings.Single(f => f.RuleId == "D42");
        Assert.Equal(Severity.Medium, found.Severity);
        Assert.Contains(found.Evidence, e => e.Path == Top + "z");
    }
}
