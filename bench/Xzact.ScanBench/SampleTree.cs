using System.Text;

namespace Xzact.ScanBench;

/// <summary>A rule's sample that is a tree: <c>expect: WHAT</c>, then each file behind <c>--- file PATH</c>, or with
/// <c>hex</c> behind the path as bytes.</summary>
internal sealed record SampleTree(string Rule, IReadOnlyList<(string Path, byte[] Content)> Files)
{
    private const string FileMark = "\n--- file ";

    /// <summary>The samples that must match, of all rules; their folder has the rule's name.</summary>
    public static IEnumerable<SampleTree> Below(string folder) => Directory
        .GetFiles(folder, "*.fixture", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => (Rule: Path.GetFileName(Path.GetDirectoryName(file))!, Parts: File.ReadAllText(file)
            .Split(FileMark)))
        .Where(one => one.Parts.Length > 1
            && !one.Parts[0].Contains("expect: nothing", StringComparison.Ordinal))
        .Select(one => new SampleTree(one.Rule, [.. one.Parts.Skip(1).Select(Read)]));

    /// <summary>Writes the tree to an empty folder.</summary>
    public void WriteTo(string folder)
    {
        foreach ((string path, byte[] content) in Files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    private static (string Path, byte[] Content) Read(string part)
    {
        int end = part.IndexOf('\n', StringComparison.Ordinal);
        string[] head = part[..end].Split(' ');
        string body = part[(end + 1)..];
        return (head[0], head is [_, "hex"]
            ? Convert.FromHexString(string.Concat(body.Where(char.IsAsciiHexDigit)))
            : Encoding.UTF8.GetBytes(body + "\n"));
    }
}
