namespace Xzact.Tools.Tests;

/// <summary>Files go from this program to the distribution's xz and back.</summary>
public sealed class SystemXzTests
{
    /// <summary>Nothing, a byte, text, a run, what does not compress, machine code.</summary>
    private const string MakeFiles =
        ": >empty; printf x >byte; seq 40000 >text; head -c 1000000 /dev/zero >zeros; " +
        "head -c 200000 /dev/urandom >noise; head -c 400000 $(command -v bash) >code; ";

    /// <summary>All of them on a build that XZACT_XZ names; the build of the tests starts slowly.</summary>
    public static TheoryData<string> Options() => Environment.GetEnvironmentVariable("XZACT_XZ") is { Length: > 0 }
        ? ["-0", "-3", "-6", "-9", "-4e", "--check=none", "--check=crc32", "--check=sha256"]
        : ["-0", "-6"];

    [Theory]
    [MemberData(nameof(Options))]
    public void What_one_compresses_the_other_decompresses(string option)
    {
        string system = CommandPlace.SystemXz;
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            MakeFiles + $"for f in empty byte text zeros noise code; do " +
            $"xz {option} -c $f | {system} -dc | cmp - $f && {system} {option} -c $f | xz -dc | cmp - $f && " +
            "echo $f; done");
        Assert.Equal(new CommandResult(0, "empty\nbyte\ntext\nzeros\nnoise\ncode\n", ""), result);
    }

    [Fact]
    public void Blocks_streams_and_padding_of_the_other_are_decompressed_and_listed_alike()
    {
        string system = CommandPlace.SystemXz;
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            MakeFiles +
            $"{system} -c -T2 --block-size=100KiB text >a.xz; {system} -c --block-list=1KiB,5KiB,0 noise >>a.xz; " +
            $"head -c 4096 /dev/zero >>a.xz; {system} -c --delta=dist=4 --x86 --lzma2=preset=1 code >>a.xz; " +
            $"cat text noise code >all; xz -dc a.xz | cmp - all; " +
            $"xz --robot -lv a.xz >ours; {system} --robot -lv a.xz | cmp - ours; " +
            $"xz -lvv a.xz >ours; {system} -lvv a.xz | cmp - ours; wc -l <ours");
        Assert.Equal("", result.Errors);
        Assert.Equal("25\n", result.Output);
    }

    [Fact]
    public void Every_filter_of_the_other_is_undone_and_listed_alike()
    {
        string system = CommandPlace.SystemXz;
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            MakeFiles + "for f in --x86 --powerpc --ia64 --arm --armthumb --arm64 --sparc --riscv; do " +
            $"{system} --long-help | grep -q -- $f || continue; " +
            "for s in '' =start=48 =start=4194304; do for d in '' --delta=dist=3; do " +
            $"{system} -cT1 $f$s $d --lzma2=preset=0 code >>a.xz; cat code >>all; done; done; done; " +
            $"{system} -cT1 --arm --ia64=start=16 --delta --lzma2=preset=0 code >>a.xz; cat code >>all; " +
            $"xz -dc a.xz | cmp - all; xz -lvv a.xz >ours; {system} -lvv a.xz | cmp - ours; " +
            "xz --robot -lvv a.xz | cut -f 16 | grep lzma2 | tail -n 1");
        Assert.Equal(new CommandResult(0, "--arm --ia64=start=16 --delta=dist=1 --lzma2=dict=256KiB\n", ""), result);
    }

    [Fact]
    public void A_tar_archive_goes_through_both()
    {
        string system = CommandPlace.SystemXz;
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            MakeFiles + "tar -c --use-compress-program=xz -f a.tar.xz text code; mkdir d; " +
            $"tar -C d -x --use-compress-program={system} -f a.tar.xz; cmp text d/text; cmp code d/code; " +
            $"tar -c --use-compress-program={system} -f b.tar.xz text code; mkdir e; tar -C e -xJf " +
            "b.tar.xz; cmp code e/code");
        Assert.Equal(new CommandResult(0, "", ""), result);
    }
}
