using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.People;

/// <summary>How much a content holds of one kind of check.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="For">Lines that are or switch on a check.</param>
/// <param name="Against">Lines that switch one off or let it fail without consequence.</param>
/// <param name="Around">A digest of those lines and what stands near them; 0 if there are none.</param>
internal readonly record struct CheckCount(CheckKind Kind, int For, int Against, ulong Around);

/// <summary>Which files are checks or hold some, and how much of them: by words, not by meaning.</summary>
internal static class CheckLines
{
    // How far a change may be from a line about a check and still be next to it.
    private const int Near = 8;

    private static readonly string[] s_integrationFiles =
    [
        ".travis.yml", ".gitlab-ci.yml", ".cirrus.yml", "appveyor.yml", ".appveyor.yml", "azure-pipelines.yml",
        "jenkinsfile", ".drone.yml", ".builds.yml",
    ];

    private static readonly string[] s_integrationFolders =
        [".github/workflows/", ".circleci/", ".builds/", ".gitlab/", ".semaphore/"];

    private static readonly string[] s_buildFiles =
    [
        "configure.ac", "configure.in", "cmakelists.txt", "meson.build", "meson_options.txt", "makefile",
        "makefile.am", "gnumakefile", "wscript", "sconstruct",
    ];

    private static readonly string[] s_buildEndings = [".cmake", ".m4", ".mk"];
    private static readonly string[] s_confinementWords = ["sandbox", "seccomp", "landlock", "pledge", "capsicum"];

    private static readonly Dictionary<CheckKind, (SearchValues<string> For, SearchValues<string> Against)> s_words =
        new()
        {
            [CheckKind.Integration] = (
                Words("sanitize", "valgrind", "codeql", "coverity", "scorecard", "scan-build", "cppcheck",
                    "make check"),
                Words("continue-on-error: true", "allow_failure", "|| true", "if: false", "-w error=no")),
            [CheckKind.Fuzzing] = (
                Words("-fsanitize", "fuzz", "sanitizer"),
                Words("-fno-sanitize", "no_sanitize", "--disable-fuzz")),
            [CheckKind.Sandbox] = (
                Words("landlock", "seccomp", "pledge", "capsicum", "cap_enter", "unveil", "sandbox"),
                Words("--disable-sandbox", "no_sandbox", "sandbox=no", "without-seccomp")),
            [CheckKind.Warnings] = (
                Words("-Wall", "-Wextra", "-Werror", "-Wformat", "_FORTIFY_SOURCE", "-fstack-protector", "-z,relro",
                    "-z,now", "-fcf-protection"),
                Words("-Wno-", "-fno-stack-protector", "-U_FORTIFY_SOURCE", "-Wl,-z,norelro")),
        };

    /// <summary>The kinds of checks that a file can hold by its path; empty for most.</summary>
    public static IReadOnlyList<CheckKind> KindsOf(string path)
    {
        string lower = path.ToLowerInvariant();
        string name = lower[(lower.LastIndexOf('/') + 1)..];
        if (name is "security" or "security.md" or "security.txt" or "security.rst")
        {
            return [CheckKind.SecurityPolicy];
        }

        List<CheckKind> kinds = [];
        bool isBuild = s_buildFiles.Contains(name)
            || s_buildEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
        bool isScript = isBuild || name.EndsWith(".sh", StringComparison.Ordinal)
            || name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal);
        if (s_integrationFiles.Contains(name)
            || s_integrationFolders.Any(folder => lower.StartsWith(folder, StringComparison.Ordinal)))
        {
            kinds.AddRange([CheckKind.Integration, CheckKind.Fuzzing, CheckKind.Warnings]);
        }

        if (lower.Contains("fuzz", StringComparison.Ordinal) && isScript && !kinds.Contains(CheckKind.Fuzzing))
        {
            kinds.Add(CheckKind.Fuzzing);
        }

        if (isBuild)
        {
            kinds.Add(CheckKind.Warnings);
        }

