using System.Formats.Tar;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Regeneration;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class RegenerationInputTests
{
    private static readonly RegenerationRecipe s_plain = new("autoreconf", NeedsGnulib: false);

    [Fact]
    public void The_tag_comes_out_of_gits_objects_with_modes_links_and_one_time()
    {
        using ReleaseFixture release = new();
        File.WriteAllText(Path.Combine(release.Repository, "README"), "changed in the work tree");
        (Dictionary<string, TarEntry> entries, RegenerationInput input) = Write(release.Repository, s_plain, []);
        Assert.Equal(TarEntryType.SymbolicLink, entries["tree/current"].EntryType);
        Assert.Equal("src/main.c", entries["tree/current"].LinkName);
        Assert.True(entries["tree/autogen.sh"].Mode.HasFlag(UnixFileMode.UserExecute));
        Assert.False(entries["tree/README"].Mode.HasFlag(UnixFileMode.UserExecute));
        Assert.StartsWith("A demonstration", new StreamReader(entries["tree/README"].DataStream!).ReadToEnd());
        Assert.Single(entries.Values.Select(e => e.ModificationTime).Distinct());
        Assert.Contains("the submodule gnulib", Assert.Single(input.Missing), StringComparison.Ordinal);
        Assert.Null(input.Malicious);
    }

    [Fact]
    public void A_submodule_comes_from_a_repository_that_has_its_commit()
    {
        using GitFixture gnulib = new();
        gnulib.Write("gnulib-tool", "tool\n");
        string commit = gnulib.Commit();
        using GitFixture project = new();
        project.Write("bootstrap.conf", "");
        project.Git("add", "--all");
        project.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},gnulib");
        project.Git("commit", "--quiet", "--message", "x");
        project.Git("tag", "foo-1_2");
        (Dictionary<string, TarEntry> entries, RegenerationInput input) = Write(
            project.Repository, new("./bootstrap", NeedsGnulib: true), [gnulib.Repository], "foo-1_2");
        Assert.Empty(input.Missing);
        Assert.Contains("gnulib/gnulib-tool", entries.Keys);
        Assert.Contains("tree/gnulib/gnulib-tool", entries.Keys);
        Assert.Equal("1.2\n", new StreamReader(entries["tree/.tarball-version"].DataStream!).ReadToEnd());
    }

    [Fact]
    public void Gnulibs_commit_may_stand_in_its_settings()
    {
        using GitFixture gnulib = new();
        gnulib.Write("gnulib-tool", "tool\n");
        string commit = gnulib.Commit();
        using GitFixture project = new();
        project.Write("bootstrap.conf", $"GNULIB_REVISION={commit}\n");
        project.Commit();
        project.Git("tag", "v1");
        RegenerationRecipe recipe = new("./bootstrap", NeedsGnulib: true);
        Assert.Contains(
            "gnulib/gnulib-tool", Write(project.Repository, recipe, [gnulib.Repository], "v1").Entries.Keys);
        Assert.Contains(commit, Assert.Single(Write(project.Repository, recipe, [], "v1").Input.Missing));
    }

    [Fact]
    public void Known_malicious_content_is_seen_before_anything_runs()
    {
        using ReleaseFixture release = new();
        string blob = release.Git("rev-parse", "v1.0:src/main.c").Trim();
        IndicatorList list = IndicatorList.Parse($"git-blob | {blob} | x | 2024-01-01 | TEST-1 | test");
        RegenerationInput input = Write(release.Repository, s_plain, [], indicators: list).Input;
        Assert.Equal("src/main.c", input.Malicious!.Value.Path);
    }

    [Theory]
    [InlineData("configure", true)]
    [InlineData("doc/a_b+c.1", true)]
    [InlineData("", false)]
    [InlineData("-f", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("a/../../b", false)]
    [InlineData("SHELL=evil", false)]
    [InlineData("a b", false)]
    [InlineData("$(shell x)", false)]
    [InlineData("a\nb", false)]
    public void Only_plain_paths_are_targets(string path, bool isPlain) =>
        Assert.Equal(isPlain, RegenerationInput.IsPlain(path));

    [Fact]
    public void The_history_goes_in_without_contents_and_one_that_was_cut_off_does_not()
    {
        using ReleaseFixture release = new();
        (Dictionary<string, TarEntry> entries, RegenerationInput input) = Write(release.Repository, s_plain, []);
        Assert.Null(input.NoHistory);
        Assert.Equal(
            release.Git("rev-parse", "v1.0^{commit}").Trim(),
            new StreamReader(entries["history/head"].DataStream!).ReadToEnd().Trim());
        Assert.Equal("sha1", new StreamReader(entries["history/format"].DataStream!).ReadToEnd());
        Assert.True(entries["history/pack"].Length > 0);
        File.WriteAllText(
            Path.Combine(release.Repository, ".git", "shallow"), release.Git("rev-parse", "v1.0^{commit}"));
        (entries, input) = Write(release.Repository, s_plain, []);
        Assert.Contains("cut off", input.NoHistory, StringComparison.Ordinal);
        Assert.DoesNotContain("history/pack", entries.Keys);
    }

    [Theory]
    [InlineData("v9.1", "9.1")]
    [InlineData("foo-1_2", "1.2")]
    [InlineData("release-1.0-rc1", "1.0-rc1")]
    [InlineData("2024", "2024")]
    [InlineData("stable", null)]
    public void The_version_is_the_end_of_the_tags_name(string tag, string? version) =>
        Assert.Equal(version, RegenerationInput.VersionOf(tag));

    private static (Dictionary<string, TarEntry> Entries, RegenerationInput Input) Write(
        string path, RegenerationRecipe recipe, string[] others, string tag = "v1.0", IndicatorList? indicators = null)
    {
        using GitRepository repository = GitRepository.Open(path);
        GitRepository[] repositories = [.. others.Select(other => GitRepository.Open(other))];
        RegenerationInput input = new(
            TagInventory.Read(repository, tag), indicators ?? IndicatorList.Parse(""), DateTimeOffset.UnixEpoch);
        using MemoryStream stream = new();
        input.Write(stream, recipe, repositories, ["configure", "bad name"], [("m4/x.m4", "x"u8.ToArray())]);
        stream.Position = 0;
        using TarReader reader = new(stream);
        Dictionary<string, TarEntry> entries = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry.Name, entry);
        }

        Assert.Equal("x", new StreamReader(entries["published/m4/x.m4"].DataStream!).ReadToEnd());
        Assert.Equal("configure\n", new StreamReader(entries["targets"].DataStream!).ReadToEnd());
        Array.ForEach(repositories, r => r.Dispose());
        return (entries, input);
    }
}
