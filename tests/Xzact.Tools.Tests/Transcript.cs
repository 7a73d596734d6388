using System.Text;
using System.Text.RegularExpressions;
using Xzact.Testing.Files;

namespace Xzact.Tools.Tests;

/// <summary>
/// One golden transcript: a case of a file transcripts/TOPIC.cases. A head "## ROW what it shows [releases]" names the
/// row of the checklist and the releases of XZ Utils that it was proven against, or "none". Then come the lines of the
/// script, then what it must write: "1| " before lines of standard output, "2| " of standard error ("\" instead of "|"
/// where no line feed ends the last one), and "=| " before the exit status unless it is 0. Lines before the first head
/// are shell functions for all cases of the file.
/// </summary>
internal sealed record Transcript(
    string Topic, string Row, string Title, IReadOnlyList<string> Proven, string Script, CommandResult Expected)
{
    private static readonly Regex s_head = new(
        @"^## (?<row>[TX]\d{3}) (?<title>.+) \[(?<proven>[^\[\]]+)\]$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The folder of all cases in the source tree.</summary>
    public static string Folder { get; } =
        Path.Combine(RepositoryFolder.Root, "tests", "Xzact.Tools.Tests", "transcripts");

    /// <summary>Every case, by its name.</summary>
    public static IReadOnlyDictionary<string, Transcript> All { get; } = ReadAll();

    /// <summary>Its name: topic, row and title.</summary>
    public string Name => $"{Topic}: {Row} {Title}";

    /// <summary>Runs the script in an empty folder.</summary>
    /// <param name="xz">The program that the script knows as xz, unxz, xzcat and so on.</param>
    public CommandResult Run(string xz)
    {
        using var place = new CommandPlace(xz);
        return place.Shell(Script);
    }

    /// <summary>Makes results the expected ones, in the file of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="results">What came out, by the name of the case; other cases stay as they are.</param>
    public static void Accept(string topic, IReadOnlyDictionary<string, CommandResult> results)
    {
        var text = new StringBuilder();
        CommandResult? accepted = null;
        foreach (string line in ReadLines(PathOf(topic)).Append(null!))
        {
            bool isHead = line is null || line.StartsWith("## ", StringComparison.Ordinal);
            if (isHead)
            {
                AppendResult(text, accepted);
                accepted = line is not null && s_head.Match(line) is { Success: true } head
                    ? results.GetValueOrDefault($"{topic}: {head.Groups["row"].Value} {head.Groups["title"].Value}")
                    : null;
            }

            bool isExpectation = line is not null && IsExpectation(line);
            if (line is not null && (accepted is null || (!isExpectation && line.Length > 0)))
            {
                text.Append(line).Append('\n');
            }
        }

        File.WriteAllText(PathOf(topic), text.ToString().TrimEnd('\n') + "\n", Encoding.Latin1);
    }

    private static void AppendResult(StringBuilder text, CommandResult? result)
    {
        if (result is null)
        {
            return;
        }

        AppendLines(text, '1', result.Output);
        AppendLines(text, '2', result.Errors);
        text.Append(result.ExitStatus == 0 ? "" : $"=| {result.ExitStatus}\n").Append('\n');
    }

    private static void AppendLines(StringBuilder text, char stream, string content)
    {
        string[] lines = content.Split('\n');
        int count = content.EndsWith('\n') ? lines.Length - 1 : lines.Length;
        for (int i = 0; i < count && content.Length > 0; i++)
        {
            char mark = i == lines.Length - 1 ? '\\' : '|';
            text.Append(stream).Append(mark).Append(lines[i].Length > 0 ? " " : "").Append(lines[i]).Append('\n');
        }
    }

    private static Dictionary<string, Transcript> ReadAll()
    {
        var all = new Dictionary<string, Transcript>();
        foreach (string path in Directory.EnumerateFiles(Folder, "*.cases").Order(StringComparer.Ordinal))
        {
            foreach (Transcript transcript in Read(Path.GetFileNameWithoutExtension(path), ReadLines(path)))
            {
                all.Add(transcript.Name, transcript);
            }
        }

        return all;
    }

    private static IEnumerable<Transcript> Read(string topic, IReadOnlyList<string> lines)
    {
        int first = lines.TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Count();
        string functions = string.Concat(lines.Take(first).Where(line => !line.StartsWith('#')).Select(s => s + "\n"));
        for (int start = first; start < lines.Count;)
        {
            Match head = s_head.Match(lines[start]);
            Assert.True(head.Success, $"{topic}: the head of a case is not valid: {lines[start]}");
            string[] body = [.. lines.Skip(start + 1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
            start += body.Length + 1;
            string script = string.Concat(
                body.Where(line => !IsExpectation(line) && line.Length > 0).Select(line => line + "\n"));
            string status = body.LastOrDefault(line => line.StartsWith("=| ", StringComparison.Ordinal)) ?? "=| 0";
            yield return new Transcript(
                topic,
                head.Groups["row"].Value,
                head.Groups["title"].Value,
                head.Groups["proven"].Value.Split(' '),
                functions + script,
                new CommandResult(int.Parse(status[3..]), Content(body, '1'), Content(body, '2')));
        }
    }

    private static string Content(IEnumerable<string> body, char stream)
    {
        var text = new StringBuilder();
        foreach (string line in body.Where(line => IsExpectation(line) && line[0] == stream))
        {
            text.Append(line.Length > 2 ? line[3..] : "").Append(line[1] == '|' ? "\n" : "");
        }

        return text.ToString();
    }

    private static bool IsExpectation(string line) =>
        line.Length >= 2 && line[0] is '1' or '2' or '=' && line[1] is '|' or '\\';

    private static string PathOf(string topic) => Path.Combine(Folder, topic + ".cases");

    private static string[] ReadLines(string path) => File.ReadAllText(path, Encoding.Latin1).TrimEnd('\n').Split('\n');
}
