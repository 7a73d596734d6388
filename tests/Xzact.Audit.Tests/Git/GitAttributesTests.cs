using System.Formats.Tar;
using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitAttributesTests : IDisposable
{
    private static readonly string[] s_names = ["a", "b", "ab", "a.c", "foo", "foo.c", "x-y", "A1", "[z]", "sp ace"];
    private static readonly string[] s_pieces =
        ["a", "b", "foo", "*", "**", "?", "/", "**/", "/**", "*.c", "[ab]", "[!a]", "[^a-f]", "[[:alpha:]]", "[a",
            "\\*", "\\", "x-y", ".c", "[]a]", "[a-]", "[[:nope:]]", "A1", "[\\]z]", "***", "o*o"];

    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_patterns_give_what_check_attr_prints(int seed)
    {
        var random = new Random(seed);
        var files = new Dictionary<string, string>();
        foreach (string folder in (string[])["", "a/", "a/foo/", "b/"])
        {
            files[folder + ".gitattributes"] = RandomAttributes(random, lines: 60);
        }

        string[] paths = [.. Enumerable.Range(0, 300).Select(_ => RandomPath(random)).Distinct()];
        foreach ((string path, string content) in files)
        {
            _fixture.Write(path, content);
        }

        var attributes = GitAttributes.Parse(files);
        List<string> differences = [];
        string[] answers = _fixture.Git(["check-attr", "-z", "one", "two", "three", "text", "diff", "--", .. paths])
            .Split('\0');
        Assert.Equal(paths.Length * 5 * 3, answers.Length - 1);
        for (int i = 0; i + 2 < answers.Length; i += 3)
        {
            string ours = attributes.Value(answers[i], answers[i + 1]) ?? "unspecified";
            if (ours != answers[i + 2])
            {
                differences.Add($"{answers[i]}: {answers[i + 1]}: git {answers[i + 2]}, ours {ours}");
            }
        }

        Assert.True(differences.Count == 0, Explain(differences, files));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Random_export_ignore_leaves_out_what_git_archive_leaves_out(int seed)
    {
        var random = new Random(seed);
        foreach (string path in Enumerable.Range(0, 60).Select(_ => RandomPath(random)))
        {
            string file = Path.Combine(_fixture.Repository, path);
            if (!Directory.Exists(file) && !HasFileAbove(path))
            {
                _fixture.Write(path, path);
            }
        }

        var lines = new StringBuilder();
        for (int i = 0; i < 12; i++)
        {
            string sign = random.Next(4) == 0 ? "-" : "";
            lines.Append(Quote(RandomPattern(random))).Append($" {sign}export-ignore\n");
        }

        _fixture.Write(".gitattributes", lines.ToString());
        _fixture.Commit();
        _fixture.Git("tag", "v1");

        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        IReadOnlyList<GitTreeEntry> tree = repository.ReadTree(repository.ResolveTag("v1"));
        var attributes = GitAttributes.Read(repository, tree);
        string[] ours = [.. tree.Select(entry => entry.Path).Where(path => !attributes.IsExportIgnored(path))];
        string[] theirs = [.. ReadTar(_fixture.GitIn(_fixture.Repository, "archive", "v1")).Keys];
        Assert.True(theirs.Length < tree.Count, "nothing was left out; this seed proves nothing");
        Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("* text\n[attr]lf eol=lf\nmain.c lf", "main.c", "eol", "lf")]
    [InlineData("[attr]one two -three\nmain.c one", "main.c", "three", "unset")]
    [InlineData("main.c binary", "main.c", "diff", "unset")]
    [InlineData("\"ma\\151n.c\" x", "main.c", "x", "set")]
    [InlineData("main.c x\n!main.c -x", "main.c", "x", "set")]
    [InlineData("main.c x\nmain.c !x", "main.c", "x", null)]
    [InlineData("main.c x bad/name", "main.c", "x", null)]
    [InlineData("\uFEFFmain.c x", "main.c", "x", "set")]
    [InlineData("main.c x=1 x=2", "main.c", "x", "2")]
    [InlineData("m\u00E4?n x", "m\u00E4in", "x", "set")]
    [InlineData("m??in x", "m\u00E4in", "x", "set")]
    public void The_rules_of_the_manual_hold(string file, string path, string attribute, string? value)
    {
        var files = new Dictionary<string, string> { [".gitattributes"] = file };
        Assert.Equal(value, GitAttributes.Parse(files).Value(path, attribute));

        _fixture.Write(".gitattributes", file);
        string answer = _fixture.Git("check-attr", "-z", attribute, "--", path).Split('\0')[2];
        Assert.Equal(answer, value ?? "unspecified");
    }

    [Fact]
    public void A_macro_that_names_itself_ends()
    {
        var files = new Dictionary<string, string> { [".gitattributes"] = "[attr]a b\n[attr]b a\n* a" };
        Assert.Equal("set", GitAttributes.Parse(files).Value("file", "b"));
    }

    [Fact]
    public void A_pattern_full_of_stars_takes_no_time()
    {
        string pattern = "/" + string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        var files = new Dictionary<string, string> { [".gitattributes"] = pattern + " x" };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(GitAttributes.Parse(files).Value(new string('a', 4000), "x"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static string RandomAttributes(Random random, int lines)
    {
        string[] states = ["one", "-one", "!one", "one=v", "two", "-two", "two=w", "three", "!three", "both", "-both",
            "text", "-text", "binary", "-binary", "!text", "-one=z"];
        var text = new StringBuilder("[attr]both one -two three=m\n");
        for (int i = 0; i < lines; i++)
        {
            text.Append(Quote(RandomPattern(random)));
            for (int j = random.Next(1, 4); j > 0; j--)
            {
                text.Append(random.Next(5) == 0 ? "\t " : " ").Append(states[random.Next(states.Length)]);
            }

            text.Append(random.Next(20) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }

    private static string RandomPattern(Random random)
    {
        string pattern = string.Concat(
            Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
        return random.Next(8) == 0 ? pattern + "/" : pattern;
    }

    private static string Quote(string pattern) =>
        $"\"{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";

    private static string RandomPath(Random random) => string.Join(
        '/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_names[random.Next(s_names.Length)]));

    private bool HasFileAbove(string path)
    {
        string above = path[..Math.Max(0, path.LastIndexOf('/'))];
        return above.Length > 0 && (File.Exists(Path.Combine(_fixture.Repository, above)) || HasFileAbove(above));
    }

    private static string Explain(List<string> differences, Dictionary<string, string> files) =>
        $"{differences.Count} differences:\n{string.Join('\n', differences.Take(8))}\n"
        + string.Join('\n', files.Select(file => $"--- {file.Key}\n{file.Value}"));

    internal static Dictionary<string, byte[]> ReadTar(byte[] tar)
    {
        var files = new Dictionary<string, byte[]>();
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                files[entry.Name] = content.ToArray();
            }
        }

        return files;
    }
}
