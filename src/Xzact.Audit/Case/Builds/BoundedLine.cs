using System.Text;

namespace Xzact.Audit.Case.Builds;

/// <summary>Reads lines of which no single one may fill the memory.</summary>
internal static class BoundedLine
{
    /// <summary>The next line without its end; null at the end of the text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="limit">Most characters that are kept; the rest of a longer line is passed over.</param>
    public static string? Read(TextReader input, int limit)
    {
        StringBuilder line = new();
        int c = input.Read();
        if (c < 0)
        {
            return null;
        }

        for (; c >= 0 && c != '\n'; c = input.Read())
        {
            if (line.Length < limit)
            {
                line.Append((char)c);
            }
        }

        return line.ToString();
    }
}
