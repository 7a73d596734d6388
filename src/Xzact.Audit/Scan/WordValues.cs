using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>What words can stand for, as far as the script alone decides it.</summary>
/// <remarks>
/// Order is not followed: a variable has every value that is ever assigned to it. A part that cannot be known is
/// <see cref="Unknown"/> in the text, so that the rest of a file's name is still seen.
/// </remarks>
internal sealed class WordValues
{
    /// <summary>Stands in a value for text that the script does not decide.</summary>
    public const char Unknown = '\uFFFD';

    // A product of loops must not become a list of millions; what is more is unknown.
    private const int MaxValues = 32;
    private const int MaxLength = 1 << 16;

    private static readonly string[] s_empty = [""];
    private static readonly string[] s_unknown = [Unknown.ToString()];

    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The call of a function whose body is read, in whose positional parameters words are looked up; empty
    /// outside of functions.</summary>
    public string Scope { get; set; } = "";

    /// <summary>A variable's name, with the scope for positional parameters.</summary>
    public string Scoped(string variable) =>
        Scope.Length > 0 && variable.Length > 0 && (char.IsAsciiDigit(variable[0]) || variable is "@" or "*")
            ? Scope + variable : variable;

    /// <summary>The name that stands for all elements of an array together.</summary>
    public static string ElementsOf(string array) => array + "[]";

    /// <summary>What was assigned to a variable; null if nothing was.</summary>
    public IReadOnlyCollection<string>? Of(string variable) => _values.GetValueOrDefault(Scoped(variable));

    /// <summary>Adds values that <paramref name="variable"/> may have.</summary>
    /// <returns>Whether any was new.</returns>
    public bool Assign(string variable, IEnumerable<string> values)
    {
        bool areNew = false;
        if (!_values.TryGetValue(variable, out HashSet<string>? known))
        {
            _values[variable] = known = new(StringComparer.Ordinal);
        }

        foreach (string value in values)
        {
            areNew |= known.Add(known.Count < MaxValues && value.Length <= MaxLength ? value : Unknown.ToString());
        }

        return areNew;
    }

    /// <summary>Every text that <paramref name="word"/> may become, at least one.</summary>
    public IReadOnlyList<string> Resolve(Word word) => Resolve(word.Parts);

    /// <summary>The first of the texts that each word may become.</summary>
    public List<string> First(ReadOnlySpan<Word> words)
    {
        List<string> texts = new(words.Length);
        foreach (Word word in words)
        {
            texts.Add(Resolve(word.Parts)[0]);
        }

        return texts;
    }

    // Most words are one part, and most parts are one text.
    private string[] Resolve(WordPart[] parts)
    {
        if (parts is [var only])
        {
            string[] texts = Resolve(only);
            return texts.Length <= MaxValues ? texts : s_unknown;
        }

        string[] values = s_empty;
        foreach (WordPart part in parts)
        {
            string[] tails = Resolve(part);
            values = values.Length * tails.Length > MaxValues || Array.Exists(values, v => v.Length > MaxLength)
                ? [Cut(values[0]) + Unknown]
                : values is [""] ? tails
                : Joined(values, tails);
        }

        return values;
    }

    private static string[] Joined(string[] values, string[] tails)
    {
        string[] joined = new string[values.Length * tails.Length];
        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = values[i / tails.Length] + tails[i % tails.Length];
        }

