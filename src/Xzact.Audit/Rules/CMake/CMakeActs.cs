using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.CMake;

/// <summary>
/// Finds the first new command of a CMake file that runs, reads or redirects something. What is not known to only
/// declare or compute counts as acting: a name may be a function of the project.
/// </summary>
internal static class CMakeActs
{
    private static readonly HashSet<string> s_declaring =
        ["set", "unset", "list", "option", "string", "math", "message", "if", "else", "elseif", "endif", "foreach",
         "endforeach", "while", "endwhile", "return", "break", "continue", "function", "endfunction", "macro",
         "endmacro", "block", "endblock", "mark_as_advanced", "cmake_minimum_required", "cmake_policy", "project",
         "enable_testing", "enable_language", "get_property", "get_target_property", "get_directory_property",
         "get_source_file_property", "get_filename_component", "cmake_path", "set_property", "set_target_properties",
         "set_source_files_properties", "set_directory_properties", "set_tests_properties", "define_property",
         "target_compile_definitions", "target_compile_features", "target_compile_options", "target_link_options",
         "add_definitions", "add_compile_definitions", "add_compile_options", "add_link_options", "remove_definitions",
         "add_dependencies", "separate_arguments", "source_group", "variable_watch", "cmake_parse_arguments",
         "include_guard", "site_name", "export"];

    // Words in the names of CMake's own variables that stand for programs, files to read, places to search, or code.
    private static readonly string[] s_actingWords =
        ["COMPILER", "LAUNCHER", "INCLUDE", "PATH", "ROOT", "TOOLCHAIN", "LINKER", "PROGRAM", "COMMAND", "RULE",
         "SHELL", "_AR", "RANLIB", "EXECUTABLE", "CODE", "SCRIPT", "STANDARD_LIBRARIES", "EMULATOR", "CREATE_",
         "ARCHIVE_", "COMPILE_OBJECT"];

    private static readonly string[] s_actingEndings =
        ["_LAUNCHER", "_COMMAND", "_CLANG_TIDY", "_CPPCHECK", "_CPPLINT", "_INCLUDE_WHAT_YOU_USE", "_EXECUTABLE",
         "_EMULATOR", "_INSTALL_SCRIPT", "_SOURCE", "_SOURCES", "_SRC", "_SRCS", "_HEADERS", "_LIBS",
         "_LIBRARIES", "_DIR", "_DIRS", "_DIRECTORIES", "_ROOT", "LINK_DEPENDS", "OBJECT_DEPENDS"];

    private static readonly HashSet<string> s_actingNames =
        ["RULE_LAUNCH_COMPILE", "RULE_LAUNCH_LINK", "RULE_LAUNCH_CUSTOM", "ADDITIONAL_CLEAN_FILES",
         "ADDITIONAL_MAKE_CLEAN_FILES", "TEST_INCLUDE_FILE", "TEST_INCLUDE_FILES", "SOURCES", "INTERFACE_SOURCES",
         "LINK_LIBRARIES", "INTERFACE_LINK_LIBRARIES", "INCLUDE_DIRECTORIES", "INTERFACE_INCLUDE_DIRECTORIES",
         "IMPORTED_LOCATION", "PRECOMPILE_HEADERS"];

    /// <summary>Evidence for it, or null if every new command is shown to do nothing.</summary>
    public static Evidence? First(SuspectFile file)
    {
        foreach (CMakeCommand command in CMakeReader.Read(file.Text ?? ""))
        {
            if (file.IsNew(command.Line, command.EndLine) && What(command) is string what)
            {
                return new(what, file.Path, command.Line, Excerpt: command.Text);
            }
        }

        return null;
    }

    private static string? What(CMakeCommand command)
    {
        if (!s_declaring.Contains(command.Name))
        {
            return $"calls {command.Name}, which may run, read or add something";
        }

        foreach (string argument in command.Arguments)
        {
            if (IsActingName(argument))
            {
                return $"sets or names {argument}, which decides what the build runs or reads";
            }

            if (argument.Contains("$ENV{", StringComparison.Ordinal))
            {
                return "takes a value from the environment";
            }

            if (HasComputedName(argument))
            {
                return "uses a variable whose name is computed";
            }
        }

        return command.Name is "set" or "list" or "set_property" or "set_target_properties" or "add_compile_options"
                or "add_link_options" or "add_definitions" or "target_compile_options" or "target_link_options"
                or "string" or "set_source_files_properties" or "set_directory_properties"
            && command.Arguments.Skip(1).Select(Plain).Select(CommandVariables.ActingPart)
                .FirstOrDefault(p => p is not null) is string part
                ? $"puts '{part}' into a variable or property"
                : null;
    }

    // Generator expressions and variables are no text of the command yet.
    private static string Plain(string argument) => Expansions.Without(argument, '{', '<');

    private static bool HasComputedName(string argument)
    {
        int open = argument.IndexOf("${", StringComparison.Ordinal);
        while (open >= 0)
        {
            int close = argument.IndexOf('}', open);
            int next = argument.IndexOf("${", open + 2, StringComparison.Ordinal);
            if (next >= 0 && (close < 0 || next < close))
            {
                return true;
            }

            open = next;
        }

        return false;
    }

    private static bool IsActingName(string name) => CommandVariables.IsCommand(name) || s_actingNames.Contains(name)
        || Array.Exists(s_actingEndings, e => name.EndsWith(e, StringComparison.Ordinal))
        || (name.TrimStart('_').StartsWith("CMAKE_", StringComparison.Ordinal)
            && Array.Exists(s_actingWords, w => name.Contains(w, StringComparison.Ordinal)));
}
