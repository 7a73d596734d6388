using System.Text;

namespace Xzact.Audit.Rules;

/// <summary>The expansions in a text of make or CMake: a dollar sign and what is in the brackets behind it.</summary>
internal static class Expansions
{
    /// <summary>The text without them, nested ones included; one that is not closed reaches to the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="brackets">Which opening brackets make an expansion: of <c>(</c>, <c>{</c> and <c>&lt;</c>.</param>
    public static string Without(string text, params ReadOnlySpan<char> brackets)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder rest = new();
        Stack<char> open = new();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (open.TryPeek(out char close) && c == close)
            {
                open.Pop();
            }
            else if (c == '$' && i + 1 < text.Length && brackets.Contains(text[i + 1]))
            {
                open.Push(Closing(text[++i]));
            }
            else if (open.Count == 0)
            {
                rest.Append(c);
            }
        }

        return rest.ToString();
    }

    private static char Closing(char bracket) => bracket switch
    {
        '(' => ')',
        '{' => '}',
        _ => '>',
    };
}
