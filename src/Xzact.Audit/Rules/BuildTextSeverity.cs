using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>
/// The severity of unexplained build text: content, role and reachability. Text that can act and that the build
/// reaches is High; if only one of the two was shown it is Medium, else Low.
/// </summary>
internal static class BuildTextSeverity
{
    // Words that decide or assign but start nothing, and keywords.
    private static readonly HashSet<string> s_inert =
        [":", "true", "false", "test", "[", "]", "[[", "]]", "then", "else", "elif", "fi", "if", "case", "in", "esac",
         "for", "do", "done", "while", "until", "{", "}", "exit", "return", "shift", "set", "unset", "export",
         "break", "continue", "local", "readonly"];

    // m4 and Automake macros that run or read something when they are expanded.
    private static readonly string[] s_actingMacros =
        ["m4_esyscmd", "esyscmd", "m4_syscmd", "syscmd", "m4_include", "m4_sinclude", "include", "sinclude",
         "AC_CONFIG_COMMANDS", "AC_OUTPUT_COMMANDS", "AC_RUN_IFELSE", "AC_TRY_RUN", "AC_TRY_COMMAND",
         "AM_RUN_LOG", "divert", "m4_divert", "m4_divert_push", "m4_divert_text", "m4_divert_once"];

    // Macros whose first argument is a list of names, by prefix.
    private static readonly string[] s_namingMacros =
        ["AC_CHECK_", "AC_SUBST", "AC_DEFINE", "AC_CONFIG_", "AC_REQUIRE", "AC_ARG_", "AC_MSG_", "AC_DEFUN", "AC_INIT",
         "AC_PROG_", "AM_INIT_AUTOMAKE", "AM_CONDITIONAL", "AS_HELP_STRING", "AC_CACHE_", "AC_COPYRIGHT",
         "AC_LANG_", "AC_TYPE_", "AH_TEMPLATE", "AC_EGREP_", "AC_LIBOBJ", "AC_REPLACE_FUNCS", "m4_pattern_"];

    private static readonly string[] s_actingCMake =
        ["execute_process", "exec_program", "add_custom_command", "add_custom_target", "include", "file",
         "try_run", "try_compile", "configure_file", "ExternalProject_Add", "FetchContent_Declare", "load_command",
         "add_subdirectory", "install", "cmake_language"];

    /// <summary>The severity of a file of build text, with the evidence for it.</summary>
    public static (Severity Severity, IReadOnlyList<Evidence> Evidence) Of(SuspectFile file)
    {
        Evidence? acting = FirstAct(file);
        List<Evidence> evidence = [.. file.Entry.References];
        if (acting is not null)
        {
            evidence.Add(acting);
        }

        Severity severity = (file.Entry.ReachesBuild, acting) switch
        {
            (true, not null) => Severity.High,
            (false, null) => Severity.Low,
            _ => Severity.Medium,
        };
        return (severity, evidence);
    }

    /// <summary>
    /// The first new text that holds a command, substitution, expansion into a command, include or file read; null
    /// if there is none.
    /// </summary>
    public static Evidence? FirstAct(SuspectFile file)
    {
        if (file.Text is null)
        {
            return null;
        }

        return file.Entry.Role switch
        {
            FileRole.Macro or FileRole.ConfigureInput or FileRole.ConfigureScript or FileRole.Script
                or FileRole.Template => FirstShellAct(file),
            FileRole.Make => FirstMakeAct(file),
            FileRole.CMake => FirstCall(file, s_actingCMake),
            // Languages this version does not tokenize: any new line that is no comment may act.
            _ => FirstCodeLine(file),
        };
    }

    private static Evidence? FirstShellAct(SuspectFile file)
    {
        Evidence? redefinition = null;
        foreach (ShellPipeline pipeline in file.NewPipelines.Where(p => p.Context != ShellContext.QuotedText))
        {
            if (pipeline.Context == ShellContext.Substitution)
            {
                return file.Show(pipeline, "runs a command substitution");
            }

            foreach (ShellCommand command in pipeline.Commands)
            {
                if (ArgumentText.Deceives(command) is string macro)
                {
                    redefinition ??= file.Show(pipeline, $"defines '{macro}' anew, whose arguments count as data");
                }

                if (ArgumentText.IsData(command))
                {
                    continue;
                }

                if (command.Redirections.Any(r => r.Operator.Contains('<', StringComparison.Ordinal)))
                {
                    return file.Show(pipeline, "reads a file");
                }

                if (command.Name is string name && !s_inert.Contains(name) && Acts(name, command))
                {
                    return file.Show(pipeline, $"runs '{name}'");
                }
            }
        }

        return redefinition;
    }

    private static bool Acts(string name, ShellCommand command)
    {
        if (s_actingMacros.Contains(name))
        {
            return true;
        }

        if (command.FirstArgumentOf is string macro && OnlyNames(macro, command))
        {
            return false;
        }

        // A macro call only defines, declares or checks; a bare upper-case word is a macro without arguments.
        bool isMacro = name.Any(char.IsAsciiLetterUpper)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '.');
        return !command.IsCall && (!isMacro || name[0] == '$') && (name == "$" || name.Any(char.IsAsciiLetterOrDigit));
    }

    // AC_SUBST([name]) and AC_CHECK_HEADERS([a.h b.h]) name things; a lone plain word after any macro does too.
    private static bool OnlyNames(string macro, ShellCommand command) =>
        command.Redirections.Count == 0
        && command.Words.TrueForAll(w => w.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+'))
        && (command.Words.Count == 1 || s_namingMacros.Any(p => macro.StartsWith(p, StringComparison.Ordinal)));

    private static Evidence? FirstMakeAct(SuspectFile file) =>
        FirstLine(file, IsRecipe, "runs a recipe")
        ?? FirstLine(file, l => MakeReads(l.Text), "includes a file or runs a command");

    // A line with a leading tab is a recipe, unless it continues the value of a variable.
    private static bool IsRecipe(NewLine line) =>
        line.Raw.StartsWith('\t') && line.Text[0] != '#' && !line.Previous.EndsWith('\\');

    private static bool MakeReads(string line) =>
        line.StartsWith("include ", StringComparison.Ordinal)
        || line.StartsWith("-include ", StringComparison.Ordinal)
        || line.StartsWith("sinclude ", StringComparison.Ordinal)
        || line.Contains("$(shell ", StringComparison.Ordinal)
        || line.Contains("!=", StringComparison.Ordinal);

    private static Evidence? FirstCall(SuspectFile file, string[] names) => FirstLine(
        file,
        line => names.Any(n => line.Text.StartsWith(n, StringComparison.OrdinalIgnoreCase)
            && line.Text.AsSpan(n.Length).TrimStart().StartsWith("(")),
        "calls a command that runs or reads");

    private static Evidence? FirstCodeLine(SuspectFile file) => FirstLine(
        file, line => line.Text[0] is not ('#' or '}' or '{' or ')' or ']'), "holds code");

    private static Evidence? FirstLine(SuspectFile file, Func<NewLine, bool> matches, string what)
    {
        foreach (NewLine line in file.NewLines)
        {
            if (matches(line))
            {
                return new(what, file.Path, line.Number, Excerpt: line.Text);
            }
        }

        return null;
    }
}
