using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Readers;

/// <summary>A file, or what it holds, that a command gives to a script or a function of the tree.</summary>
/// <param name="Callee">The name of the script, without its folder, or of the function.</param>
/// <param name="By">The command.</param>
internal sealed record CallArguments(string Callee, Evidence By)
{
    /// <summary>The variables of the callee that have the file's name: <c>1</c>, <c>@</c>, what its environment
    /// has.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that have what the file holds.</summary>
    public HashSet<string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>All that the callee is given, from its first argument on.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the callee gets the content as its input.</summary>
    public bool IsFed { get; init; }

    /// <summary>What a word of the callee is with its caller: <c>$2</c> is the second argument.</summary>
    public string WithCaller(string word) => word.Trim('{', '}', '$') is [>= '1' and <= '9'] position
        && position[0] - '0' is int number && number <= Words.Count ? Words[number - 1] : word;

    /// <summary>Whether it is given anything.</summary>
    public bool IsAny => Files.Count + Values.Count > 0 || IsFed;

    /// <summary>The variables that an argument is found in.</summary>
    /// <param name="position">Its number, from 1.</param>
    public static IEnumerable<string> At(int position) =>
        position > 9 ? ["@", "*"] : ["@", "*", position.ToString(CultureInfo.InvariantCulture)];

    /// <summary>These, and where <c>shift</c> may move them to.</summary>
    /// <param name="variables">Variables.</param>
    public static IEnumerable<string> Shifted(IReadOnlySet<string> variables)
    {
        char last = variables.Where(v => v is [>= '1' and <= '9']).Select(v => v[0]).DefaultIfEmpty('0').Max();
        return variables.Contains("@") && last == '0' ? Shifted(new HashSet<string> { "9" })
            : variables.Concat(Enumerable.Range('1', Math.Max(0, last - '0')).Select(c => ((char)c).ToString()));
    }

    /// <summary>Whether a variable is an argument.</summary>
    public static bool IsPosition(string variable) => variable is ['@' or '*' or (>= '1' and <= '9')];
}
