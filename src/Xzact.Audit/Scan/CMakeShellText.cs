using System.Text;
using Xzact.Audit.BuildText;

namespace Xzact.Audit.Scan;

/// <summary>Writes what a CMake file runs, reads and writes as shell text, so that one flow follows both. Conditions
/// become conditions; loops and functions count as done once.</summary>
internal sealed class CMakeShellText
{
    private static readonly HashSet<string> s_keywords =
        ["COMMAND", "INPUT_FILE", "OUTPUT_FILE", "OUTPUT_VARIABLE", "ERROR_VARIABLE", "RESULT_VARIABLE",
            "WORKING_DIRECTORY",
         "OUTPUT", "DEPENDS", "COMMENT", "VERBATIM", "TARGET", "PRE_BUILD", "PRE_LINK", "POST_BUILD", "BYPRODUCTS",
         "OUTPUT_QUIET", "ERROR_QUIET", "OUTPUT_STRIP_TRAILING_WHITESPACE", "ERROR_FILE", "TIMEOUT", "MAIN_DEPENDENCY",
         "ALL", "ARGS", "USES_TERMINAL", "APPEND", "COMMAND_ERROR_IS_FATAL", "RESULTS_VARIABLE", "SOURCES", "ENCODING",
         "COMMAND_EXPAND_LISTS", "DEPFILE", "IMPLICIT_DEPENDS", "ECHO_OUTPUT_VARIABLE", "COMMAND_ECHO",
         "ERROR_STRIP_TRAILING_WHITESPACE"];

    private readonly ShellTextBuilder _output = new();

    /// <summary>The file as shell text.</summary>
    public static BuildScript Of(string text)
    {
        CMakeShellText reader = new();
        foreach (CMakeCommand command in CMakeReader.Read(text))
        {
            reader.Add(command);
        }

        return reader._output.Build();
    }

    private void Add(CMakeCommand command)
    {
        IReadOnlyList<string> words = command.Arguments;
        switch (command.Name)
        {
            case "set" when words.Count > 1:
                Line(command,
                    $"{Name(words[0])}={Quote(string.Join(' ', words.Skip(1).TakeWhile(w => w != "CACHE")))}");
                break;
            case "list" when words is ["APPEND", var list, ..]:
                Line(command, $"{Name(list)}={Quote(string.Join(' ', words.Skip(2)))}");
                break;
            case "string" when words is ["ASCII", _, .., var characters]:
                Line(command, $"{Name(characters)}=`string ASCII {Joined(words.Skip(1).SkipLast(1))}`");
                break;
            case "string" when words is ["REPLACE", _, _, var replaced, ..]:
                Line(command, $"{Name(replaced)}=`string REPLACE {Joined(words.Skip(4))}`");
                break;
            case "string" when words is ["REGEX", "MATCH" or "MATCHALL", _, var matched, ..]:
                Line(command, $"{Name(matched)}=`string MATCH {Joined(words.Skip(4))}`");
                break;
            case "string" when words is ["SUBSTRING" or "HEX" or "FIND", var part, .., var piece]:
                Line(command, $"{Name(piece)}=`string {words[0]} {Quote(part)}`");
                break;
            case "string" or "list" when words is ["JOIN", _, ..] && words.Count > 3:
                Line(command, words[1] is var glue && command.Name == "string"
                    ? $"{Name(words[2])}={Quote(string.Join(glue, words.Skip(3)))}"
                    : $"{Name(words[3])}=\"${{{Name(words[1])}}}\"");
                break;
            case "list" when words is ["GET" or "SUBLIST" or "TRANSFORM", var source, .., var taken]:
                Line(command, $"{Name(taken)}=\"${{{Name(source)}}}\"");
                break;
            case "math" when words is ["EXPR", var number, var expression, ..]:
                Line(command, $"{Name(number)}=`math EXPR {Quote(expression)}`");
                break;
            case "foreach" when words.Count > 1:
                Line(command, $"{Name(words[0])}=" + Quote(string.Join(' ', words.Skip(1).Select(word =>
                    words.Contains("LISTS") && word is not ("IN" or "LISTS" or "ITEMS")
                        ? $"${{{Name(word)}}}" : word))));
                break;
            case "string" when words is ["APPEND" or "CONCAT" or "TOLOWER" or "TOUPPER" or "STRIP", ..]:
                Line(command, $"{Name(words[words[0] is "APPEND" or "CONCAT" ? 1 : ^1])}="
                    + Quote(string.Concat(words.Skip(words[0] is "APPEND" or "CONCAT" ? 2 : 1))));
                break;
            case "string" when words is ["REGEX", "REPLACE", var from, var to, var result, ..]:
                Line(command,
                    $"{Name(result)}=`printf '%s' {Quote(string.Concat(words.Skip(5)))} | "
                    + $"sed {Quote($"s/{from}/{to}/")}`");
                break;
            case "if":
                Line(command, $"if test {string.Join(' ', words.Select(Quote))}; then :");
                break;
            case "elseif":
                Line(command, $"elif test {string.Join(' ', words.Select(Quote))}; then :");
                break;
            case "else" or "endif":
                Line(command, command.Name == "else" ? "else :" : "fi");
                break;
            case "execute_process" or "exec_program" or "add_custom_command" or "add_custom_target":
                Processes(command);
                break;
            case "file" when words.Count > 2:
                File(command, words);
                break;
            case "configure_file" when words.Count > 1:
                Line(command, $"cp {Quote(words[0])} {Quote(words[1])}");
                break;
            case "include"
                when words.Count > 0 && words[0].AsSpan().ContainsAny('/', '.'):
                Line(command, $". {Quote(words[0])}");
                break;
            case "cmake_language" when words is ["EVAL", "CODE", ..]:
                Line(command, $"eval {string.Join(' ', words.Skip(2).Select(Quote))}");
                break;
            case "add_library" or "add_executable" or "target_sources" or "target_link_libraries" or "target_objects"
                when words.Count > 1:
                Line(command, $"cc {string.Join(' ', words.Skip(1).Where(IsFile).Select(Quote))}");
                break;
            default:
                break;
        }
    }

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static bool IsFile(string word) => word.Contains('.', StringComparison.Ordinal)
        || word.Contains('/', StringComparison.Ordinal) || word.StartsWith("${", StringComparison.Ordinal);

