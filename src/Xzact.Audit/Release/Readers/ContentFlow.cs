using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Where the content of a file goes in one build text: through pipes, substitutions, variables, copies and files that
/// are written, to a shell, an interpreter, a compiler, m4, or into build or source text. It follows names; what it
/// does not see, it does not report.
/// </summary>
internal sealed partial class ContentFlow
{
    // A file that is written and read again; a longer chain is none that a person wrote.
    private const int MaxRounds = 8;

    // Names that content was written to.
    private const int MaxNames = 64;

    // A shorter name is one of many files.
    private const int MinName = 4;

    private static readonly string[] s_outputs = ["of=", "--output=", "-o"];

    private static readonly string[] s_ofAutoconf = ["ac_", "as_", "CONFIG_", "config_"];

    private readonly string _from;
    private readonly bool _isPython;
    private readonly bool _isMake;
    private readonly bool _isBeside;
    private readonly bool _isConfigure;
    private readonly bool _isMacroText;
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

    // What functions of the text are called with.
    private readonly Dictionary<string, CallArguments> _arguments = new(StringComparer.Ordinal);
    private readonly List<CallArguments> _calls = [];
    private readonly IReadOnlyList<ShellFunction> _functions;
    private readonly bool _shifts;
    private readonly CallArguments? _own;
    private readonly CallArguments? _caller;

    private CallArguments? _function;
    private bool _isUnpacked;
    // Commands in whose words its name is substituted.
    private readonly HashSet<SimpleCommand> _names = new(ReferenceEqualityComparer.Instance);

    // Commands that give out its name.
    private readonly HashSet<SimpleCommand> _lists = new(ReferenceEqualityComparer.Instance);

    private bool _isFed;
    private bool _feedsLoop;
    private int _texts;

    private ContentFlow(
        string from, FileRole role, FileMention mention, BuildCommands commands, CallArguments? caller)
    {
        bool isFunction = caller is not null && commands.Functions.Any(f => f.Name == caller.Callee);
        _functions = commands.Functions;
        _shifts = commands.Shifts;
        _caller = caller;
        _own = isFunction ? null : caller;
        if (isFunction)
        {
            _arguments.Add(caller!.Callee, caller);
        }

        _isSource = mention.IsSource;
        _from = from;
        _isMake = role == FileRole.Make;
        _isPython = from.EndsWith(".py", StringComparison.Ordinal) || from.EndsWith(".py.in", StringComparison.Ordinal);
        _isBeside = mention.IsBeside(from);
        _isMacroText = role is FileRole.Macro or FileRole.ConfigureInput;
        _isConfigure = role == FileRole.ConfigureScript;
        _hasPatterns = BuildCommands.HasPatterns(from, role);
        _mention = mention;
    }

    /// <summary>The first command that may read the file, or null.</summary>
    public Evidence? Reads { get; private set; }

    /// <summary>The first command that runs, compiles or writes into build text what was read; null if none was
    /// seen.</summary>
    public Evidence? Runs { get; private set; }

    /// <summary>What is given to scripts, functions and programs that this text does not have: whether they are
    /// known, other texts tell.</summary>
    public IReadOnlyList<CallArguments> Calls => _calls;

    /// <summary>Follows a file in a text.</summary>
    /// <param name="from">The text's path.</param>
    /// <param name="commands">Its commands.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="mention">The file.</param>
    /// <param name="written">Names of files into which other texts write what it holds.</param>
    /// <param name="own">What other texts call it, or a function of it, with; null if only names count.</param>
    public static ContentFlow Of(
        string from, BuildCommands commands, FileRole role, FileMention mention,
        IReadOnlyCollection<string> written, CallArguments? own = null)
    {
        ContentFlow flow = new(from, role, mention, commands, own);
        flow._written.UnionWith(written);
        flow.Enter(flow._own);
        for (int round = 0, before = -1; round < MaxRounds && flow.Runs is null && flow.Known > before; round++)
        {
            before = flow.Known;
            foreach (IReadOnlyList<SimpleCommand> group in commands.Groups)
            {
                flow.Follow(group);
            }

            if (flow.Reads is null && written.Count == 0 && own is null)
            {
                break;
            }
        }

        return flow;
    }

