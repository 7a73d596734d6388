using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class FolderArrowsTests
{
    private static readonly TextFile s_chunk = new("src/Xzact/Lzma2/Chunk.cs", "namespace Xzact.Lzma2; class Chunk;");
    private static readonly TextFile s_stream = new("src/Xzact/XzStream.cs", "namespace Xzact; public class XzStream;");

    [Fact]
    public void Folders_of_the_codec_point_one_way() => Hold.That(FolderArrows.CheckCodec(Repository.CSharp));

    [Fact]
    public void Every_folder_of_the_codec_has_its_place() =>
        Hold.That(FolderArrows.UnknownCodecFolders(Repository.CSharp));

    [Fact]
    public void Folders_of_the_auditor_keep_collecting_judging_and_presenting_apart() =>
        Hold.That(FolderArrows.CheckAudit(Repository.CSharp));

    [Theory]
    [InlineData("Checks", "using Xzact.Lzma2; namespace Xzact.Checks; class A;")]
    [InlineData("Checks", "namespace Xzact.Checks; class A { Lzma2.Chunk? _c; }")]
    [InlineData("Lzma", "namespace Xzact.Lzma; class A { object B() => Xzact.Lzma2.Chunk.Empty; }")]
    [InlineData("Kernels", "#if NET10_0_OR_GREATER\nusing Xzact.Lzma2;\n#endif\nnamespace Xzact.Kernels; class A;")]
    public void A_lower_folder_may_not_know_a_higher_one(string folder, string text) => Hold.Finds(
        $"{folder} may not know Lzma2",
        FolderArrows.CheckCodec([s_chunk, new TextFile($"src/Xzact/{folder}/A.cs", text)]));

    [Fact]
    public void The_ground_floor_may_not_know_the_root() => Hold.Finds(
        "Kernels may not know the root",
        FolderArrows.CheckCodec(
            [s_stream, new TextFile("src/Xzact/Kernels/A.cs", "namespace Xzact.Kernels; class A { XzStream? _s; }")]));

    [Fact]
    public void A_word_in_a_comment_or_string_is_no_arrow() => Assert.Empty(FolderArrows.CheckCodec(
        [s_chunk, new TextFile("src/Xzact/Format/A.cs", "class A { string b = \"Lzma2.Chunk\"; } // Lzma2.Chunk")]));

    [Fact]
    public void The_container_may_know_lzma2() => Assert.Empty(FolderArrows.CheckCodec(
        [s_chunk, new TextFile("src/Xzact/Container/A.cs", "using Xzact.Lzma2; class A { Chunk? _c; }")]));

    [Fact]
    public void An_unknown_folder_is_found() =>
        Hold.Finds("src/Xzact/Misc", FolderArrows.UnknownCodecFolders([new TextFile("src/Xzact/Misc/A.cs", "")]));

    [Theory]
    [InlineData("Release/Collector.cs", "Rules")]
    [InlineData("Archives/A.cs", "Release")]
    [InlineData("Reports/A.cs", "Git")]
    [InlineData("Case/A.cs", "Reports")]
    public void Layers_of_the_auditor_may_not_mix(string path, string to) => Hold.Finds(
        $"may not know {to}",
        FolderArrows.CheckAudit([new TextFile("src/Xzact.Audit/" + path, $"using Xzact.Audit.{to};")]));

    [Theory]
    [InlineData("ReleaseAudit.cs")]
    [InlineData("ReleaseAudit.Suspects.cs")]
    public void The_run_of_a_link_joins_collector_and_rules(string name) => Assert.Empty(FolderArrows.CheckAudit(
        [new TextFile($"src/Xzact.Audit/Release/{name}", "using Xzact.Audit.Rules;")]));

    [Fact]
    public void A_rule_may_not_read_an_archive() => Hold.Finds(
        "Rules may not know Archives",
        FolderArrows.CheckAudit([new TextFile("src/Xzact.Audit/Rules/D01/A.cs", "using Xzact.Audit.Archives;")]));
}
