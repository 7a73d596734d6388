using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>Which of the installed tools run: those of the version that the archive's own files name, or the
/// nearest.</summary>
/// <param name="Tools">Every tool with the version that files claim and the version that runs.</param>
/// <param name="Environment">What makes the build system take them.</param>
internal sealed record ToolChoice(
    IReadOnlyList<RegenerationTool> Tools, IReadOnlyDictionary<string, string> Environment)
{
    // The tool, the word by which files name it (GeneratedClaim), and its program.
    private static readonly (string Name, string Claim, string Program)[] s_tools =
    [
        ("autoconf", "GNU Autoconf", "autoconf"), ("automake", "automake", "automake"),
        ("libtool", "libtoolize", "libtoolize"), ("gettext", "gettext", "autopoint"), ("bison", "GNU Bison", "bison"),
        ("flex", "flex", "flex"), ("gperf", "gperf", "gperf"), ("help2man", "help2man", "help2man"),
        ("texinfo", "makeinfo", "makeinfo"), ("gengetopt", "gengetopt", "gengetopt"),
    ];

    // Distributions install several releases of these two side by side: autoconf2.69, automake-1.16.
    private static readonly (string Tool, (string Variable, string Program)[] Family)[] s_families =
    [
        ("autoconf", [("AUTOCONF", "autoconf"), ("AUTOHEADER", "autoheader"), ("AUTOM4TE", "autom4te"),
            ("AUTORECONF", "autoreconf"), ("AUTOUPDATE", "autoupdate")]),
        ("automake", [("AUTOMAKE", "automake"), ("ACLOCAL", "aclocal")]),
    ];

    /// <summary>Chooses.</summary>
    /// <param name="claims">What files of the archive say of their maker, such as "GNU Autoconf 2.71".</param>
    /// <param name="versions">The installed programs with the first line that each prints about its version.</param>
    public static ToolChoice Of(IEnumerable<string> claims, IReadOnlyDictionary<string, string> versions)
    {
        string[] all = [.. claims];
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        List<RegenerationTool> tools = [];
        foreach ((string name, string claim, string program) in s_tools)
        {
            string? claimed = Claimed(all, claim);
            string[] installed = [.. versions.Keys.Where(p => IsRelease(p, program))];
            string? chosen = installed.OrderBy(p => Distance(VersionIn(versions[p]), claimed, p == program))
                .ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault();
            tools.Add(new(name, claimed, chosen is null ? null : VersionIn(versions[chosen])));
            if (chosen is not null && chosen != program)
            {
                string suffix = chosen[program.Length..];
                foreach ((string variable, string member) in s_families.First(f => f.Tool == name).Family)
                {
                    environment[variable] = member + suffix;
                }
            }
        }

        return new(tools, environment);
    }

    /// <summary>The programs whose version matters, as they are installed here.</summary>
    /// <param name="searchPath">Where they are looked for, as in PATH.</param>
    public static IReadOnlyList<string> Programs(string searchPath)
    {
        IEnumerable<string> files = searchPath.Split(':').Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles).Select(file => Path.GetFileName(file));
        return
        [
            .. files.Where(file => s_tools.Any(tool => IsRelease(file, tool.Program)))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The version at the end of "autoconf (GNU Autoconf) 2.71"; null if there is none.</summary>
    internal static string? VersionIn(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .LastOrDefault(word => char.IsAsciiDigit(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.'));

    // The program itself, or for those with families one with a version behind its name.
    private static bool IsRelease(string file, string program) => file == program
        || (file.StartsWith(program, StringComparison.Ordinal) && s_families.Any(f => f.Tool == program)
            && file[program.Length..].TrimStart('-') is { Length: > 0 } suffix
            && suffix.All(c => char.IsAsciiDigit(c) || c == '.'));

    // What most files say; the claim is the archive's, and only chooses among what is installed.
    private static string? Claimed(string[] claims, string tool) => claims
        .Where(claim => claim.StartsWith(tool + " ", StringComparison.Ordinal))
        .Select(claim => claim[(tool.Length + 1)..])
        .GroupBy(version => version, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    // Exact, then the least newer, then the least older; the usual program where nothing is claimed or versions tie.
    private static (int, long, int) Distance(string? version, string? claimed, bool isUsual)
    {
        int second = isUsual ? 0 : 1;
        if (claimed is null || version is null)
        {
            return (version is null ? 3 : 0, second, second);
        }

        long difference = Number(version) - Number(claimed);
        return version == claimed ? (0, 0, second)
            : difference >= 0 ? (1, difference, second)
            : (2, -difference, second);
    }

    private static long Number(string version)
    {
        long number = 0;
        string[] parts = version.Split('.');
        for (int i = 0; i < 4; i++)
        {
            string digits = i < parts.Length ? new([.. parts[i].TakeWhile(char.IsAsciiDigit)]) : "";
            number = (number * 10_000)
                + (int.TryParse(digits, CultureInfo.InvariantCulture, out int n) ? Math.Min(n, 9_999) : 0);
        }

        return number;
    }
}
