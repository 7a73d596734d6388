using System.Buffers;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Make;

/// <summary>Finds the first new line of a makefile that runs, reads or redirects something.</summary>
internal static class MakeActs
{
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create(" \t$(){}:,=");

    private static readonly HashSet<string> s_reading =
        ["include", "-include", "sinclude", "load", "-load", "vpath"];

    // Functions that neither run a command nor read a file; a name that is none of make's is a variable.
    private static readonly HashSet<string> s_harmless =
        ["subst", "patsubst", "strip", "findstring", "filter", "filter-out", "sort", "word", "wordlist", "words",
         "firstword", "lastword", "dir", "notdir", "suffix", "basename", "addsuffix", "addprefix", "join", "abspath",
         "realpath", "if", "or", "and", "intcmp", "foreach", "let", "value", "origin", "flavor", "error", "warning",
         "info"];

    /// <summary>Evidence for it, or null if every new line is shown to do nothing.</summary>
    public static Evidence? First(SuspectFile file)
    {
        foreach (MakeStatement statement in MakeReader.Read(file.Text ?? ""))
        {
            if (file.IsNew(statement.Line, statement.EndLine) && What(statement) is string what)
            {
                return new(what, file.Path, statement.Line, Excerpt: statement.Text);
            }
        }

        return null;
    }

    private static string? What(MakeStatement statement) => statement.Kind switch
    {
        MakeStatementKind.Recipe => "runs a recipe",
        MakeStatementKind.Defined => "defines text that may be run",
        MakeStatementKind.Directive when s_reading.Contains(statement.Name) => $"reads files ('{statement.Name}')",
        MakeStatementKind.Assignment => OfAssignment(statement),
        MakeStatementKind.Other when IsSubstitution(statement.Text) =>
            "holds a line that configure fills in",
        _ => ActingExpansion(statement.Text),
    };

    private static string? OfAssignment(MakeStatement statement)
    {
        string name = statement.Name;
        if (statement.Operator == "!=")
        {
            return "runs a command for the value of a variable";
        }

        if (name.Contains('$', StringComparison.Ordinal))
        {
            return "assigns to a variable whose name is computed";
        }

        // CC = @CC@ is what configure found.
        bool isOwnSubstitution = statement.Value == $"@{name}@";
        return CommandVariables.IsCommand(name) && !isOwnSubstitution && statement.Value.Length > 0
            ? $"sets {name}, which the build runs or reads"
            : ActingExpansion(statement.Value)
            ?? (CommandVariables.ActingPart(Expansions.Without(statement.Value, '(', '{')) is string part
                ? $"puts '{part}' into {name}" : null);
    }

    /// <summary>What an expansion in <paramref name="text"/> does; null if all of them only name variables or compute
    /// with words.</summary>
    private static string? ActingExpansion(string text)
    {
        // With a doubled dollar sign too: .SECONDEXPANSION reads such text again.
        for (int i = text.IndexOf('$', StringComparison.Ordinal); i >= 0; i = text.IndexOf('$', i + 1))
        {
            if (i + 1 >= text.Length || text[i + 1] is not ('(' or '{'))
            {
                continue;
            }

            ReadOnlySpan<char> inner = text.AsSpan(i + 2).TrimStart();
            int end = inner.IndexOfAny(s_nameEnds);
            string name = inner[..Math.Max(0, end)].ToString();
            if (name.Length == 0)
            {
                return "expands what it computes";
            }

            if (inner[end] is ' ' or '\t' && !s_harmless.Contains(name))
            {
                return $"expands $({name} …)";
            }
        }

        return null;
    }

    private static bool IsSubstitution(string text) =>
        text is ['@', _, .., '@'] && text.AsSpan(1, text.Length - 2).IndexOfAny(" \t@") < 0;
}
