using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// C# that a page shows is part of a file below samples/, which is compiled and run; so no page shows what does not
/// work.
/// </summary>
internal static class DocumentedCode
{
    private const string Fence = "```";

    /// <summary>Blocks of C# in <paramref name="pages"/> that no file of <paramref name="samples"/> contains.</summary>
    public static IEnumerable<string> Check(IEnumerable<TextFile> pages, IEnumerable<TextFile> samples)
    {
        string[] code = [.. samples.Select(sample => Bare(sample.Lines))];
        return pages.SelectMany(page => Blocks(page)
            .Where(block => !code.Any(text => text.Contains(Bare(block.Lines), StringComparison.Ordinal)))
            .Select(block => $"{page.Path}:{block.Line}: this code is in no file below samples/"));
    }

    /// <summary>The lines without indentation and without empty lines.</summary>
    private static string Bare(IEnumerable<string> lines) =>
        "\n" + string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";

    private static IEnumerable<(int Line, List<string> Lines)> Blocks(TextFile page)
    {
        List<string>? block = null;
        for (int i = 0; i < page.Lines.Length; i++)
        {
            string line = page.Lines[i].Trim();
            if (block is null)
            {
                block = line is Fence + "csharp" or Fence + "cs" ? [] : null;
            }
            else if (line == Fence)
            {
                yield return (i + 1 - block.Count, block);
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }
    }
}
