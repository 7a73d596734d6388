namespace Xzact.Attacks.Shell;

/// <summary>Shell text that can be laid out on lines or, where a format wants that, on one.</summary>
internal abstract record ShellNode
{
    /// <summary>Stands before each path of the tree, for the build system's own word for its root.</summary>
    public const string Root = "\u0001";

    /// <summary>One statement a line, indented.</summary>
    public static string Lines(IEnumerable<ShellNode> nodes, string indent = "") =>
        string.Concat(nodes.Select(node => node switch
        {
            ShellBlock block => $"{indent}{block.Head}\n{Lines(block.Body, indent + "  ")}{indent}{block.Tail}\n",
            ShellHereDocument text => $"{text.Head}\n{text.Body}{text.End}\n",
            ShellLine line => $"{indent}{line.Text}\n",
            _ => throw new InvalidOperationException(),
        }));

    /// <summary>All on one line; a here-document cannot be.</summary>
    public static string OneLine(IEnumerable<ShellNode> nodes) => string.Join("; ", nodes.Select(node => node switch
    {
        ShellBlock block => $"{block.Head} {OneLine(block.Body)}; {block.Tail}",
        ShellLine line => line.Text,
        _ => throw new InvalidOperationException("A here-document does not fit on one line."),
    }));

    /// <summary>Whether <see cref="OneLine"/> can be.</summary>
    public static bool FitsOneLine(IEnumerable<ShellNode> nodes) => nodes.All(node => node switch
    {
        ShellBlock block => FitsOneLine(block.Body),
        ShellHereDocument => false,
        _ => true,
    });

    /// <summary>A word that is taken as it is.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>One whole statement.</summary>
internal sealed record ShellLine(string Text) : ShellNode;

/// <summary>A compound statement.</summary>
internal sealed record ShellBlock(string Head, IReadOnlyList<ShellNode> Body, string Tail) : ShellNode;

/// <summary>A command with lines behind it.</summary>
internal sealed record ShellHereDocument(string Head, string Body, string End) : ShellNode;
