using System.Text;

namespace Xzact.Attacks.Shell;

/// <summary>The indirections of whole statements: what runs is said elsewhere, or said as data.</summary>
/// <param name="Nodes">What stands in the build text.</param>
/// <param name="Helpers">Files beside it, by their paths in the tree.</param>
internal sealed record Wrapping(
    IReadOnlyList<ShellNode> Nodes, IReadOnlyList<(string Path, IReadOnlyList<ShellNode> Text)> Helpers)
{
    /// <param name="indirection">One of statements; others leave them as they are.</param>
    /// <param name="body">The statements.</param>
    /// <param name="names">Names of the case.</param>
    /// <param name="random">Chooses between forms.</param>
    public static Wrapping Of(
        Indirection indirection, IReadOnlyList<ShellNode> body, CaseNames names, Random random)
    {
        string step = names.Step;
        string file = names.StepFile;
        string run = $"sh ./conf-{file}-step";
        switch (indirection)
        {
            case Indirection.EvalConstant:
                string one = ShellNode.Quote(ShellNode.OneLine(body));
                return random.Next(2) == 0
                    ? new([new ShellLine($"eval {one}")], [])
                    : new([new ShellLine($"{step}_step={one}"), new ShellLine($"eval \"${step}_step\"")], []);
            case Indirection.Function:
                return new([new ShellBlock($"{step}_run () {{", body, "}"), new ShellLine($"{step}_run")], []);
            case Indirection.HereDocument:
                return new(
                    [new ShellHereDocument($"cat > ./conf-{file}-step <<'END'", ShellNode.Lines(body), "END"),
                        new ShellLine(run)],
                    []);
            case Indirection.GeneratedScript:
                string words = string.Join(
                    ' ', ShellNode.Lines(body).TrimEnd('\n').Split('\n').Select(ShellNode.Quote));
                return new(
                    [new ShellLine($"printf '%s\\n' {words} > ./conf-{file}-step"), new ShellLine(run)], []);
            case Indirection.SourcedFile:
                return new(
                    [new ShellLine($". {ShellNode.Root}build-aux/{file}-lib.sh"), new ShellLine($"{step}_run")],
                    [($"build-aux/{file}-lib.sh", [new ShellBlock($"{step}_run () {{", body, "}")])]);
            case Indirection.ConfigureSubstitution:
                return Template(body, names);
            default:
                return new(body, []);
        }
    }

    // The first words of the statements are left out of the template and filled in when it is used.
    private static Wrapping Template(IReadOnlyList<ShellNode> body, CaseNames names)
    {
        string path = $"build-aux/{names.StepFile}.sh.in";
        string output = $"./conf-{names.StepFile}-step";
        var script = new StringBuilder("sed");
        List<ShellNode> lines = [];
        foreach ((int i, ShellNode node) in body.Index())
        {
            string text = node is ShellLine line
                ? line.Text : throw new InvalidOperationException("A template holds plain statements.");
            int space = text.IndexOf(' ', StringComparison.Ordinal);
            string word = space > 0 && text[..space].All(char.IsAsciiLetterOrDigit) ? text[..space] : "";
            lines.Add(word.Length > 0 ? new ShellLine($"@{names.Step}_{i}@{text[space..]}") : node);
            if (word.Length > 0)
                script.Append($" -e 's|@{names.Step}_{i}@|{word}|'");
        }

        return new(
            [new ShellLine($"{script} -e '' {ShellNode.Root}{path} > {output}"), new ShellLine($"sh {output}")],
            [(path, lines)]);
    }
}
