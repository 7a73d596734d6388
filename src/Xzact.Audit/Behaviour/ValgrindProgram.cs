using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Behaviour;

/// <summary>valgrind(1) as it is installed, and what is asked of it.</summary>
internal sealed class ValgrindProgram
{
    private const int MaxFiles = 64;
    private const long MaxFileBytes = 256L << 20;
    private const int MaxSaid = 300;

    private readonly string[] _words;
    private readonly string _folder;

    private ValgrindProgram(string path, string name, string[] steady, string folder)
    {
        _words = [.. steady, path];
        (Name, IsSteady, _folder) = (name, steady.Length > 0, folder);
    }

    /// <summary>Its name and version.</summary>
    public string Name { get; }

    /// <summary>Whether addresses are the same in each run.</summary>
    public bool IsSteady { get; }

    /// <summary>Finds it, and setarch(1), which keeps addresses the same.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="folder">An empty folder for what it writes.</param>
    /// <exception cref="MeasureException">It is not installed, or does not run.</exception>
    public static ValgrindProgram Find(BehaviourRequest request, string folder)
    {
        string path = request.FindTool("valgrind") ?? throw new MeasureException(
            "valgrind is not installed; the distribution's package valgrind has it");
        Dictionary<string, string> empty = new() { ["PATH"] = Sandbox.SandboxTools.SearchPath };
        if (MeasuredProcess.Run([path, "--version"], empty, request).ExitCode != 0)
        {
            throw new MeasureException($"{path} --version does not run");
        }

        string? steady = request.FindTool("setarch");
        bool isAllowed = steady is not null
            && MeasuredProcess.Run([steady, "-R", path, "--version"], empty, request).ExitCode == 0;
        return new(path, "valgrind", isAllowed ? [steady!, "-R"] : [], folder);
    }

    /// <summary>Counts the instructions of one run, its processes together.</summary>
    /// <exception cref="MeasureException">It could not be counted.</exception>
    public CallgrindReader Count(MeasuredSide side, IReadOnlyDictionary<string, string>? more = null)
    {
        CallgrindReader reader = new(side.Names);
        ForEachFile(
            side, more,
            ["--tool=callgrind", "--dump-line=no", "--compress-strings=no", "--compress-pos=no",
             $"--callgrind-out-file={_folder}/out.%p"],
            file =>
            {
                using StreamReader text = new(file);
                reader.Read(text);
            });
        return reader;
    }

    /// <summary>Looks for errors in the use of memory.</summary>
    /// <exception cref="MeasureException">It could not be looked for.</exception>
    public IReadOnlyDictionary<(string Kind, string Stack), long> Check(MeasuredSide side)
    {
        Dictionary<(string, string), long> all = [];
        ForEachFile(
            side, null,
            ["--tool=memcheck", "--leak-check=full", "--show-leak-kinds=definite", "--xml=yes",
             $"--xml-file={_folder}/out.%p"],
            file =>
            {
                foreach (((string, string) key, long count) in MemcheckReader.Read(file, side.Names))
                {
                    all[key] = all.GetValueOrDefault(key) + count;
                }
            });
        return all;
    }

    private void ForEachFile(
        MeasuredSide side, IReadOnlyDictionary<string, string>? more, string[] options, Action<Stream> read)
    {
        foreach (string old in Directory.EnumerateFiles(_folder))
        {
            File.Delete(old);
        }

        MeasuredRun run = side.Run([.. _words, "-q", "--trace-children=yes", .. options, "--"], more);
        string[] files = [.. Directory.EnumerateFiles(_folder, "out.*").Order(StringComparer.Ordinal)];
        if (files.Length is 0 or > MaxFiles)
        {
            string said = run.Errors.Trim().ReplaceLineEndings(" ");
            throw new MeasureException(files.Length == 0
                ? $"{side.Name}: valgrind ended with exit code {run.ExitCode} and wrote nothing"
                    + (said.Length > 0 ? $"; it said: {said[..Math.Min(said.Length, MaxSaid)]}" : "")
                : $"{side.Name}: more than {MaxFiles} processes were started");
        }

        foreach (string file in files)
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxFileBytes)
            {
                throw new MeasureException($"{side.Name}: valgrind wrote more than {MaxFileBytes:N0} bytes");
            }

            read(stream);
        }
    }

    /// <summary>Compares the functions of both sides, the largest difference first.</summary>
    public static IReadOnlyList<FunctionCost> Compare(CallgrindReader baseline, CallgrindReader candidate) =>
    [
        .. baseline.Functions.Keys.Union(candidate.Functions.Keys).Select(key =>
            {
                FunctionInstructions before = baseline.Functions.GetValueOrDefault(key);
                FunctionInstructions after = candidate.Functions.GetValueOrDefault(key);
                return new FunctionCost(key.Object, key.Function, before.Self, after.Self)
                {
                    BaselineInclusive = Math.Min(before.Inclusive, baseline.Total),
                    CandidateInclusive = Math.Min(after.Inclusive, candidate.Total),
                };
            })
            .OrderByDescending(f => Math.Abs(f.Added)).ThenByDescending(f => f.Candidate)
            .ThenBy(f => f.Object, StringComparer.Ordinal).ThenBy(f => f.Function, StringComparer.Ordinal),
    ];
}
