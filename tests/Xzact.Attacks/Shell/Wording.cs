using Xzact.Attacks.Fixtures;

namespace Xzact.Attacks.Shell;

/// <summary>How a pipeline speaks of its files and its tool: the indirections of words.</summary>
/// <param name="Before">Statements that must come first.</param>
/// <param name="Files">The word for each file.</param>
/// <param name="Tool">The tool that has another word; null if none has.</param>
/// <param name="ToolWord">That word.</param>
/// <param name="Source">A command that writes a file, with {0} for its word; null for none.</param>
internal sealed record Wording(
    IReadOnlyList<ShellNode> Before, IReadOnlyList<string> Files, string? Tool, string ToolWord, string? Source)
{
    /// <summary>The words of one case.</summary>
    /// <param name="indirection">One of words; others leave the words as they are.</param>
    /// <param name="plan">Whose files and tool they are.</param>
    /// <param name="names">Names of the case.</param>
    /// <param name="random">Chooses between forms.</param>
    public static Wording Of(Indirection indirection, DecodePlan plan, CaseNames names, Random random) =>
        Listed(plan, Words(indirection, plan, names, random));

    /// <summary>Words that name the files themselves.</summary>
    public static Wording Named(DecodePlan plan) =>
        Listed(plan, new([], [.. plan.Files.Select(f => ShellNode.Root + f.Operand)], null, "", null));

    // Where names hold the bytes, it is the list of them that is read.
    private static Wording Listed(DecodePlan plan, Wording words) =>
        words.Source is null && plan.Files[0].Folder is not null ? words with { Source = "ls {0}" } : words;

    private static Wording Words(Indirection indirection, DecodePlan plan, CaseNames names, Random random)
    {
        string step = names.Step;
        string[] paths = [.. plan.Files.Select(f => ShellNode.Root + f.Operand)];
        string? tool = plan.Tool ?? FirstWord(plan);
        string word(int i, string kind) => paths.Length > 1 ? $"{step}_{kind}{i + 1}" : $"{step}_{kind}";
        string[] variables(string kind) => [.. paths.Select((_, i) => $"${word(i, kind)}")];
        ShellNode[] set(Func<string, int, string> value) =>
            [.. paths.Select((path, i) => new ShellLine($"{word(i, "file")}={value(path, i)}"))];
        ShellNode[] setTool(string value) => tool is null ? [] : [new ShellLine($"{step}_cmd={value}")];
        string toolVariable = $"${step}_cmd";

        switch (indirection)
        {
            case Indirection.Variable:
                return new(
                    [.. set((path, _) => path), .. setTool(tool ?? "")], variables("file"), tool, toolVariable, null);
            case Indirection.VariableSplit:
                int half = ((tool?.Length ?? 0) + 1) / 2;
                ShellNode[] parts = tool is null
                    ? []
                    : [new ShellLine($"{step}_x={tool[..half]}"), new ShellLine($"{step}_y={tool[half..]}")];
                return new(
                    [.. paths.SelectMany((path, i) => Split(path, word(i, "dir"), word(i, "name"))), .. parts],
                    [.. paths.Select((_, i) => $"${word(i, "dir")}/${word(i, "name")}")],
                    tool, $"${step}_x${step}_y", null);
            case Indirection.CommandSubstitution:
                (string open, string close) = random.Pick(("`", "`"), ("$(", ")"));
                return new(
                    [.. set((path, _) => $"{open}ls {path}{close}"), .. setTool($"{open}echo {tool}{close}")],
                    variables("file"), tool, toolVariable, null);
            case Indirection.ExtensionAsCommand:
                string value = plan.Files[0].Path.EndsWith($".{tool}", StringComparison.Ordinal)
                    ? random.Pick($"${{{word(0, "file")}##*.}}", $"`echo ${word(0, "file")} | sed 's/.*\\.//'`")
                    : $"`echo ${word(0, "file")} | sed 's/.*\\.\\([a-z0-9]*\\)\\.[a-z0-9]*$/\\1/'`";
                return new([.. set((path, _) => path), .. setTool(value)], variables("file"), tool, toolVariable, null);
            case Indirection.SedAsCat:
                // Before it reads another file, sed ends the last line; so not where that byte would count.
                string form = random.Pick("sed 'r none' {0}", "sed rnone {0}");
                return new([], paths, null, "", TakesLineEnd(plan) ? form : "sed '' {0}");
            case Indirection.FindXargs:
                return new(
                    [], [.. plan.Files.Select(FindOperand)], null, "",
                    plan.Files[0].Folder is null ? "find {0} | xargs cat" : "find {0} | sort");
            case Indirection.CopyFirst:
                string command = random.Pick("cp {0} {1}", "ln {0} {1} || cp {0} {1}", "cp {0} {1}.t && mv {1}.t {1}");
                string[] copies = [.. paths.Select((_, i) => $"./conf-{names.StepFile}{i + 1}.dat")];
                return new(
                    [.. paths.Zip(copies, (path, copy) => new ShellLine(Fill(command, path, copy)))],
                    copies, null, "", null);
            case Indirection.PrintfName:
                return new(
                    [.. set((path, _) => Printed(path, random)), .. setTool(tool is null ? "" : Octal(tool))],
                    variables("file"), tool, toolVariable, null);
            case Indirection.ContentSearch when !HasFences(plan):
                (string begin, string end) = random.Pick(("`", "`"), ("$(", ")"));
                return new(
                    set((_, i) => $"{ShellNode.Root}{begin}{Listing.Search(names, i)}{end}"),
                    variables("file"), null, "", null);
            default:
                return HasFences(plan)
                    ? new([], [.. plan.Files.Select(f => $"-e '{f.Sought}' {ShellNode.Root}.")], null, "",
                        random.Pick("grep -rla {0} | xargs cat", "cat `grep -aRl {0}`"))
                    : new([], paths, null, "", null);
        }
    }

    private static bool HasFences(DecodePlan plan) => plan.Files.All(f => f.Sought.Length > 0 && f.Folder is null);

    /// <summary>A filter with the other word for its tool.</summary>
    public string Command(string text) =>
        Tool is not null && text.StartsWith(Tool + " ", StringComparison.Ordinal)
            ? ToolWord + text[Tool.Length..] : text;

    // Decoders stop at their end; what exchanges or turns bytes, or adds a key to them, does not.
    private static bool TakesLineEnd(DecodePlan plan)
    {
        Filter[] all = [.. plan.Files[0].Extract, .. plan.Filters];
        return plan.Files.Count == 1
            && (plan.Files[0].Content is [.., (byte)'\n'] || (all.Length > 0 && Compression.IsDecoder(all[0].Text)));
    }

    // A program of the pipeline that has a plain name.
    private static string? FirstWord(DecodePlan plan)
    {
        IEnumerable<Filter> all = [.. plan.Files[0].Extract, .. plan.Filters];
        return all.Select(f => f.Text.Split(' ')[0]).FirstOrDefault(w => w.All(char.IsAsciiLetterLower));
    }

    private static IEnumerable<ShellNode> Split(string path, string folder, string name)
    {
        int slash = path.LastIndexOf('/');
        string directory = slash < 0 ? ShellNode.Root + "." : path[..slash];
        string file = slash < 0 ? path[ShellNode.Root.Length..] : path[(slash + 1)..];
        yield return new ShellLine($"{folder}={directory}");
        yield return new ShellLine($"{name}={file[..(file.Length / 2)]}");
        yield return new ShellLine($"{name}=${{{name}}}{file[(file.Length / 2)..]}");
    }

    private static string FindOperand(FixtureFile file)
    {
        if (file.Folder is not null)
            return $"{ShellNode.Root}{file.Folder} -name '{file.Sought}'";
        int slash = file.Path.LastIndexOf('/');
        string folder = slash < 0 ? "." : file.Path[..slash];
        string name = file.Path[(slash + 1)..];
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{ShellNode.Root}{folder} -name '{(dot < 0 ? name : name[..dot] + ".*")}'";
    }

    /// <summary>Puts words in the places {0} and {1}; braces of the shell stay.</summary>
    public static string Fill(string form, string first, string second = "") => form
        .Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    private static string Printed(string path, Random random)
    {
        string[] parts = path.Split('-');
        string format = string.Join('-', parts.Select(_ => "%s"));
        int half = Math.Max(1, path.Length - 6);
        return random.Next(2) == 0
            ? $"`printf '{format}' {string.Join(' ', parts)}`"
            : $"$(printf '%s%s' {path[..half]} {path[half..]})";
    }

    private static string Octal(string word) =>
        $"`printf '{string.Concat(word.Select(c => $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}"))}'`";
}
