using System.Text;
using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Reports;
using Xzact.Audit.Tests.Archives.Ar;
using Xzact.Audit.Tests.Archives.Rpm;
using Xzact.Audit.Tests.Elf;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.Binary;

public sealed class BinaryAuditTests(Compiled compiled) : IClassFixture<Compiled>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-binaries-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Finding? Found(CaseReport report, string rule) =>
        report.Findings.FirstOrDefault(f => f.RuleId == rule);

    [Fact]
    public void Two_sides_without_a_common_file_were_not_compared_and_equal_ones_are_said()
    {
        string one = Path.Combine(_folder, "one");
        string two = Path.Combine(_folder, "two");
        foreach (string name in (string[])["a.so", "b.so"])
        {
            Write($"one/{name}", new ElfImage().Build());
            Write($"two/other-{name}", new ElfImage().Build());
        }

        CaseReport report = BinaryAudit.Run(new() { Path = one, ComparePath = two });
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What.StartsWith("the comparison with", StringComparison.Ordinal));
        report = BinaryAudit.Run(new() { Path = one, ComparePath = one });
        Assert.Contains(report.Notices, n => n.What.EndsWith("the same bytes in every file", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_a_package_and_a_library_of_objects_are_looked_into()
    {
        byte[] elf = new ElfImage { SharedName = "libdemo.so.1", StackFlags = 7 }.Build();
        byte[] tar = Tar("./usr/lib/libdemo.so.1", elf);
        string package = Write("in/demo.deb", ArReaderTests.Write(
            ("debian-binary", "2.0\n"u8.ToArray()), ("data.tar", tar)));
        Assert.Equal(["usr/lib/libdemo.so.1"], Paths(package));
        using ZstdSharp.Compressor zstd = new();
        zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        Assert.Equal(["usr/lib/libdemo.so.1"], Paths(Write("zstd.deb", ArReaderTests.Write(
            ("debian-binary", "2.0\n"u8.ToArray()), ("data.tar.zst", zstd.Wrap(tar).ToArray())))));
        Assert.Equal(["libdemo.so.1"], Paths(Write("demo.rpm", new RpmBuilder().Add("libdemo.so.1", elf).Build())));
        Write("in/libdemo.a", ArReaderTests.Write(("one.o/", elf), ("notes/", [1, 2, 3])));
        Write("in/plain.so", elf);
        Write("in/text", "no ELF"u8.ToArray());
        Assert.Equal(
            ["libdemo.a(one.o)", "plain.so", "usr/lib/libdemo.so.1"],
            Paths(Path.Combine(_folder, "in")).Order(StringComparer.Ordinal));

        static IEnumerable<string> Paths(string path)
        {
            CaseReport report = BinaryAudit.Run(new() { Path = path });
            Assert.False(report.IsIncomplete);
            Assert.Equal(Severity.Low, Found(report, "D70")?.Severity);
            return report.Binary!.Objects.Select(o => o.Path);
        }
    }

    [Fact]
    public void A_package_that_is_not_read_makes_the_case_incomplete()
    {
        byte[] package = new ElfImage().Build();
        for (int depth = 0; depth < 5; depth++)
        {
            package = ArReaderTests.Write(
                ("debian-binary", "2.0\n"u8.ToArray()), ("data.tar", Tar("inner.deb", package)));
        }

        CaseReport report = BinaryAudit.Run(new() { Path = Write("demo.deb", package) });
        Assert.True(report.IsIncomplete);
        Assert.All(report.Results.Where(r => r.Outcome != Outcome.NotApplicable),
            r => Assert.Equal(Outcome.Incomplete, r.Outcome));
    }

    [Theory]
    [InlineData("nothing here")]
    [InlineData("")]
    public void What_is_no_binary_is_said(string content)
    {
        string path = Write("text", Encoding.ASCII.GetBytes(content));
        Assert.Throws<AuditInputException>(() => BinaryAudit.Run(new() { Path = path }));
        Assert.Throws<AuditInputException>(() => BinaryAudit.Run(new() { Path = _folder }));
        Assert.Throws<AuditInputException>(() => BinaryAudit.Run(new() { Path = path + "-none" }));
    }

    public static TheoryData<string, string, Severity> Oddities => new()
    {
        { "code that is written", "D70", Severity.Medium },
        { "relocation of code", "D71", Severity.High },
        { "resolver that is no code", "D71", Severity.High },
        { "call of no code", "D71", Severity.Medium },
        { "auditor", "D72", Severity.High },
        { "open folder", "D72", Severity.Medium },
        { "relative folder", "D72", Severity.Medium },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void What_is_out_of_place_is_found(string what, string rule, Severity severity)
    {
        ElfImage image = what switch
        {
            "code that is written" => new() { LoadFlags = 7 },
            "relocation of code" => new() { LoadFlags = 5, Relocations = [(0x130, 8, 0, 0x130)] },
            "resolver that is no code" => new() { LoadFlags = 6, Relocations = [(0x130, 37, 0, 0x138)] },
            "call of no code" => new() { LoadFlags = 6, Init = 0x130 },
            "auditor" => new() { Audit = "libwatch-demo.so" },
            "open folder" => new() { RunPath = "/usr/lib/demo:/tmp/demo" },
            _ => new() { RunPathOld = "lib" },
        };
        CaseReport report = BinaryAudit.Run(new() { Path = Write("f.so", image.Build()) });
        Assert.Equal(severity, Found(report, rule)?.Severity);
    }

    [Fact]
    public void An_ordinary_file_has_no_findings()
    {
        byte[] image = new ElfImage
        {
            SharedName = "libdemo.so.1",
            RunPath = "$ORIGIN/../lib:/usr/lib/demo",
            StackFlags = 6,
            Relocations = [(0x130, 8, 0, 0x130)],
        }.Build();
        CaseReport report = BinaryAudit.Run(new() { Path = Write("f.so", image) });
        Assert.Empty(report.Findings);
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void A_signature_is_matched_to_the_byte()
    {
        byte[] bytes = [.. Enumerable.Range(40, 34).Select(i => (byte)(i * 7))];
        string list = Write("signatures.txt", Encoding.ASCII.GetBytes(
            $"# ours, invented\n{Convert.ToHexString(bytes)} an invented sign\n"));
        string with = Write("with.so", new ElfImage { Data = [.. new byte[9], .. bytes, 0] }.Build());
        Finding? found = Found(BinaryAudit.Run(new() { Path = with, SignaturesPath = list }), "D35");
        Assert.Equal(Severity.Critical, found?.Severity);
        Assert.Equal((long)new ElfImage().DataAddress + 9, found?.Evidence[0].Offset);

        bytes[20] ^= 1;
        string without = Write("without.so", new ElfImage { Data = bytes }.Build());
        Assert.Null(Found(BinaryAudit.Run(new() { Path = without, SignaturesPath = list }), "D35"));
    }

    [Theory]
    [InlineData("f30f1efa5548 too short")]
    [InlineData("f30f1efa554889f54c89ce538 odd")]
    [InlineData("f30f1efa554889f54c89ce53")]
    [InlineData("xx0f1efa554889f54c89ce53 no digits")]
    [InlineData("# nothing")]
    public void A_wrong_file_of_signatures_is_refused(string line)
    {
        string list = Write("signatures.txt", Encoding.ASCII.GetBytes(line + "\n"));
        string elf = Write("f.so", new ElfImage().Build());
        Assert.Throws<AuditInputException>(() => BinaryAudit.Run(new() { Path = elf, SignaturesPath = list }));
    }

    [Fact]
    public void Units_that_the_source_lacks_are_named()
    {
        string source = Path.Combine(_folder, "source");
        Write("source/src/demo_fast.c", [1]);
        Write("source/src/parse.y", [1]);
        string known = Write("known.so", new ElfImage
        {
            SourceFiles = ["demo_fast.c", "libdemo_la-demo_fast.o", "parse.c", "crtstuff.c"],
        }.Build());
        Assert.Empty(BinaryAudit.Run(new() { Path = known, SourcePath = source }).Findings);

        string other = Write("other.so", new ElfImage { SourceFiles = ["libdemo_la-demo-fast.o"] }.Build());
        CaseReport report = BinaryAudit.Run(new() { Path = other, SourcePath = source });
        Assert.Contains("libdemo_la-demo-fast.o", Found(report, "D73")?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_resolver_of_a_library_stands_on_top()
    {
        CaseReport report = BinaryAudit.Run(new()
        {
            Path = compiled.Library("LOOPS"),
            ComparePath = compiled.Library("NONE"),
        });
        BinaryDifference first = report.Binary!.Comparison!.Differences[0];
        Assert.Equal((BinaryAspect.Resolver, true), (first.Aspect, first.IsFirstOfKind));
        Assert.Equal(Severity.High, Found(report, "D34")?.Severity);
    }

    [Fact]
    public void Of_one_source_only_the_build_id_may_differ()
    {
        ElfImage Image(byte id, params string[] names) => new()
        {
            SharedName = "libdemo.so.1",
            BuildId = [id, .. new byte[7]],
            Symbols = [.. names.Select(n => (n, 0x130UL, (byte)0x12))],
        };
        string one = Write("one.so", Image(1, "demo").Build());
        string two = Write("two.so", Image(2, "demo").Build());
        string more = Write("more.so", Image(1, "demo", "demo_unused").Build());
        Assert.Null(Found(Compare(two, one), "D34"));
        Assert.Equal(Severity.Critical, Found(Compare(more, one), "D34")?.Severity);

        static CaseReport Compare(string now, string before) =>
            BinaryAudit.Run(new() { Path = now, ComparePath = before, IsSameSource = true });
    }

    [Fact]
    public void Text_has_findings_before_tables_and_files_beside_addresses()
    {
        string path = compiled.Library("LOOPS", "-s");
        string text = BinaryAudit.Run(new() { Path = path, ComparePath = compiled.Library("NONE") })
            .Write(ReportFormat.Text);
        int finding = text.IndexOf("D33", StringComparison.Ordinal);
        int table = text.IndexOf("Resolvers, the busiest first", StringComparison.Ordinal);
        Assert.InRange(finding, 0, table);
        Assert.InRange(finding, 0, text.IndexOf("What is different", StringComparison.Ordinal));
        Assert.Contains(Path.GetFileName(path) + ": ", text[table..], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_library_of_a_program_is_found_as_a_loader_would()
    {
        void Add(string path, string[] needed, string? runPath = null, ushort machine = 62) => Write(
            "root/" + path, new ElfImage
            {
                Machine = machine,
                Needed = needed,
                RunPath = runPath,
                SharedName = Path.GetFileName(path),
            }.Build());
        Add("usr/sbin/demod", ["libnotify-demo.so.0", "libown.so"], "$ORIGIN/../lib/demod");
        Add("usr/lib/demod/libown.so", []);
        Add("usr/lib/odd/libnotify-demo.so.0", ["libpack-demo.so.5", "libgone.so.1"]);
        Add("usr/lib/odd/libpack-demo.so.5", [], machine: 183);
        Add("usr/lib/libpack-demo.so.5", ["libnotify-demo.so.0"]);
        Write("root/etc/ld.so.conf", "include ld.so.conf.d/*.conf\n# a comment\n"u8.ToArray());
        Write("root/etc/ld.so.conf.d/odd.conf", "/usr/lib/odd # here\n"u8.ToArray());

        CaseReport report = BinaryAudit.Run(new() { Daemon = "/usr/sbin/demod", Root = Path.Combine(_folder, "root") });
        Assert.Equal("/usr/sbin/demod and what it loads", Assert.Single(report.Inputs).Name);
        Assert.Equal(
            [
                ("libnotify-demo.so.0", "usr/lib/odd/libnotify-demo.so.0", true),
                ("libown.so", "usr/sbin/../lib/demod/libown.so", true),
                ("libpack-demo.so.5", "usr/lib/libpack-demo.so.5", false),
                ("libgone.so.1", null, false),
            ],
            report.Binary!.Closure!.Libraries.Select(l => (l.Name, l.Path, l.IsDirect)));
        Assert.Equal(["demod", "libnotify-demo.so.0"], report.Binary.Closure.Libraries[2].Chain);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What == "library libgone.so.1");
        Assert.Equal(Severity.Low, Found(report, "D36")?.Severity);
    }

    public static TheoryData<ReportFormat> Formats() => [.. Enum.GetValues<ReportFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_format_names_the_file_and_shows_nothing_that_acts(ReportFormat format)
    {
        string path = Write("f.so", new ElfImage
        {
            LoadFlags = 7,
            SharedName = "a<b>\u001b[2J",
            Needed = ["lib\u001b[2J.so"],
            Audit = "<b>x",
        }.Build());
        string before = Write("g.so", new ElfImage { SharedName = "a" }.Build());
        CaseReport report = BinaryAudit.Run(new() { Path = path, ComparePath = before });
        string text = report.Write(format);
        text = format == ReportFormat.Markdown ? text.Replace("\\", "", StringComparison.Ordinal) : text;
        Assert.Contains("f.so", text, StringComparison.Ordinal);
        Assert.Contains("D72", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
        Assert.DoesNotContain(format == ReportFormat.Html ? "<b>x" : "\u0000", text, StringComparison.Ordinal);
        if (format == ReportFormat.Json)
        {
            Assert.Empty(JsonSchemaCheck.Violations(text, EmbeddedText.Read("Reports/case-report.schema.json")));
        }
    }

    private static byte[] Tar(string name, byte[] content)
    {
        using MemoryStream tar = new();
        using (System.Formats.Tar.TarWriter writer = new(tar, leaveOpen: true))
        {
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
            });
        }

        return tar.ToArray();
    }
}
