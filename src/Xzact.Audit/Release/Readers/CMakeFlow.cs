using Xzact.Audit.BuildText;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Readers;

/// <summary>Which command of CMake reads a file, and whether what it read is run; through variables.</summary>
internal static class CMakeFlow
{
    private const int MaxDepth = 8;

    private static readonly HashSet<string> s_naming =
        ["set", "list", "foreach", "get_filename_component", "cmake_path", "file"];

    private static readonly HashSet<string> s_running =
        ["execute_process", "include", "add_custom_command", "add_custom_target", "try_run", "cmake_language",
         "exec_program"];

    /// <summary>The first reader, and the first command that runs what was read; nulls if none was seen.</summary>
    /// <param name="from">The text's path.</param>
    /// <param name="text">The text.</param>
    /// <param name="mention">The file.</param>
    public static (Evidence? Reads, Evidence? Runs) Of(string from, string text, FileMention mention)
    {
        IReadOnlyList<CMakeCommand> commands = CMakeReader.Read(text);
        HashSet<string> named = new(StringComparer.Ordinal);
        HashSet<string> content = new(StringComparer.Ordinal);
        Evidence? reads = null;
        Dictionary<string, IReadOnlyList<string>> functions = new(StringComparer.OrdinalIgnoreCase);
        foreach (CMakeCommand defined in commands.Where(c => c.Name is "function" or "macro" && c.Arguments.Count > 0))
        {
            functions[defined.Arguments[0]] = [.. defined.Arguments.Skip(1)];
        }

        bool isBeside = mention.IsBeside(from);
        for (int depth = 0, before = -1; depth < MaxDepth && named.Count + content.Count > before; depth++)
        {
            before = named.Count + content.Count;
            foreach (CMakeCommand command in commands)
            {
                bool isContent = command.Arguments.Any(word => FileMention.HasVariable(word, content)
                    || content.Any(name => name.Length > 2 && FileMention.Holds(word, name)));
                bool mentions = command.Arguments.Any(word => !(mention.IsSource && IsMade(word))
                    && mention.Is(word, rule: null, isBeside, named));
                bool isRun = s_running.Contains(command.Name)
                    && (isContent || (mentions && command.Name == "include") || (mentions && IsShell(command)));
                if (isRun)
                {
                    Evidence runs = new(
                        "what is read of this file can be run", from, command.Line, Excerpt: command.Text);
                    return (reads ?? runs, runs);
                }

                if (!mentions || IsHarmless(command))
                {
                    continue;
                }

                if (functions.TryGetValue(command.Name, out IReadOnlyList<string>? parameters))
                {
                    named.UnionWith(parameters.Take(command.Arguments.Count).Where(
                        (_, i) => mention.Is(command.Arguments[i], rule: null, isBeside, named)));
                    named.UnionWith(command.Arguments.Count > parameters.Count ? ["ARGN", "ARGV"] : ["ARGV"]);
                }

                if (s_naming.Contains(command.Name) && (command.Name != "file" || command.Arguments[0] == "GLOB"))
                {
                    int at = command.Name is "list" or "file" ? 1 : 0;
                    named.UnionWith(command.Arguments.Skip(at).Take(1));
                    continue;
                }

                reads ??= new(DataReaders.MayRead, from, command.Line, Excerpt: command.Text);
                content.UnionWith(command.Name switch
                {
                    "file" when command.Arguments[0] is "COPY" => [mention.Name],
                    "file" => command.Arguments.Skip(2).Take(1),
                    "configure_file" => command.Arguments.Skip(1).Take(1),
                    _ => [],
                });
            }
        }

        return (reads, null);
    }

    private static bool IsHarmless(CMakeCommand command)
    {
        string[] programs =
        [
            .. command.Arguments.Zip(command.Arguments.Skip(1)).Where(pair => pair.First == "COMMAND")
                .Select(pair => pair.Second),
        ];
        return (HarmlessUse.IsCall(command.Name) && !s_naming.Contains(command.Name))
            || (command.Name == "file" && command.Arguments[0] is "INSTALL" or "REMOVE" or "TO_CMAKE_PATH" or "SIZE")
            || (programs.Length > 0 && Array.TrueForAll(
                programs, p => p.Contains("MSGFMT", StringComparison.OrdinalIgnoreCase)
                    || p.Contains("MSGMERGE", StringComparison.OrdinalIgnoreCase)));
    }

    // What lies in the folder of the build was made by it.
    private static bool IsMade(string word) => word.Contains("BINARY_DIR}", StringComparison.Ordinal);

    private static bool IsShell(CMakeCommand command) => command.Arguments.Any(word =>
        SimpleCommand.Plain(word) is "sh" or "bash" or "dash" or "ksh" or "perl" or "python" or "python3" or "m4");
}
