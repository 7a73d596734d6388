using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Shell;

/// <summary>
/// Finds the first new text of a script, macro file or template that holds a command, a substitution, an include or a
/// file read, or that decides which command runs later.
/// </summary>
internal static class ShellActs
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
         "AM_RUN_LOG", "divert", "m4_divert", "m4_divert_push", "m4_divert_text", "m4_divert_once",
         "AC_CONFIG_FILES", "AC_CONFIG_HEADERS", "AC_CONFIG_HEADER", "AC_CONFIG_LINKS", "AC_CONFIG_SUBDIRS",
         "AC_CONFIG_MACRO_DIR", "AC_CONFIG_MACRO_DIRS", "AC_CONFIG_AUX_DIR", "AC_CONFIG_LIBOBJ_DIR"];

    // Macros whose first argument is a list of names, by prefix.
    private static readonly string[] s_namingMacros =
        ["AC_CHECK_", "AC_SUBST", "AC_DEFINE", "AC_CONFIG_", "AC_REQUIRE", "AC_ARG_", "AC_MSG_", "AC_DEFUN", "AC_INIT",
         "AC_PROG_", "AM_INIT_AUTOMAKE", "AM_CONDITIONAL", "AS_HELP_STRING", "AC_CACHE_", "AC_COPYRIGHT",
         "AC_LANG_", "AC_TYPE_", "AH_TEMPLATE", "AC_EGREP_", "AC_LIBOBJ", "AC_REPLACE_FUNCS", "m4_pattern_"];

    /// <summary>Evidence for it, or null if the new text only declares, decides and assigns.</summary>
    public static Evidence? First(SuspectFile file)
    {
        Evidence? redefinition =
            file.Entry.Role is FileRole.Macro or FileRole.ConfigureInput ? M4Tricks.First(file) : null;
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

                if (Sets(command) is string what)
                {
                    return file.Show(pipeline, what);
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
        return !command.IsCall && (!isMacro || name[0] == '$')
            && (name is "$" or "." or "$@" or "$*" || name.Any(char.IsAsciiLetterOrDigit));
    }

    // AC_SUBST([name]) and AC_CHECK_HEADERS([a.h b.h]) name things; a lone plain word after any macro does too.
    private static bool OnlyNames(string macro, ShellCommand command) =>
        command.Redirections.Count == 0
        && command.Words.TrueForAll(w => w.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+'))
        && (command.Words.Count == 1 || s_namingMacros.Any(p => macro.StartsWith(p, StringComparison.Ordinal)));

    // An assignment runs nothing, but may decide what runs later.
    private static string? Sets(ShellCommand command)
    {
        foreach (string word in command.Words)
        {
            if (ShellCommand.AssignedName(word) is not string name)
            {
                return null;
            }

            string value = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (CommandVariables.IsCommand(name) && value.Length > 0)
            {
                return $"sets {name}, which the build runs or reads";
            }

            if (CommandVariables.ActingPart(value) is string part)
            {
                return $"puts '{part}' into {name}";
            }
        }

        return null;
    }
}
