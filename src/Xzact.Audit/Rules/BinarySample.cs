using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules;

/// <summary>
/// Facts about binaries that a rule must or must not match. The format is <c>key: value</c> lines. <c>expect</c> comes
/// first; then <c>object</c> with a path, and about it <c>soname</c>, <c>resolver</c>, <c>oddity</c> and <c>fault</c>;
/// <c>compare</c> with a name and <c>difference</c>; <c>daemon</c> with a path and <c>library</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">The binaries.</param>
/// <param name="Expected">The severity that the rule must give; null if it must not match.</param>
internal sealed record BinarySample(string Name, BinarySummary Summary, Severity? Expected)
    : IRuleSample
{
    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<BinarySample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown.</exception>
    internal static BinarySample Parse(string name, string text)
    {
        string? expect = null;
        List<BinaryObject> objects = [];
        BinaryComparison? comparison = null;
        BinaryClosure? closure = null;
        foreach (string line in text.Split('\n').Where(l => l.Trim().Length > 0 && l[0] != '#'))
        {
            string[] pair = line.Split(':', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : throw new FormatException($"{name}: no key in '{line}'.");
            switch (pair[0])
            {
                case "expect":
                    expect = value;
                    break;
                case "object":
                    objects.Add(new(value, 1, "ELF64 x86-64, shared library"));
                    break;
                case "soname":
                    objects[^1] = objects[^1] with { SharedName = value };
                    break;
                case "resolver":
                    objects[^1] = objects[^1] with { Resolvers = [.. objects[^1].Resolvers, Resolver(name, value)] };
                    break;
                case "oddity":
                    (BinaryOddityKind kind, string what) = Word<BinaryOddityKind>(value);
                    objects[^1] = objects[^1] with { Oddities = [.. objects[^1].Oddities, new(kind, what, [])] };
                    break;
                case "fault":
                    objects[^1] = objects[^1] with { Faults = [.. objects[^1].Faults, new(value)] };
                    break;
                case "compare":
                    bool isSame = value.EndsWith(" same source", StringComparison.Ordinal);
                    comparison = new(value, isSame, 1, 0, []);
                    break;
                case "difference":
                    comparison = comparison! with { Differences = [.. comparison.Differences, Difference(value)] };
                    break;
                case "daemon":
                    closure = new(value, []);
                    break;
                case "library":
                    closure = closure! with { Libraries = [.. closure.Libraries, Library(closure.Program, value)] };
                    break;
                default:
                    throw new FormatException($"{name} has the unknown key '{pair[0]}'.");
            }
        }

        return new(
            name, new(objects, objects.Count) { Comparison = comparison, Closure = closure },
            expect switch
            {
                null => throw new FormatException($"{name} lacks 'expect'."),
                "nothing" => null,
                _ => Enum.Parse<Severity>(expect),
            });
    }

    private static (T Kind, string Text) Word<T>(string value)
        where T : struct, Enum
    {
        string[] words = value.Split(' ', 2);
        return (Enum.Parse<T>(words[0]), words.Length > 1 ? words[1] : "");
    }

    // "NAME loops=1 writes=counter,other"
    private static BinaryResolver Resolver(string sample, string value)
    {
        string[] words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        BinaryResolver resolver = new(words[0], 0x1000) { Instructions = 10, Functions = 1 };
        foreach (string[] pair in words.Skip(1).Select(w => w.Split('=', 2)))
        {
            string[] names = pair[1].Split(',');
            int Count() => int.Parse(pair[1], CultureInfo.InvariantCulture);
            resolver = pair[0] switch
            {
                "instructions" => resolver with { Instructions = Count() },
                "functions" => resolver with { Functions = Count() },
                "cpuid" => resolver with { AsksProcessor = true },
                "calls" => resolver with { Calls = names },
                "open-calls" => resolver with { OpenCalls = Count() },
                "writes" => resolver with { Writes = names },
                "open-writes" => resolver with { OpenWrites = Count() },
                "loops" => resolver with { Loops = Count() },
                "hidden-steps" => resolver with { HiddenSteps = Count() },
                "system-calls" => resolver with { SystemCalls = Count() },
                _ => throw new FormatException($"{sample}: a resolver has no '{pair[0]}'."),
            };
        }

        return resolver;
    }

    // "Aspect first usr/lib/x.so +a,b"; instead of "first" the bearing may stand
    private static BinaryDifference Difference(string value)
    {
        string[] words = value.Split(' ');
        bool isFirst = words[1] == "first";
        bool hasBearing = Enum.TryParse(words[1], out BinaryBearing bearing);
        string[] rest = words[(isFirst || hasBearing ? 2 : 1)..];
        return new(
            Enum.Parse<BinaryAspect>(words[0]), rest[0], words[0],
            [.. rest.Skip(1).Where(w => w[0] == '+').SelectMany(w => w[1..].Split(','))],
            [.. rest.Skip(1).Where(w => w[0] == '-').SelectMany(w => w[1..].Split(','))])
        {
            IsFirstOfKind = isFirst,
            Bearing = bearing,
        };
    }

    // "NAME by A,B resolvers=2": who asks for it, after the program.
    private static ClosureLibrary Library(string program, string value)
    {
        string[] words = value.Split(' ');
        string[] chain = words.Length > 2 && words[1] == "by" ? words[2].Split(',') : [];
        int resolvers = words[^1].StartsWith("resolvers=", StringComparison.Ordinal)
            ? int.Parse(words[^1]["resolvers=".Length..], CultureInfo.InvariantCulture) : 0;
        return new(words[0], $"lib/{words[0]}", [program, .. chain], chain.Length == 0, resolvers);
    }
}
