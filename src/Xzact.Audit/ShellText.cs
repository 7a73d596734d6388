namespace Xzact.Audit;

/// <summary>Text for a POSIX shell.</summary>
public static class ShellText
{
    /// <summary>One word of a command that stands for exactly <paramref name="text"/>.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool plain = text.Length > 0 && text[0] != '-'
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '+' or '=');
        return plain ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
