using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmFileListTests
{
    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    private IReadOnlyList<RpmFile> Read(RpmHeaderBuilder builder, ArchiveContext? context = null)
    {
        context ??= _context;
        RpmHeader header =
            new RpmHeaderReader(new ArchiveInput(new ForwardOnly(builder.Build()), context), context, false).Read();
        return RpmFileList.Read(header, context);
    }

    [Fact]
    public void Names_are_put_together_of_folders_and_last_parts()
    {
        IReadOnlyList<RpmFile> files = Read(new RpmHeaderBuilder(63)
            .Texts(1117, "a", "b.spec").Texts(1118, "", "/usr/").Numbers(1116, 1, 0).Shorts(1030, 0x81A4, 0xFFFF)
            .Numbers(1037, 0, 32 | 64).Texts(1035, "", "ab").Texts(1036, "", "").Add(5008, 5, 2, new byte[16]));
        Assert.Equal(
            [new("/usr/a", 0, 0x81A4, "", "", 0), new RpmFile("b.spec", 0, 0xFFFF, "ab", "", 96)], files);
        Assert.Equal((false, true, true), (files[0].IsSpec, files[1].IsSpec, files[1].IsGhost));
    }

    [Fact]
    public void Old_packages_have_whole_names_and_no_more() =>
        Assert.Equal(new("a", null, null, "", "", 0), Assert.Single(Read(new RpmHeaderBuilder(63).Texts(1027, "a"))));

    [Fact]
    public void Lists_that_do_not_fit_together_are_refused()
    {
        RpmHeaderBuilder Two() => new RpmHeaderBuilder(63).Texts(1117, "a", "b").Texts(1118, "");
        foreach (RpmHeaderBuilder builder in (RpmHeaderBuilder[])
        [
            Two(), Two().Numbers(1116, 0), Two().Numbers(1116, 0, 1), Two().Numbers(1116, 0, uint.MaxValue),
            Two().Numbers(1116, 0, 0).Numbers(1028, 1), Two().Numbers(1116, 0, 0).Texts(1035, "a", "b", "c"),
        ])
        {
            Assert.Equal(ArchiveErrorReason.Corrupt, Assert.Throws<ArchiveException>(() => Read(builder)).Reason);
        }
    }

    [Fact]
    public void A_long_folder_for_many_names_is_refused_before_it_fills_the_memory()
    {
        const int Files = 40_000;
        string folder = new('f', 4000);
        RpmHeaderBuilder builder = new RpmHeaderBuilder(63)
            .Texts(1117, [.. Enumerable.Repeat("", Files)]).Texts(1118, folder)
            .Numbers(1116, [.. Enumerable.Repeat(0u, Files)]);
        Assert.Equal(ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => Read(builder)).Reason);
        ArchiveContext strict = new(new ArchiveLimits { MaxNameLength = 100 });
        Assert.Equal(ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => Read(builder, strict)).Reason);
    }
}
