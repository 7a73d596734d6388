using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>Files stay small enough to be read in one sitting.</summary>
internal static class FileCaps
{
    public const int MaxLines = 800;
    public const int MaxColumns = 120;
    public const int MaxMedianLines = 120;

    /// <summary>Files of C# over the cap of lines, and lines over the cap of columns.</summary>
    public static IEnumerable<string> Check(IEnumerable<TextFile> files) => files.SelectMany(Check);

    /// <summary>How long the files are, as text for a report: count, lines, median, 90th percentile, longest.</summary>
    public static (int Median, string Figures) Measure(IReadOnlyCollection<TextFile> files)
    {
        if (files.Count == 0)
        {
            throw new ArgumentException("No file to measure.", nameof(files));
        }

        int[] lengths = [.. files.Select(file => file.Lines.Length).Order()];
        TextFile longest = files.MaxBy(file => file.Lines.Length)!;
        int median = lengths[(lengths.Length - 1) / 2];
        int ninetieth = lengths[(lengths.Length - 1) * 9 / 10];
        return (median, $"{lengths.Length} files, {lengths.Sum()} lines, median {median}, 90 % <= {ninetieth}, " +
            $"longest {longest.Lines.Length} ({longest.Path})");
    }

    private static IEnumerable<string> Check(TextFile file)
    {
        string[] lines = file.Lines;
        if (lines.Length > MaxLines)
        {
            yield return $"{file.Path}: {lines.Length} lines, at most {MaxLines}";
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > MaxColumns)
            {
                yield return $"{file.Path}:{i + 1}: {lines[i].Length} columns, at most {MaxColumns}";
            }
        }
    }
}
