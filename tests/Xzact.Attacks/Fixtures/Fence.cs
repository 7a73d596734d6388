using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>Two rows of signs in a large file without a format, with the hidden bytes between them.</summary>
internal sealed class Fence
{
    private const int LeastJunk = 4096;

    private readonly string _begin;
    private readonly string _end;
    private readonly string _endPattern;

    /// <param name="name">Words with dashes between them, which no other file of the tree has.</param>
    /// <param name="random">Chooses the signs.</param>
    public Fence(string name, Random random)
    {
        string signs = random.Pick("~~~~", "====", "::::", "____");
        string pattern = "[a-z]*" + name[name.IndexOf('-', StringComparison.Ordinal)..];
        _begin = signs + name + signs;
        _end = $"{signs}{name}-end{signs}";
        Pattern = signs + pattern + signs;
        _endPattern = $"{signs}{pattern}-end{signs}";
    }

    /// <summary>What grep finds the first row by; it does not match itself.</summary>
    public string Pattern { get; }

    /// <summary>A file with a content between the rows, and what takes it out.</summary>
    public (byte[] Content, IReadOnlyList<Filter> Extract) Wrap(byte[] data, Random random)
    {
        byte[] before = ByteTransforms.Junk(random, LeastJunk + random.Next(LeastJunk));
        byte[] behind = ByteTransforms.Junk(random, random.Next(LeastJunk));
        byte[] made =
        [
            .. before, .. Encoding.ASCII.GetBytes($"\n{_begin}\n"), .. data,
            .. Encoding.ASCII.GetBytes($"\n{_end}\n"), .. behind,
        ];
        string lines = $"LC_ALL=C sed -n '/^{Pattern}$/,/^{_endPattern}$/p'";
        string match = $"perl -0777 -ne '/{Pattern}\\n(.*)\\n{_endPattern}/s&&print $1'";
        Filter[] extract = random.Next(2) == 0
            ? [new(lines, lines + " {0}"), new("LC_ALL=C sed '1d;$d'"), new($"head -c {data.Length}")]
            : [new(match, match + " {0}")];
        return (made, extract);
    }
}
