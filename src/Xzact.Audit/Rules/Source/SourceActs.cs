using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Source;

/// <summary>
/// Finds what source text does that a table, a parser or a bundle has no reason to do: start a program, load one, run
/// before main, hand bytes to the assembler. It reads C, C++ and JavaScript; of other languages it says nothing.
/// </summary>
internal static class SourceActs
{
    private static readonly string[] s_script = [".js", ".mjs", ".cjs", ".ts"];

    private static readonly string[] s_compiled =
        [".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".inc", ".in", ".m", ".mm"];

    // Functions of POSIX, Windows and the dynamic linker that start or load a program, or make data executable.
    private static readonly HashSet<string> s_calls = new(StringComparer.Ordinal)
    {
        "system", "popen", "_popen", "execl", "execlp", "execle", "execv", "execvp", "execve", "execvpe", "fexecve",
        "posix_spawn", "posix_spawnp", "fork", "vfork", "dlopen", "dlmopen", "mprotect", "ptrace", "LoadLibrary",
        "LoadLibraryA", "LoadLibraryW", "CreateProcessA", "CreateProcessW", "WinExec", "ShellExecuteA",
        "ShellExecuteW", "VirtualProtect",
    };

    // Attributes and keywords with which text runs unasked, or is no text of this language.
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "constructor", "__constructor__", "ifunc", "__ifunc__", "asm", "__asm__", "__asm",
    };

    // In scripts these names stand in strings, so all text counts.
    private static readonly string[] s_scriptWords =
        ["child_process", "execSync", "spawnSync", "execFileSync", "process.binding", "process.dlopen"];

    private static readonly string[] s_evaluating = ["eval(", "new Function("];

    // What generators take; it is the input that source text is compared with.
    private static readonly string[] s_inputs = [".y", ".yy", ".l", ".ll", ".gperf", ".re", ".pyx"];

    /// <summary>Whether a path is one of the languages that are read, or of the inputs of generators.</summary>
    public static bool CanRead(string path) =>
        EndsWithOneOf(path, s_inputs) || EndsWithOneOf(path, s_script) || EndsWithOneOf(path, s_compiled);

    /// <summary>What a text does that its input does not, with the severity of it; each word once.</summary>
    /// <param name="file">The file; its text is source text.</param>
    public static IEnumerable<(Severity Severity, string Word, Evidence Evidence)> Of(SuspectFile file)
    {
        string text = file.Text ?? "";
        return EndsWithOneOf(file.Path, s_script) ? OfScript(file, text)
            : EndsWithOneOf(file.Path, s_compiled) ? OfCompiled(file, text)
            : [];
    }

    private static bool EndsWithOneOf(string path, string[] endings) =>
        Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<(Severity Severity, string Word, Evidence Evidence)> OfCompiled(
        SuspectFile file, string text)
    {
        HashSet<string> known = file.Input is string input ? [.. SourceReader.Read(input).Select(w => w.Text)] : [];
        SourceWord[] words = [.. SourceReader.Read(text)];
        foreach (SourceWord word in words)
        {
            if (Acts(word) && known.Add(word.Text))
            {
                yield return (Severity.High, word.Text, Show(file, text, word.Text, word.Line));
            }
        }

        foreach (SourceWord function in GeneratedParser.Foreign(file, text))
        {
            yield return (
                Severity.High, $"a function {function.Text}", Show(file, text, function.Text, function.Line));
        }

        foreach (SourceTrick trick in SourceTricks.Of(text, words, s_words.Contains, s_calls.Contains))
        {
            // What its input does too is the input's; where there is none, only what is certain counts.
            bool isOfInput = file.Input is { } from && (trick.Word is SourceTricks.Pasting
                ? SourceTricks.Pastes(from) : from.Contains(trick.Excerpt, StringComparison.Ordinal));
            if (!isOfInput && (file.Input is not null || trick.IsCertain) && known.Add(trick.Word))
            {
                yield return (
                    trick.IsCertain ? Severity.High : Severity.Medium, trick.Word,
                    new(trick.What, file.Path, trick.Line, Excerpt: trick.Excerpt));
            }
        }
    }

    private static bool Acts(SourceWord word) =>
        s_words.Contains(word.Text) || (word is { IsMember: false } && s_calls.Contains(word.Text));

    private static IEnumerable<(Severity Severity, string Word, Evidence Evidence)> OfScript(
        SuspectFile file, string text)
    {
        foreach (string word in s_scriptWords.Concat(s_evaluating))
        {
            int at = text.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && file.Input?.Contains(word, StringComparison.Ordinal) != true)
            {
                Severity severity = s_evaluating.Contains(word) ? Severity.Medium : Severity.High;
                yield return (
                    severity, word.TrimEnd('('), Show(file, text, word, 1 + text.AsSpan(0, at).Count('\n')));
            }
        }
    }

    private static Evidence Show(SuspectFile file, string text, string word, int number)
    {
        string line = text.Split('\n', number + 1)[number - 1];
        int at = Math.Max(line.IndexOf(word, StringComparison.Ordinal), 0);
        int start = Math.Max(at - (Evidence.MaxExcerpt / 2), 0);
        return new(
            $"uses '{word.TrimEnd('(')}'", file.Path, number,
            Excerpt: line.Substring(start, Math.Min(Evidence.MaxExcerpt, line.Length - start)).Trim());
    }
}
