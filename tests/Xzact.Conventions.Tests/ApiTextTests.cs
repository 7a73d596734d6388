using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class ApiTextTests
{
    [Theory]
    [InlineData("Xzact")]
    [InlineData("Xzact.Audit")]
    public void The_public_api_is_the_checked_in_text(string library)
    {
        string path = Repository.FullPath($"api/{library}.txt");
        string actual = ApiText.Of(ApiText.Load(library));
        bool isAsked = Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1";
        bool isCheck = Environment.GetEnvironmentVariable("CI") == "true";
        if (isAsked && !isCheck)
        {
            File.WriteAllText(path, actual);
        }

        string expected = File.ReadAllText(path);
        IEnumerable<string> gone = MembersOf(expected).Except(MembersOf(actual)).Select(line => "- " + line);
        IEnumerable<string> added = MembersOf(actual).Except(MembersOf(expected)).Select(line => "+ " + line);
        Assert.True(
            expected == actual,
            $"api/{library}.txt differs; if the change is meant, run these tests with XZACT_UPDATE_SNAPSHOTS=1 and " +
            $"review the diff:\n{string.Join('\n', gone.Concat(added))}");
    }

    [Fact]
    public void The_documentation_of_the_codec_names_no_internal_type()
    {
        HashSet<string> types = [.. ApiText.Load("Xzact").GetExportedTypes().Select(t => t.FullName!)];
        string[] documented = [.. System.Xml.Linq.XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Xzact.xml"))
            .Descendants("member").Select(member => member.Attribute("name")!.Value)];
        Assert.Empty(types.Select(t => "T:" + t).Except(documented));
        Assert.All(documented, name => Assert.Contains(
            name[0] == 'T' ? name[2..] : name[2..name.Split('(')[0].LastIndexOf('.')], types));
    }

    [Fact]
    public void Every_kind_of_member_is_written_as_csharp() => Assert.Equal(
        """
        public abstract class Xzact.Conventions.Tests.ApiTextTests.Base<T> : IDisposable where T : class, new()
            protected Base();
            protected abstract T Make(string? name, params int[] counts);
            public const string Name = "base";
            public static readonly int Seven;
            public void Dispose();

        [Flags] public enum Xzact.Conventions.Tests.ApiTextTests.Choice : byte
            None = 0,
            [Obsolete] First = 1,

        public sealed record Xzact.Conventions.Tests.ApiTextTests.Pair
            public Pair(string Left, string? Right);
            public int Sum { get; init; }
            public required long Count { get; set; }
            public string Left { get; init; }
            public string? Right { get; init; }

        public readonly ref struct Xzact.Conventions.Tests.ApiTextTests.Window
            public bool TryGet(ReadOnlySpan<byte> source, out byte value);
            public byte this[int index] { get; }
            public static int Count(ref int total, ApiTextTests.Choice choice = ApiTextTests.Choice.First);

        """.ReplaceLineEndings("\n"),
        ApiText.Of([typeof(Window), typeof(Pair), typeof(Choice), typeof(Base<>)]));

    [Fact]
    public void A_changed_member_changes_the_text() =>
        Assert.NotEqual(ApiText.Of([typeof(Pair)]), ApiText.Of([typeof(Window)]));

    /// <summary>Each line with its type's line before it, because members of two types may read the same.</summary>
    private static IEnumerable<string> MembersOf(string text)
    {
        string type = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            yield return isMember ? $"{type.Split(" : ")[0]} {{ {line.Trim()} }}" : line;
        }
    }

#pragma warning disable CA1034, CA1028, CA1711, CA1063, CA1816, CA1801, CA1822, CA1066, CA1815, IDE0060, CA1045
    public abstract class Base<T> : IDisposable
        where T : class, new()
    {
        public const string Name = "base";
        public static readonly int Seven = 7;
        private protected int _hidden = Seven;

        public void Dispose()
        {
        }

        protected abstract T Make(string? name, params int[] counts);

        internal int Hidden() => _hidden;
    }

    [Flags]
    public enum Choice : byte
    {
        None = 0,

        [Obsolete("sample")]
        First = 1,
    }

    public sealed record Pair(string Left, string? Right)
    {
        public int Sum { get; init; }

        public required long Count { get; set; }
    }

    public readonly ref struct Window
    {
        public byte this[int index] => 0;

        public static int Count(ref int total, Choice choice = (Choice)1) => total;

        public bool TryGet(ReadOnlySpan<byte> source, out byte value) => (value = 0) == source.Length;
    }
#pragma warning restore
}
