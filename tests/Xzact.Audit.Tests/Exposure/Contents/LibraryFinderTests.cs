using System.Text;
using Xzact.Audit.Exposure.Contents;

namespace Xzact.Audit.Tests.Exposure.Contents;

public sealed class LibraryFinderTests
{
    internal static string[] Functions => ["lzma_code", "lzma_end", "lzma_crc64", "other"];

    private static byte[] Table =>
        Convert.FromHexString("00000000000000006F5FA703BE4C2EB35BA040A8573684F4");

    private static LibraryCopy? Find(byte[] file) => LibraryFinder.Find("f", file);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void What_a_file_defines_is_a_copy_in_every_form_of_elf(bool wide, bool big)
    {
        LibraryCopy copy = Find(new ElfBuilder { Wide = wide, Big = big, Text = "5.5.1alpha" }
            .Define(Functions).Use("lzma_easy_encoder").Build())!;
        Assert.Equal((3, "5.5.1alpha"), (copy.Functions, string.Join(' ', copy.Releases)));
    }

    [Fact]
    public void What_a_file_only_uses_is_none() => Assert.Null(Find(new ElfBuilder().Use(Functions).Build()));

    [Fact]
    public void Two_functions_are_too_few() => Assert.Null(Find(new ElfBuilder().Define(Functions[..2]).Build()));

    /// <summary>Loading needs no section table; the names are found as the loader finds them.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_copy_without_a_section_table_is_found(bool wide, bool big)
    {
        byte[] file = new Elf.ElfImage
        {
            Wide = wide,
            Big = big,
            Symbols = [.. Functions.Select(f => (f, 0x100UL, (byte)0x12))],
            Data = "\05.6.1\0"u8.ToArray(),
        }.Build();
        file.AsSpan(wide ? 0x28 : 0x20, wide ? 8 : 4).Clear();
        file.AsSpan(wide ? 0x3A : 0x2E, 6).Clear();
        LibraryCopy copy = Find(file)!;
        Assert.Equal((3, "5.6.1"), (copy.Functions, string.Join(' ', copy.Releases)));
    }

    [Fact]
    public void A_stripped_copy_that_computes_its_table_is_known_by_the_polynomial_and_the_begin_of_its_files()
    {
        byte[] signs = Convert.FromHexString("420F87D795576CC9FD377A585A00");
        LibraryCopy copy = Find(new ElfBuilder { Text = "5.6.1", Data = signs }.Build())!;
        Assert.Equal((0, "5.6.1"), (copy.Functions, string.Join(' ', copy.Releases)));
        Assert.Null(Find(new ElfBuilder { Text = "5.6.1", Data = signs[..8] }.Build()));
    }

    [Fact]
    public void A_stripped_copy_is_known_by_the_table_and_its_text()
    {
        LibraryCopy copy = Find(new ElfBuilder { Text = "5.6.1", Data = Table }.Build())!;
        Assert.Equal((0, "5.6.1"), (copy.Functions, string.Join(' ', copy.Releases)));
    }

    [Theory]
    [InlineData("version 5.6.1")]
    [InlineData("XZ_5.2.2")]
    [InlineData("15.6.1")]
    [InlineData("5.6")]
    [InlineData("5.6.1.2")]
    [InlineData("5.6.1-rc1")]
    [InlineData("5.600.1")]
    public void Text_that_is_not_the_number_alone_is_no_release(string text) =>
        Assert.Empty(Find(new ElfBuilder { Text = text }.Define(Functions).Build())!.Releases);

    [Fact]
    public void A_copy_in_an_archive_of_objects_is_found_in_its_members()
    {
        byte[] one = new ElfBuilder { Text = "5.2.5" }.Define("lzma_code", "lzma_end").Build();
        byte[] two = new ElfBuilder().Define("lzma_crc64").Build();
        LibraryCopy copy = Find([.. "!<arch>\n"u8, .. Member(one), .. Member(two)])!;
        Assert.Equal((3, "5.2.5"), (copy.Functions, string.Join(' ', copy.Releases)));
    }

    /// <summary>Every length, and every byte of the head and of the sections changed: no exception, no hang.</summary>
    [Fact]
    public void Cut_and_damaged_files_are_looked_through_all_the_same()
    {
        byte[] file = new ElfBuilder { Text = "5.6.1" }.Define(Functions).Build();
        for (int length = 0; length < file.Length; length++)
        {
            LibraryCopy? cut = Find(file[..length]);
            Assert.True(cut is null || cut.Functions >= 3);
        }

        foreach (int at in Enumerable.Range(0, 64).Concat(Enumerable.Range(file.Length - 192, 192)))
        {
            foreach (byte value in (byte[])[0, 0x7F, 0x80, 0xFF])
            {
                byte[] damaged = [.. file];
                damaged[at] = value;
                Assert.True(Find(damaged) is null or { Functions: 3 });
            }
        }
    }

    private static byte[] Member(byte[] content) =>
    [
        .. Encoding.ASCII.GetBytes($"{"o/",-16}{"0",-12}{"0",-6}{"0",-6}{"644",-8}{content.Length,-10}`\n"),
        .. content, .. new byte[content.Length & 1],
    ];
}
