using Xzact.Attacks.Fixtures;

namespace Xzact.Attacks.Shell;

/// <summary>Writes what decodes a fixture as one pipeline, without what takes its output.</summary>
internal static class Pipeline
{
    public static string Text(DecodePlan plan, Wording wording, Random random)
    {
        if (plan.Files.Count == 1)
            return From(0, [.. plan.Files[0].Extract, .. plan.Filters], wording, random);

        bool isPlain = wording.Source is null && plan.Files.All(f => f.Extract.Count == 0);
        string source = isPlain
            ? $"cat {string.Join(' ', wording.Files)}"
            : $"{{ {string.Concat(plan.Files.Select((f, i) => From(i, f.Extract, wording, random) + "; "))}}}";
        return string.Join(" | ", [source, .. plan.Filters.Select(f => wording.Command(f.Text))]);
    }

    private static string From(int file, IReadOnlyList<Filter> filters, Wording wording, Random random)
    {
        string word = wording.Files[file];
        IEnumerable<string> commands = filters.Select(f => wording.Command(f.Text));
        if (wording.Source is { } source)
            return string.Join(" | ", [Wording.Fill(source, word), .. commands]);
        if (filters.Count == 0)
            return $"cat {word}";

        string[] rest = [.. commands.Skip(1)];
        string first = commands.First();
        string withFile = filters[0].WithFile is { } form ? wording.Command(Wording.Fill(form, word)) : "";
        return random.Next(3) switch
        {
            0 when withFile.Length > 0 => string.Join(" | ", [withFile, .. rest]),
            1 when !first.Contains('|', StringComparison.Ordinal) && first[0] != '(' =>
                string.Join(" | ", [$"{first} < {word}", .. rest]),
            _ => string.Join(" | ", [$"cat {word}", first, .. rest]),
        };
    }
}