        // Makefiles list names of sources, and one called seccomp.c is no check.
        bool isMake = name.StartsWith("makefile", StringComparison.Ordinal) || name is "gnumakefile"
            || name.EndsWith(".mk", StringComparison.Ordinal);
        if (isBuild && !isMake)
        {
            kinds.Add(CheckKind.Sandbox);
        }
        else if (s_confinementWords.Any(word => name.Contains(word, StringComparison.Ordinal)))
        {
            kinds.Add(CheckKind.Sandbox);
        }

        return [.. kinds.Distinct().Order()];
    }

    /// <summary>Whether a file is itself a check of a kind, so that to delete it is to lose one.</summary>
    public static bool IsCheckItself(string path, CheckKind kind)
    {
        string name = path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return kind switch
        {
            CheckKind.Integration or CheckKind.SecurityPolicy => true,
            CheckKind.Fuzzing => path.Contains("fuzz", StringComparison.OrdinalIgnoreCase),
            CheckKind.Sandbox => s_confinementWords.Any(word => name.Contains(word, StringComparison.Ordinal)),
            _ => false,
        };
    }

    /// <summary>Counts what a content holds of each kind.</summary>
    public static IReadOnlyList<CheckCount> Count(ReadOnlySpan<byte> content, IReadOnlyList<CheckKind> kinds)
    {
        string[] lines = Encoding.Latin1.GetString(content).Split('\n');
        return [.. kinds.Select(kind => Count(lines, kind))];
    }

    /// <summary>The lines that are counted for or against a kind of check, from 1, and their text.</summary>
    public static IReadOnlyList<(int Line, string Text)> Lines(
        ReadOnlySpan<byte> content, CheckKind kind, bool isAgainst)
    {
        string[] lines = Encoding.Latin1.GetString(content).Split('\n');
        return [.. Enumerable.Range(0, lines.Length).Where(i => IsOf(lines[i], kind, isAgainst))
            .Select(i => (i + 1, lines[i].Trim()))];
    }

    /// <summary>The lines near those of a kind of check, from 1, and their text.</summary>
    public static IReadOnlyList<(int Line, string Text)> LinesAround(ReadOnlySpan<byte> content, CheckKind kind)
    {
        string[] lines = Encoding.Latin1.GetString(content).Split('\n');
        int[] checks = [.. Enumerable.Range(0, lines.Length)
            .Where(i => IsOf(lines[i], kind, isAgainst: false) || IsOf(lines[i], kind, isAgainst: true))];
        return [.. checks.SelectMany(i => Enumerable.Range(i - Near, (2 * Near) + 1)).Distinct().Order()
            .Where(i => i >= 0 && i < lines.Length).Select(i => (i + 1, lines[i].Trim()))];
    }

    // "--disable-fuzz" names a check and is none.
    private static bool IsOf(string line, CheckKind kind, bool isAgainst)
    {
        if (!s_words.TryGetValue(kind, out (SearchValues<string> For, SearchValues<string> Against) words))
        {
            return !isAgainst && line.Trim().Length > 0;
        }

        bool isBad = line.AsSpan().ContainsAny(words.Against);
        return isAgainst ? isBad : !isBad && line.AsSpan().ContainsAny(words.For);
    }

    private static CheckCount Count(string[] lines, CheckKind kind)
    {
        if (kind == CheckKind.SecurityPolicy)
        {
            return new(kind, lines.Count(line => line.Trim().Length > 0), 0, 0);
        }

        (int count, int against) = (0, 0);
        using IncrementalHash around = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int hashed = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            if (IsOf(lines[i], kind, isAgainst: true))
            {
                against++;
            }
            else if (IsOf(lines[i], kind, isAgainst: false))
            {
                count++;
            }
            else
            {
                continue;
            }

            for (int near = Math.Max(hashed + 1, i - Near); near <= Math.Min(i + Near, lines.Length - 1); near++)
            {
                around.AppendData(Encoding.Latin1.GetBytes(lines[near].Trim()));
                around.AppendData("\n"u8);
                hashed = near;
            }
        }

        return new(
            kind, count, against, hashed < 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(around.GetHashAndReset()));
    }

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
