using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Where the content of a file goes in one build text: through pipes, substitutions, variables, copies and files that
/// are written, to a shell, an interpreter, a compiler, m4, or into build or source text. It follows names; what it
/// does not see, it does not report.
/// </summary>
internal sealed class ContentFlow
{
    // A file that is written and read again; a longer chain is none that a person wrote.
    private const int MaxRounds = 8;

    // Names that content was written to.
    private const int MaxNames = 64;

    // A shorter name is one of many files.
    private const int MinName = 4;

    private static readonly HashSet<string> s_shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "dash", "ksh", "zsh", "ash", "mksh", "busybox", ".", "source", "SHELL", "CONFIG_SHELL",
        "POSIX_SHELL", "BASH",
    };

    private static readonly HashSet<string> s_interpreters = new(StringComparer.Ordinal)
    {
        "perl", "python", "python2", "python3", "ruby", "tclsh", "guile", "php", "node", "lua", "Rscript", "expect",
        "PERL", "PYTHON", "PYTHON3", "RUBY", "NODE", "TCLSH", "bc", "dc", "gdb", "xsltproc",
    };

    // What runs or obeys all that it is given.
    private static readonly HashSet<string> s_obeying = new(StringComparer.Ordinal)
    {
        "m4", "M4", "patch", "PATCH", "ed", "ex", "include", "-include", "sinclude", "m4_include", "m4_sinclude",
        "xargs", "XARGS", "exec", "eval", "compile", "execfile", "os.system", "os.popen", "runpy.run_path",
        "exec_module", "imp.load_source", "add_custom_command", "execute_process", "run_command", "vim", "emacs",
        "autom4te",
    };

    private static readonly HashSet<string> s_compilers = new(StringComparer.Ordinal)
    {
        "cc", "gcc", "g++", "c++", "clang", "clang++", "CC", "CXX", "CPP", "as", "ld", "LD", "COMPILE", "LINK",
        "CXXCOMPILE", "LTCOMPILE", "LTCXXCOMPILE", "CCAS", "CPPASCOMPILE", "BUILD_CC", "CC_FOR_BUILD", "depcomp",
    };

    private static readonly HashSet<string> s_optionReaders = new(StringComparer.Ordinal)
    {
        "sed", "gsed", "awk", "gawk", "mawk", "nawk", "make", "gmake", "SED", "AWK", "MAKE",
    };

    private static readonly string[] s_ofAutoconf = ["ac_", "as_", "CONFIG_", "config_"];

    private readonly string _from;
    private readonly bool _isPython;
    private readonly bool _isMake;
    private readonly bool _isBeside;
    private readonly bool _isConfigure;
    private readonly bool _hasPatterns;
    private readonly bool _isSource;
    private readonly FileMention _mention;

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _programs = new(StringComparer.Ordinal);
    private readonly HashSet<SimpleCommand> _given = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SimpleCommand> _gives = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SimpleCommand> _mentions = new(ReferenceEqualityComparer.Instance);

    private bool _feedsLoop;
    private int _texts;

    private ContentFlow(string from, FileRole role, FileMention mention)
    {
        _isSource = mention.IsSource;
        _from = from;
        _isMake = role == FileRole.Make;
        _isPython = from.EndsWith(".py", StringComparison.Ordinal) || from.EndsWith(".py.in", StringComparison.Ordinal);
        _isBeside = mention.IsBeside(from);
        _isConfigure = role == FileRole.ConfigureScript;
        _hasPatterns = BuildCommands.HasPatterns(from, role);
        _mention = mention;
    }

    /// <summary>The first command that may read the file, or null.</summary>
    public Evidence? Reads { get; private set; }

    /// <summary>The first command that runs, compiles or writes into build text what was read; null if none was
    /// seen.</summary>
    public Evidence? Runs { get; private set; }

    /// <summary>Follows a file in a text.</summary>
    /// <param name="from">The text's path.</param>
    /// <param name="commands">Its commands.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="mention">The file.</param>
    /// <param name="written">Names of files into which other texts write what it holds.</param>
    public static ContentFlow Of(
        string from, BuildCommands commands, FileRole role, FileMention mention,
        params IReadOnlyCollection<string> written)
    {
        ContentFlow flow = new(from, role, mention);
        flow._written.UnionWith(written);
        for (int round = 0, before = -1; round < MaxRounds && flow.Runs is null && flow.Known > before; round++)
        {
            before = flow.Known;
            foreach (IReadOnlyList<SimpleCommand> group in commands.Groups)
            {
                flow.Follow(group);
            }

            if (flow.Reads is null && written.Count == 0)
            {
                break;
            }
        }

        return flow;
    }

    /// <summary>The files that what was read is written into and whose names are plain: another text may run
    /// them.</summary>
    public IEnumerable<string> Written => _written.Select(name => name[(name.LastIndexOf('/') + 1)..])
        .Where(name => name.Length >= MinName && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+'));

    private int Known => _written.Count + _values.Count + _named.Count + _texts + (_feedsLoop ? 1 : 0);

    private void Follow(IReadOnlyList<SimpleCommand> group)
    {
        if (_isMake)
        {
            _values.Clear(); // variables of the shell end with the recipe
            _named.Clear();
            _programs.Clear();
        }

        int[] outputs = new int[group.Count + 1];
        bool isTop = _isBeside;
        for (int i = 0; i < group.Count && Runs is null; i++)
        {
            SimpleCommand command = group[i];
            isTop |= command.Program == "cd" && command.Arguments.Any(IsAbove);
            bool output = Visit(command, isTop, command.Opened >= 0 && outputs[i] > outputs[command.Opened]);
            outputs[i + 1] = outputs[i] + (output ? 1 : 0);
        }
    }

    private static bool IsAbove(string word) => word.Contains("..", StringComparison.Ordinal)
        || word.Contains("srcdir", StringComparison.Ordinal);

    // Whether the command's output has content, and goes where that of its group goes.
    private bool Visit(SimpleCommand command, bool isBeside, bool closes)
    {
        bool isFed = (command.Before is { } before && _gives.Contains(before))
            || (_feedsLoop && command.Program == "read")
            || command.Documents.Any(_gives.Contains);
        bool isGiven = _given.Contains(command);
        if (!_isPython && !isFed && !isGiven && !closes && _written.Count == 0 && !_mentions.Contains(command)
            && !_mention.MayBeIn(command, _named, _values, _programs))
        {
            return false;
        }

        // To compile source text is what it is there for.
        if (_isSource && command.Words.Exists(word => s_compilers.Contains(SimpleCommand.Plain(word))))
        {
            return false;
        }

        // What gives out content may do it in another folder: tail file, after cd.
        bool mayBeBeside = isBeside || DataReaders.IsReader(command.Program);
        bool IsFile(string word) => _mention.Is(word, command.Rule, mayBeBeside, _named, _hasPatterns)
            || IsPythonName(word, _named);
        bool mentioned = _mentions.Contains(command) || command.Words.Exists(IsFile) || command.Reads.Exists(IsFile);
        if (mentioned && (NamesOnly(command, IsFile) || PassesNames(command)))
        {
            return false;
        }

        bool reads = mentioned
            && (_mentions.Contains(command) && !command.Words.Exists(IsFile)
                ? !HarmlessUse.Is(command, word => word.Contains("()", StringComparison.Ordinal)
                    || word.Contains("$()", StringComparison.Ordinal))
                : !HarmlessUse.Is(command, IsFile));
        bool again = (command.Words.Exists(word => IsWritten(word, command)) || command.Reads.Exists(
                word => IsWritten(word, command)))
            && !HarmlessUse.Is(command, word => IsWritten(word, command));
        bool hasValue = command.Words.Exists(HasValue);
        if (!reads && !isFed && !isGiven && !again && !hasValue && !closes)
        {
            return false;
        }

        _feedsLoop |= reads && command.Opened >= 0 && command.Reads.Count > 0;
        if (reads)
        {
            Reads ??= Show(command, DataReaders.MayRead);
        }

        bool IsText(string word) => HasValue(word) || (isGiven && word.Contains("()", StringComparison.Ordinal));
        bool IsContent(string word) => IsFile(word) || IsWritten(word, command) || IsText(word);
        bool isProgram = !command.IsCall && command.ProgramAt < command.Words.Count
            && command.Words[command.ProgramAt].Split([' ', '\t'], 2)[0] is var first
            && ((_hasPatterns && _mention.IsProgram(first, command.Rule, mayBeBeside, _programs))
                || IsWritten(first, command)
                || HasValue(first) || (isGiven && first.Contains("$()", StringComparison.Ordinal)))
            && (command.ProgramAt + 1 == command.Words.Count
                || command.Words[command.ProgramAt + 1] is not ("=" or "+="));
        if (isProgram || GoesToMake(command)
            || Obeys(command, isFed || closes || command.Reads.Exists(IsContent), IsContent, IsText))
        {
            Runs = Show(command, "what is read of this file can be run");
            return false;
        }

        return Output(command, isFed || closes);
    }

    // Names given to variables; true if the command does nothing else.
    private bool NamesOnly(SimpleCommand command, Func<string, bool> isFile)
    {
        List<string> words = command.Words;
        bool isLoop = words.Count > 2 && words.IndexOf("for") is >= 0 and var at && at + 2 < words.Count
            && words[at + 2] == "in" && !_isPython;
        if (isLoop)
        {
            string variable = words[words.IndexOf("for") + 1];
            if (!IsOfAutoconf(variable))
            {
                _named.Add(variable);
                _programs.Add(variable);
            }

            return true;
        }

        bool isPlain = _isPython && words.Count == 3 && words[1] == "=" && isFile(words[2])
            && !words[2].Contains("()", StringComparison.Ordinal);
        if (isPlain)
        {
            _named.Add(words[0]);
            return true;
        }

        bool isAssignment = !command.IsCall && command.ProgramAt == words.Count && command.Reads.Count == 0;
        foreach (string word in isAssignment || command.Program is "export" or "local" or "readonly" ? words : [])
        {
            if (SimpleCommand.Assigned(word) is string name && !IsOfAutoconf(name)
                && (isFile(word) || _mentions.Contains(command)))
            {
                _named.Add(name);
                string first = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..].Split([' ', '\t'], 2)[0];
                _programs.UnionWith(
                    _mention.IsProgram(first, command.Rule, _isBeside, _programs) ? [name] : []);
            }
        }

        return isAssignment && !_given.Contains(command);
    }

    // In a configure these hold the names of all files that it writes, and what is cut out of such names.
    private bool IsOfAutoconf(string variable) => _isConfigure
        && Array.Exists(s_ofAutoconf, prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    private bool PassesNames(SimpleCommand command)
    {
        bool passes = HarmlessUse.IsNaming(command) && command.Reads.Count == 0;
        if (passes && command.Parent is { } parent)
        {
            _mentions.Add(parent);
        }

        return passes;
    }

    private bool Output(SimpleCommand command, bool isFed)
    {
        List<string> words = command.Words;
        if (command.Program == "read" && isFed)
        {
            _values.UnionWith(command.Arguments.Where(word => word[0] != '-'));
        }

        if (_isPython && words.IndexOf("as") is > 0 and var at && at + 1 < words.Count)
        {
            _values.Add(words[at + 1].TrimEnd(':'));
        }

        bool isAssignment = !command.IsCall
            && (command.ProgramAt == words.Count || command.Program is "export" or "local" or "readonly");
        foreach (string word in isAssignment ? words : [])
        {
            if (SimpleCommand.Assigned(word) is string name && !IsOfAutoconf(name))
            {
                _values.Add(name);
            }
        }

        if (!command.IsCall && words.Count > 2 && words[1] is "=" or "+=")
        {
            _values.Add(words[0]);
            return false;
        }

        List<string> to = [.. command.Writes];
        bool isCopy = HarmlessUse.IsCopy(command);
        if (isCopy)
        {
            to.Add(HarmlessUse.DestinationOf(command));
        }

        for (int i = 1; i < words.Count; i++)
        {
            to.AddRange(words[i - 1] is "-o" or "--output" || command.Program == "tee" ? [words[i]]
                : words[i].StartsWith("of=", StringComparison.Ordinal) ? [words[i]["of=".Length..]] : []);
        }

        foreach (string word in to)
        {
            IEnumerable<string> targets = word.Contains("$@", StringComparison.Ordinal) && command.Rule is { } rule
                ? rule.Targets.Select(t => word.Replace("$@", t, StringComparison.Ordinal)) : [word];
            foreach (string target in targets.SelectMany(t => t.Split(' ')).Where(t => t.Length > 0
                && _written.Count < MaxNames && !t.StartsWith("/dev/", StringComparison.Ordinal)))
            {
                _written.Add(target);
                if (IsBuildInput(target))
                {
                    Runs = Show(command, $"what is read of this file is written into {target}");
                    return false;
                }
            }
        }

        if (to.Count > 0 && command.Program != "tee")
        {
            return false;
        }

        if (command.IsPiped)
        {
            _texts += _gives.Add(command) && command.IsText ? 1 : 0;
            return false;
        }

        if (command.Parent is { } parent && !isAssignment)
        {
            _given.Add(parent);
            return false;
        }

        return !isAssignment && !isCopy;
    }

    // A file that a build reads by its ending.
    private bool IsBuildInput(string word)
    {
        FileRole role = FileRoles.Of(word.TrimEnd(')', '}', '"'), executable: false, default);
        return role.IsBuildText() || (role == FileRole.Source && !_isSource);
    }

    private bool GoesToMake(SimpleCommand command) => _isMake && command is { IsPiped: false, Writes.Count: 0 }
        && (command.AssignedTo is not null
            || (command.Parent is not null && (command.Words.Contains("shell")
                || (command.Program == "file" && command.Reads.Count > 0))));

    // Whether it runs a file that holds the content, or text that does.
    private static bool Obeys(
        SimpleCommand command, bool isFed, Func<string, bool> isContent, Func<string, bool> isText)
    {
        List<string> words = command.Words;
        int at = command.ProgramAt;
        if (words.Take(at).Any(word => word is "m4_esyscmd" or "m4_esyscmd_s" or "esyscmd"))
        {
            return true;
        }

        if (at >= words.Count)
        {
            return false;
        }

        if (words.Take(at).Contains("eval"))
        {
            string[] evaluated = words[at].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(at).Any(isText))
            {
                return true;
            }

            if (evaluated.Length > 1)
            {
                SimpleCommand inner = new() { Line = command.Line };
                inner.Words.AddRange(evaluated);
                return Obeys(inner, isFed, isContent, isText);
            }
        }

        string program = command.Program;
        string[] arguments = [.. command.Arguments];
        if (!command.IsCall && s_compilers.Contains(program))
        {
            return isFed || arguments.Where((word, i) => i == 0 || arguments[i - 1] != "-o").Any(isContent);
        }

        if (command.IsCall && (words[0].EndsWith("exec", StringComparison.Ordinal)
            || words[0].StartsWith("subprocess.", StringComparison.Ordinal)))
        {
            return true;
        }

        if (s_obeying.Contains(command.IsCall ? words[0] : program))
        {
            return isFed || Array.Exists(arguments, word => isContent(word));
        }

        bool isShell = s_shells.Contains(program);
        if (isShell || s_interpreters.Contains(program))
        {
            int operand = Array.FindIndex(arguments, word => word[0] is not ('-' or '+') && word != "$()");
            int option = Array.FindIndex(arguments, word => word is "-c" or "-e" or "-E"
                || (!isShell && word.Length > 2 && word[0] == '-' && word[^1] == 'e'));
            return option >= 0 ? option + 1 < arguments.Length
                    && (isShell ? isContent(arguments[option + 1]) : isText(arguments[option + 1]))
                : operand < 0 ? isFed || Array.Exists(arguments, word => isContent(word))
                : isContent(arguments[operand]);
        }

        int file = Array.FindIndex(arguments, word => word is "-f" or "--file");
        return (s_optionReaders.Contains(program)
                && ((file >= 0 && file + 1 < arguments.Length
                        && (isContent(arguments[file + 1]) || (isFed && arguments[file + 1] == "-")))
                    || Array.Exists(arguments, a => a.StartsWith("-f", StringComparison.Ordinal) && a.Length > 2
                        && isContent(a[2..]))))
            || (program == "git" && arguments.FirstOrDefault() is "apply" or "am")
            || Array.Exists(arguments, a => a[0] == '@' && a.Length > 1 && a[^1] != '@' && isContent(a[1..]));
    }

    private bool HasValue(string word) =>
        FileMention.HasVariable(word, _values) || IsPythonName(word, _values);

    private bool IsPythonName(string word, HashSet<string> names)
    {
        if (!_isPython || names.Count == 0)
        {
            return false;
        }

        return word.Split([.. "()[]{}.,+%:='\" "], StringSplitOptions.RemoveEmptyEntries).Any(names.Contains);
    }

    private bool IsWritten(string word, SimpleCommand command) => _written.Count > 0
        && (_written.Any(name => name.Length > 2 ? FileMention.Holds(word, name) : word == name)
            || (command.Rule is { } rule
                && ((word.Contains("$@", StringComparison.Ordinal) && rule.Targets.Any(_written.Contains))
                    || (word is "$<" or "$^" or "$?" or "$+" && rule.Needs.Any(_written.Contains)))));

    private Evidence Show(SimpleCommand command, string what) => new(what, _from, command.Line, Excerpt: string.Join(
        ' ', command.Words.Concat(command.Reads.Select(r => "< " + r)).Concat(command.Writes.Select(w => "> " + w))));
}