    /// <summary>The files that what was read is written into and whose names are plain: another text may run
    /// them.</summary>
    public IEnumerable<string> Written => _written.Select(name => _caller?.WithCaller(name) ?? name)
        .Select(name => name[(name.LastIndexOf('/') + 1)..])
        .Where(name => name.Length >= MinName && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+'));

    private int Known => _written.Count + _values.Count + _named.Count + _texts + (_feedsLoop ? 1 : 0)
        + _arguments.Values.Sum(a => a.Files.Count + a.Values.Count + (a.IsFed ? 1 : 0));

    private void Follow(IReadOnlyList<SimpleCommand> group)
    {
        if (_isMake)
        {
            _values.Clear(); // variables of the shell end with the recipe
            _named.Clear();
            _programs.Clear();
        }

        ShellFunction? inside = null;
        int[] outputs = new int[group.Count + 1];
        bool isTop = _isBeside;
        for (int i = 0; i < group.Count && Runs is null; i++)
        {
            SimpleCommand command = group[i];
            ShellFunction? at = _functions.FirstOrDefault(f => f.Start <= i && i <= f.End);
            if (!ReferenceEquals(at, inside))
            {
                Enter(at is null ? _own : _arguments.GetValueOrDefault(at.Name));
                inside = at;
            }

            isTop |= command.Program == "cd" && command.Arguments.Any(IsAbove);
            bool output = Visit(command, isTop, command.Opened >= 0 && outputs[i] > outputs[command.Opened]);
            outputs[i + 1] = outputs[i] + (output ? 1 : 0);
        }

        if (inside is not null)
        {
            Enter(_own);
        }
    }

    // The arguments of a function are others than those of the script.
    private void Enter(CallArguments? arguments)
    {
        foreach (HashSet<string> names in (HashSet<string>[])[_named, _values, _programs])
        {
            names.RemoveWhere(CallArguments.IsPosition);
        }

        _function = arguments;
        _isFed = arguments?.IsFed == true;
        if (arguments is null)
        {
            return;
        }

        _named.UnionWith(_shifts ? CallArguments.Shifted(arguments.Files) : arguments.Files);
        _values.UnionWith(_shifts ? CallArguments.Shifted(arguments.Values) : arguments.Values);
        _programs.UnionWith(
            _named.Where(name => CallArguments.IsPosition(name) && (name is not ("@" or "*") || _named.Contains("1"))));
    }

    private static bool IsAbove(string word) => word.Contains("..", StringComparison.Ordinal)
        || word.Contains("srcdir", StringComparison.Ordinal);

    // Whether the command's output has content, and goes where that of its group goes.
    private bool Visit(SimpleCommand command, bool isBeside, bool closes)
    {
        bool isFed = (command.Before is { } before && _gives.Contains(before))
            || (_feedsLoop && command.Program == "read")
            || command.Documents.Any(_gives.Contains)
            || (_isFed && command is { Before: null, Parent: null, Reads.Count: 0, IsCall: false }
                && (command.Program == "read" || HarmlessUse.IsFollowed(command) || Obedience.IsInterpreter(command)));
        if ((_isUnpacked && RunsUnpacked(command))
            || (command.Program == "AC_SUBST_FILE" && command.Arguments.Any(_named.Contains)))
        {
            Runs = Show(command, "what is read of this file can be run");
            Reads ??= Runs;
            return false;
        }

        if (Each(command) is { } each)
        {
            return Visit(each, isBeside, closes: false);
        }

        bool isGiven = _given.Contains(command);
        if (!_isPython && !isFed && !isGiven && !closes && _written.Count == 0 && !_mentions.Contains(command)
            && !_mention.MayBeIn(command, _named, _values, _programs))
        {
            return false;
        }

        // To compile source text is what it is there for.
        if (_isSource && command.Words.Exists(Obedience.IsCompiler))
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

        _isUnpacked |= Unpacking.GivesNames(command);
        _feedsLoop |= reads && command.Opened >= 0 && command.Reads.Count > 0;
        if (reads)
        {
            Reads ??= Show(command, DataReaders.MayRead);
        }

        bool IsText(string word) => HasValue(word) || (isGiven && word.Contains("()", StringComparison.Ordinal));
        bool IsContent(string word) => IsFile(word) || IsWritten(word, command) || IsText(word)
            || (word == "$()" && _names.Contains(command));
        bool isProgram = !command.IsCall && command.ProgramAt < command.Words.Count
            && command.Words[command.ProgramAt].Split([' ', '\t'], 2)[0] is var first
            && ((_hasPatterns && _mention.IsProgram(first, command.Rule, mayBeBeside, _programs))
                || IsWritten(first, command)
                || HasValue(first) || (isGiven && first.Contains("$()", StringComparison.Ordinal)))
            && (command.ProgramAt + 1 == command.Words.Count
                || command.Words[command.ProgramAt + 1] is not ("=" or "+="));
        if (isProgram || GoesToMake(command)
            || Obedience.Is(command, isFed || closes || command.Reads.Exists(IsContent), IsContent, IsText))
        {
            Runs = Show(command, "what is read of this file can be run");
            return false;
        }

        if (_hasPatterns && !_isMacroText && !_isConfigure && !command.IsCall)
        {
            Call(command, isFed, word => IsFile(word) || IsWritten(word, command), IsText);
        }

        return Output(command, isFed || closes);
    }

    // A script or a function that is given the file gets it by its arguments, its environment or its input.
    private void Call(SimpleCommand command, bool isFed, Func<string, bool> isFile, Func<string, bool> isText)
    {
        int at = command.ProgramAt;
        if (Obedience.IsInterpreter(command))
        {
            at = Obedience.ScriptAt(command);
        }

        if (at < 0 || at >= command.Words.Count || SimpleCommand.Plain(command.Words[at]) is not { Length: > 0 } name
            || (name is "make" or "gmake" or "MAKE" && !command.Words.Exists(word => isText(word)))
            || HarmlessUse.IsFollowed(command))
        {
            return;
        }

        bool isOwn = _functions.Any(f => f.Name == name);
        CallArguments call = isOwn && _arguments.TryGetValue(name, out CallArguments? known) ? known
            : new(name, Show(command, "it is given this file, and nothing says what it does with it"))
            {
                Words = [.. command.Words.Skip(at + 1)],
                IsFed = isFed || command.Reads.Exists(word => isFile(word)),
            };
        for (int i = at + 1; i < command.Words.Count; i++)
        {
            string word = command.Words[i];
            (isText(word) ? call.Values : isFile(word) ? call.Files : []).UnionWith(CallArguments.At(i - at));
        }

        foreach (string word in command.Words.Take(command.ProgramAt).Where(SimpleCommand.IsAssignment))
        {
            (isText(word) ? call.Values : isFile(word) ? call.Files : []).Add(SimpleCommand.Assigned(word)!);
        }

        if (isOwn)
        {
            _arguments.TryAdd(name, call);
        }
        else if (call.IsAny && _calls.Count < MaxNames
            && !_calls.Exists(c => c.By.Line == call.By.Line && c.Callee == name))
        {
            _calls.Add(call);
        }
    }

    // find -exec and xargs run a command for each name that is found or listed.
    private SimpleCommand? Each(SimpleCommand command)
    {
        bool isFind = command.Program == "find" && _hasPatterns;
        int start = isFind ? command.Words.FindIndex(word => word is "-exec" or "-execdir" or "-ok" or "-okdir")
            : command.Program is "xargs" or "XARGS" && command.Before is { } before && _lists.Contains(before)
                ? command.ProgramAt : -1;
        bool isFound = isFind && _mention.IsFoundBy(command);
        if (isFound && command.IsPiped)
        {
            _lists.Add(command);
        }

        if (start < 0 || (isFind && !isFound))
        {
            return null;
        }

        SimpleCommand each = new() { Line = command.Line, IsPiped = command.IsPiped, Parent = command.Parent };
        each.Words.AddRange(command.Words.Skip(start + 1).SkipWhile(word => !isFind && word[0] == '-')
            .TakeWhile(word => !isFind || word is not (";" or "+")).Where(word => word != "{}"));
        each.Words.Add(_mention.Path);
        return each;
    }

    // What comes out of an archive has names that the archive gives: a script that is no text of the release.
    private bool RunsUnpacked(SimpleCommand command)
    {
        int at = command.IsCall || !Obedience.IsInterpreter(command) ? -1 : Obedience.ScriptAt(command);
        string name = at < 0 ? "" : command.Words[at][(command.Words[at].LastIndexOf('/') + 1)..];
        return name.Length > 0 && name.All(c => FileMention.IsNamePart(c) || c == '.')
            && !_mention.IsText(name) && !_mention.IsText(name + ".in");
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
        if (passes && command.IsPiped)
        {
            _lists.Add(command);
        }

        if (passes && command.Parent is { } parent)
        {
            _mentions.Add(parent);
            if (command.Program is not ("dirname" or "basename" or "notdir" or "cygpath" or "CYGPATH_W"))
            {
                _names.Add(parent);
            }
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

        if (command.Program is "mapfile" or "readarray")
        {
            _values.UnionWith(command.Arguments.TakeLast(1));
        }

        if (command.Program == "set")
        {
            _values.UnionWith(CallArguments.At(1));
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
            to.AddRange(words[i - 1] is "-o" or "--output" or "-out" || command.Program == "tee" ? [words[i]]
                : s_outputs.FirstOrDefault(o => words[i].StartsWith(o, StringComparison.Ordinal)) is string option
                    && words[i].Length > option.Length ? [words[i][option.Length..]]
                : []);
        }

        to.AddRange(WrittenBy(command));
        foreach (string word in to)
        {
            IEnumerable<string> targets = word.Contains("$@", StringComparison.Ordinal) && command.Rule is { } rule
                ? rule.Targets.Select(t => word.Replace("$@", t, StringComparison.Ordinal)) : [word];
            foreach (string target in targets.SelectMany(t => t.Split(' ')).Where(t => t.Length > 0
                && _written.Count < MaxNames && !t.StartsWith("/dev/", StringComparison.Ordinal)))
            {
                _written.Add(_function is { } own ? own.WithCaller(target) : target);
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

    // xz -d x.xz writes x, sed -n 'w x' too; AC_CONFIG_FILES([a:b:c]) writes a.
    private IEnumerable<string> WrittenBy(SimpleCommand command)
    {
        int dot = _mention.Name.LastIndexOf('.');
        bool isUnpacked = dot > 2 && Unpacking.TakesEnding(command);
        return isUnpacked ? [_mention.Name[..dot]]
            : command.Program is "sed" or "SED" or "gsed"
                ? command.Arguments.Select(word => Writes().Match(word).Groups["name"].Value).Where(n => n.Length > 0)
            : command.Words.Exists(word => word is "AC_CONFIG_FILES" or "AC_CONFIG_LINKS")
                ? command.Words.Where(word => word.Contains(':', StringComparison.Ordinal))
                    .Select(word => word[..word.IndexOf(':', StringComparison.Ordinal)].Trim('[', ']'))
            : [];
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

    // The command w of sed, and the flag w.
    [GeneratedRegex(
        "(^|[;{}/0-9$ ])w (?<name>[A-Za-z][A-Za-z0-9_./-]*)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Writes();
}
