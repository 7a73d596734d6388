using System.Text.RegularExpressions;
using Xzact.Audit.BuildText;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Recipes in which an automatic variable of make (<c>$&lt;</c>, <c>$^</c>, <c>$+</c>, <c>$?</c>, <c>$*</c>) stands for
/// a file, because it is a prerequisite of their rule: by its name, a pattern, a suffix, or variables that hold it.
/// </summary>
internal static partial class MakeRecipes
{
    private const StringSplitOptions Plain = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    // Variables in variables; a longer chain is none that a person wrote.
    private const int MaxDepth = 8;

    // Automake's own rules ask this of each prerequisite that is newer, and compare names.
    private const string OfAutomake = "for dep in $?";

    /// <summary>The variables of makefiles whose value has the file, by way of others or not.</summary>
    /// <param name="makefiles">The statements of all makefiles.</param>
    /// <param name="name">The name of the file.</param>
    public static IReadOnlySet<string> VariablesWith(IEnumerable<MakeStatement> makefiles, string name)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        MakeStatement[] assignments = [.. makefiles.Where(s => s.Kind == MakeStatementKind.Assignment)];
        for (int depth = 0, before = -1; depth < MaxDepth && found.Count > before; depth++)
        {
            before = found.Count;
            found.UnionWith(assignments.Where(set => Words(set.Value).Any(word => Has(word, name, found)))
                .Select(set => set.Name));
        }

        return found;
    }

    /// <summary>The recipes, with the name in place of the variable.</summary>
    /// <param name="makefile">The statements of a makefile.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="variables">The variables that have it.</param>
    public static IEnumerable<(MakeStatement Statement, string Line)> Naming(
        IReadOnlyList<MakeStatement> makefile, string name, IReadOnlySet<string> variables)
    {
        string? stem = null;
        foreach (MakeStatement statement in makefile)
        {
            bool isInline = statement.Kind == MakeStatementKind.Recipe && statement.Value != statement.Text;
            if (statement.Kind == MakeStatementKind.Rule || isInline)
            {
                stem = StemOf(isInline ? statement.Text[..^statement.Value.Length].TrimEnd(' ', ';') : statement.Text,
                    name, variables);
            }

            if (stem is not null && statement.Kind == MakeStatementKind.Recipe
                && Automatic().IsMatch(statement.Value)
                && !statement.Value.Contains(OfAutomake, StringComparison.Ordinal))
            {
                yield return (statement, Automatic().Replace(
                    statement.Value, m => m.Value.Contains('*', StringComparison.Ordinal) ? stem : name));
            }
        }
    }

    // What $* is, if the file is a prerequisite of the rule; else null.
    private static string? StemOf(string rule, string name, IReadOnlySet<string> variables)
    {
        string[] sides = rule.Split(':', Plain);
        int dot = name.LastIndexOf('.');
        string stem = dot > 0 ? name[..dot] : name;

        // A suffix rule has no prerequisite of its own: .po.gmo, or .po alone.
        bool isSuffix = dot > 0 && sides.Length == 1 && sides[0].Split([' ', '\t'], Plain).Any(target =>
            target == name[dot..] || target.StartsWith(name[dot..] + ".", StringComparison.Ordinal));
        string? pattern = sides.Skip(1).SelectMany(Words).Select(word => word[(word.LastIndexOf('/') + 1)..])
            .FirstOrDefault(word => FitsPattern(name, word));
        return isSuffix ? stem
            : pattern is not null && pattern.IndexOf('%', StringComparison.Ordinal) is var percent
                ? name[percent..^(pattern.Length - percent - 1)]
            : sides.Skip(1).SelectMany(Words).Any(word => Has(word, name, variables)) ? stem
            : null;
    }

    private static bool FitsPattern(string name, string word)
    {
        int percent = word.IndexOf('%', StringComparison.Ordinal);
        return percent >= 0 && word.Length > 1 && name.Length > word.Length - 1
            && name.StartsWith(word[..percent], StringComparison.Ordinal)
            && name.EndsWith(word[(percent + 1)..], StringComparison.Ordinal);
    }

    // By its name, by a wildcard that says something, or by a variable.
    private static bool Has(string word, string name, IReadOnlySet<string> variables)
    {
        string last = word[(word.LastIndexOf('/') + 1)..].TrimEnd(')', '}');
        return last == name
            || (last.AsSpan().ContainsAny('*', '?') && last.Any(char.IsAsciiLetter)
                && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(last, name, ignoreCase: false))
            || (Variable().Match(word) is { Success: true } variable
                && variables.Contains(variable.Groups["name"].Value));
    }

    private static IEnumerable<string> Words(string text) => text.Split([' ', '\t', ','], Plain);

    // $$< is the shell's.
    [GeneratedRegex(
        @"(?<before>(\$\$){0,100})\$([<^+?*]|[(][<^+?*][DF]?[)]|[{][<^+?*][DF]?[}])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Automatic();

    // $(X), ${X:.a=.b}, @X@.
    [GeneratedRegex(
        @"[$][({](?<name>[A-Za-z0-9_.-]{1,200})[:)}]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
