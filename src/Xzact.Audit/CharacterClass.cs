namespace Xzact.Audit;

/// <summary>The character classes of the POSIX locale (POSIX.1-2017, XBD 7.3.1), by name.</summary>
internal static class CharacterClass
{
    private static readonly Dictionary<string, Func<char, bool>> s_classes = new(StringComparer.Ordinal)
    {
        ["alnum"] = char.IsAsciiLetterOrDigit,
        ["alpha"] = char.IsAsciiLetter,
        ["blank"] = c => c is ' ' or '\t',
        ["cntrl"] = c => c is < ' ' or '\x7F',
        ["digit"] = char.IsAsciiDigit,
        ["graph"] = c => c is > ' ' and < '\x7F',
        ["lower"] = char.IsAsciiLetterLower,
        ["print"] = c => c is >= ' ' and < '\x7F',
        ["punct"] = c => c is > ' ' and < '\x7F' && !char.IsAsciiLetterOrDigit(c),
        ["space"] = c => c is ' ' or (>= '\t' and <= '\r'),
        ["upper"] = char.IsAsciiLetterUpper,
        ["xdigit"] = char.IsAsciiHexDigit,
    };

    /// <summary>What is in the class of that name; null if there is none.</summary>
    public static Func<char, bool>? Find(string name) => s_classes.GetValueOrDefault(name);
}
