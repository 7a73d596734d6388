namespace Xzact.Audit.Shell;

/// <summary>A redirection (2.7).</summary>
internal sealed class Redirection(int offset, string? location, string operation) : ShellNode(offset)
{
    /// <summary>The number before the operator, or the extension <c>{name}</c>; null if there is none.</summary>
    public string? Location { get; } = location;

    /// <summary>As <c>&lt;</c> or <c>&gt;&gt;</c>; both operators of here-documents are <c>&lt;&lt;</c>.</summary>
    public string Operator { get; } = operation;

    /// <summary>The file or descriptor; for a here-document its body.</summary>
    public required Word Target { get; set; }

    /// <summary>What ends the here-document; null if this is none.</summary>
    public HereDelimiter? Delimiter { get; init; }
}

/// <summary>The line that ends a here-document (2.7.4).</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="IsQuoted">Whether nothing in the body is expanded.</param>
/// <param name="StripsTabs">Whether tabs at the start of lines are taken off; the body is without them.</param>
internal sealed record HereDelimiter(string Text, bool IsQuoted, bool StripsTabs);