    private void File(CMakeCommand command, IReadOnlyList<string> words)
    {
        switch (words[0])
        {
            case "READ" or "STRINGS":
                Line(command, $"{Name(words[2])}=`cat {Quote(words[1])}`");
                break;
            case "WRITE" or "APPEND" or "GENERATE":
                Line(command, $"printf '%s' {Quote(string.Concat(words.Skip(2)))} > {Quote(words[1])}");
                break;
            case "COPY" or "INSTALL" or "RENAME" or "COPY_FILE" or "CREATE_LINK":
                Line(command, $"cp {string.Join(' ', words.Skip(1).Where(w => w != "DESTINATION").Select(Quote))}");
                break;
            case "GLOB" or "GLOB_RECURSE":
                Line(command, $"{Name(words[1])}={Quote(string.Join(' ', words.Skip(2)))}");
                break;
            case "DOWNLOAD":
                Line(command, $"curl {Quote(words[1])} -o {Quote(words[2])}");
                break;
            case "ARCHIVE_EXTRACT":
                Line(command, $"tar -x -f {Quote(words[^1])}");
                break;
            default:
                break;
        }
    }

    // Several COMMANDs of execute_process are a pipe; those of a custom command run one after the other.
    private void Processes(CMakeCommand command)
    {
        List<List<string>> commands = [];
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        string keyword = command.Name == "exec_program" ? "COMMAND" : "";
        if (keyword.Length > 0)
        {
            commands.Add([]);
        }

        foreach (string word in command.Arguments)
        {
            if (s_keywords.Contains(word))
            {
                keyword = word;
                if (word == "COMMAND")
                {
                    commands.Add([]);
                }
            }
            else if (keyword is "COMMAND" or "ARGS" && commands.Count > 0)
            {
                commands[^1].Add(word);
            }
            else
            {
                options.TryAdd(keyword, word);
            }
        }

        bool isPipe = command.Name is "execute_process";
        string text = string.Join(isPipe ? " | " : " ; ", commands.Where(c => c.Count > 0).Select(Shell));
        if (text.Length == 0)
        {
            return;
        }

        string input = options.TryGetValue("INPUT_FILE", out string? read) ? $" < {Quote(read)}" : "";
        string output = options.TryGetValue("OUTPUT_FILE", out string? written) ? $" > {Quote(written)}" : "";
        text = $"{{ {text} ; }}{input}{output}";
        Line(command, options.TryGetValue("OUTPUT_VARIABLE", out string? variable)
            ? $"{Name(variable)}=`{text}`" : text);
    }

    private static string Shell(List<string> words)
    {
        string program = words[0];
        List<string> rest = words[1..];
        if (program is "cmake" or "${CMAKE_COMMAND}" && rest is ["-E", var verb, .. var operands])
        {
            (program, rest) = verb switch
            {
                "copy" or "copy_if_different" or "rename" or "copy_directory" or "create_symlink" => ("cp", operands),
                "tar" => ("tar", operands),
                "cat" => ("cat", operands),
                "env" => ("env", operands),
                "echo" => ("echo", operands),
                _ => (":", operands),
            };
        }
        else if (program is "cmake" or "${CMAKE_COMMAND}" && rest.IndexOf("-P") is >= 0 and int at
            && at + 1 < rest.Count)
        {
            (program, rest) = (".", rest[(at + 1)..]);
        }

        // Redirections and pipes are words of their own where a generator hands the line to a shell.
        return string.Join(' ', rest.Select(word => word is "|" or ">" or "<" or "&&" or "||" or ">>"
            ? word : Quote(word))
            .Prepend(program is "|" ? ":" : program.StartsWith('$') || M4Reader.IsName(program[0])
                ? program : Quote(program)));
    }

    private void Line(CMakeCommand command, string text)
    {
        _output.Append(text, command.Line);
        _output.EndLine();
    }

    private static string Name(string word) => new([.. word.Select(c => M4Reader.IsName(c) ? c : '_')]);

    // ${name} means the same to both; what else the shell would obey is quoted.
    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isReference = c == '$' && i + 1 < text.Length && text[i + 1] == '{'
                && text.IndexOf('}', i) is > 0 and int end
                && !text.AsSpan(i + 2, end - i - 2).ContainsAnyExcept(M4Reader.NameCharacters);
            if (c is '"' or '\\' or '`' || (c == '$' && !isReference))
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
