using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>
/// Tells what only looks like a command, because it stands in an argument of an m4 macro, from a command: a version in
/// <c>m4_if([…], [2.71])</c>, a pattern, a list of names, the text of a message.
/// </summary>
/// <remarks>
/// Command substitutions, calls of macros and definitions of macros never get here: they act wherever they stand.
/// </remarks>
internal static class ArgumentText
{
    /// <summary>Whether the words of <paramref name="command"/> are data of the macro around them.</summary>
    public static bool IsData(ShellCommand command)
    {
        if (command is { IsCall: true } or { Inside: null })
        {
            return false;
        }

        MacroArgument inside = command.Inside;
        return inside.Kind switch
        {
            M4ArgumentKind.Text => true,
            M4ArgumentKind.Names => IsNames(command),
            M4ArgumentKind.Value => command is { StartsArgument: true, Words.Count: 1, Redirections.Count: 0 },
            M4ArgumentKind.Unknown => IsOneWord(command)
                && (IsNames(command) || IsVersion(command.Words[0]) || IsOption(command.Words[0])),
            _ => IsOneWord(command) && IsVersion(command.Words[0]),
        } || (inside.InDefinition && IsOneWord(command) && IsParameter(command.Words[0]));
    }

    /// <summary>
    /// The macro that <paramref name="command"/> names in order to define it anew although its arguments count as data
    /// here; null if it names none.
    /// </summary>
    public static string? Deceives(ShellCommand command) =>
        command is { Inside: { } inside, Words: [var name] } && M4Arguments.IsDefiner(inside.Macro)
        && (inside.Index == 1 || inside.Macro is "m4_copy" or "m4_rename") && M4Arguments.IsListed(name)
            ? name
            : null;

    private static bool IsOneWord(ShellCommand command) => command is { Words.Count: 1, Redirections.Count: 0 };

    // PKG_CHECK_MODULES([X], [x >= 1.2]): no redirection, but a comparison.
    private static bool IsNames(ShellCommand command) =>
        !command.FollowsSeparator && command.Redirections.TrueForAll(r => r is { Operator: "<" or ">", Target: "=" })
        && command.Words.TrueForAll(word => IsParameter(word) || word.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+' or ','
            || (command.Inside!.Kind == M4ArgumentKind.Names && c is '/' or ':' or '*' or '$' or '{' or '}')));

    // What the caller of the macro gave, and what is judged where the caller wrote it.
    private static bool IsParameter(string word) => word is ['$', >= '0' and <= '9' or '@' or '*' or '#'];

    // --flag=error:3:c-format: nothing that is called begins so.
    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    // 2.71 or 2.4.7-dirty: digits with a point between them, which no program is called.
    private static bool IsVersion(string word)
    {
        string[] parts = word.Split('.');
        return word.All(char.IsAsciiDigit)
            || (parts.Length > 1 && parts[0].Length > 0 && parts.SkipLast(1).All(p => p.All(char.IsAsciiDigit))
                && char.IsAsciiDigit(parts[^1].FirstOrDefault())
                && parts[^1].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+'));
    }
}