        return joined;
    }

    private static string Cut(string value) => value.Length > MaxLength ? "" : value;

    private string[] Resolve(WordPart part) => part switch
    {
        Literal literal => [literal.Text],
        EscapedCharacter escaped => [escaped.Character.ToString()],
        SingleQuoted quoted => [quoted.Text],
        DollarQuoted quoted => [PrintfText.Unescape(quoted.Text)],
        DoubleQuoted quoted => Resolve(quoted.Parts),
        ParameterExpansion { Operator: "", Prefix: "", Argument: null, Subscript: null } parameter
            when Of(parameter.Name) is { Count: > 0 } known => InUse(known),
        ParameterExpansion { Operator: "", Prefix: "", Argument: null, Subscript: not null } parameter
            when (Of(ElementsOf(parameter.Name)) ?? Of(parameter.Name)) is { Count: > 0 } known => InUse(known),
        ParameterExpansion { Operator: "", Prefix: "", Argument: null, Name: var name }
            when Suffix(name) is { } suffix => [suffix],
        ParameterExpansion { Operator: "#" or "##" or "%" or "%%", Prefix: "", Argument: { } pattern } parameter
            when Of(parameter.Name) is { Count: > 0 } known && Resolve(pattern.Parts) is [var cut] =>
            [.. known.Select(text => text.Contains(Unknown, StringComparison.Ordinal) ? Unknown.ToString()
                : GlobText.Trim(text, parameter.Operator, cut))],
        ParameterExpansion { Operator: ":-" or "-" or ":=" or "=", Argument: { } word } parameter =>
            [.. Of(parameter.Name) ?? [], .. Resolve(word.Parts)],
        CommandSubstitution { Commands.Items: [{ Command: SimpleCommand command }] } => Printed(command),
        _ => s_unknown,
    };

    // Nothing is what scripts set before they know better, and a beginning is what they go on with, so the last value
    // that begins with the first comes before it.
    private static string[] InUse(IReadOnlyCollection<string> known)
    {
        string[] values = [.. known];
        int last = Array.FindLastIndex(values, value => value.Length > values[0].Length
            && value.StartsWith(values[0], StringComparison.Ordinal)
            && (values[0].Length == 0 || !value.Contains(Unknown, StringComparison.Ordinal)));
        if (last > 0)
        {
            (values[0], values[last]) = (values[last], values[0]);
        }

        return values;
    }

    // What configure finds out on every system that this runs on: without it, x.$(OBJEXT) would be any file named x.
    private static string? Suffix(string variable) => variable switch
    {
        "OBJEXT" or "ac_objext" or "ac_cv_objext" or "objext" => "o",
        "EXEEXT" or "ac_exeext" or "ac_cv_exeext" or "exeext" or "BUILD_EXEEXT" => "",
        "LIBEXT" or "libext" => "a",
        _ => null,
    };

    // $(echo constant) and $(printf constant) are constants, and so are parts of names.
    private string[] Printed(SimpleCommand command)
    {
        if (command.Redirections.Length > 0 || command.Words.Length < 2 || command.Words[0].Bare is not string program)
        {
            return s_unknown;
        }

        IReadOnlyList<string> printed = Printed(program, command.Words.AsSpan(1));
        return printed.Count > 0 ? [.. printed.Select(text => text.TrimEnd('\n'))] : s_unknown;
    }

    /// <summary>What a program prints that only prints its operands; empty for others.</summary>
    public IReadOnlyList<string> Printed(string program, ReadOnlySpan<Word> words)
    {
        // Of too many values together, the first of each word stands for all.
        List<List<string>> texts = [[]];
        foreach (Word word in words)
        {
            string[] values = Resolve(word.Parts);
            texts = values.Length > 1 && values.Length * texts.Count <= MaxValues
                ? [.. values.SelectMany(value => texts.Select(text => (List<string>)[.. text, value]))]
                : [.. texts.Select(text => (List<string>)[.. text, values[0]])];
        }

        return texts.Count == 1 ? Printed(program, texts[0])
            : [.. texts.SelectMany(text => Printed(program, text)).Distinct()];
    }

    /// <summary>What a program prints that only prints its operands; empty for others.</summary>
    public static IReadOnlyList<string> Printed(string program, IReadOnlyList<string> texts)
    {
        return program switch
        {
            "echo" => [string.Join(' ', texts.Skip(texts is ["-n" or "-e", ..] ? 1 : 0))],
            "printf" when texts.Count > 0 => [PrintfText.Format(texts)],
            "ls" when texts is [[not '-', ..] file] && !file.AsSpan().ContainsAny('*', '?') => [file],
            "dirname" when texts is [var path] => [path.LastIndexOf('/') is > 0 and int end ? path[..end] : "."],
            "basename" when texts is [var path, ..] => [BaseName(path, texts.Count > 1 ? texts[1] : "")],
            _ => [],
        };
    }

    private static string BaseName(string path, string suffix)
    {
        string name = path[(path.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        return suffix.Length > 0 && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name[..^suffix.Length] : name;
    }
}
