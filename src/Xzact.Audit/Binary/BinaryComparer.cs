using System.Globalization;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Binary;

/// <summary>Says in what two sets of binaries differ, in the order of what a difference can add.</summary>
internal static class BinaryComparer
{
    private const int MaxListed = 200;

    /// <summary>Compares.</summary>
    /// <param name="before">The older side.</param>
    /// <param name="after">The newer side.</param>
    /// <param name="other">What the older side is called.</param>
    /// <param name="isSameSource">Whether both are said to be made of one source.</param>
    public static BinaryComparison Compare(
        IReadOnlyList<InspectedBinary> before, IReadOnlyList<InspectedBinary> after, string other, bool isSameSource)
    {
        List<BinaryDifference> differences = [];
        int equal = 0;
        List<InspectedBinary> left = [.. before];
        List<(InspectedBinary Old, InspectedBinary New)> pairs = [];
        List<InspectedBinary> added = [.. after];

        // By path; then by what others call it; then by name without numbers; and two single files are a pair.
        Pair(b => b.Object.Path);
        Pair(b => b.Object.SharedName ?? "");
        Pair(b => WithoutNumbers(b.Object.Path));
        if (before.Count == 1 && after.Count == 1)
        {
            Pair(_ => "only");
        }

        differences.AddRange(added.Select(b => new BinaryDifference(
            BinaryAspect.File, b.Object.Path, "It is only in the newer side.", [b.Object.Format], [])));
        differences.AddRange(left.Select(b => new BinaryDifference(
            BinaryAspect.File, b.Object.Path, "It is only in the older side.", [], [b.Object.Format])));
        foreach ((InspectedBinary old, InspectedBinary made) in pairs)
        {
            if (old.Content!.Digest == made.Content!.Digest)
            {
                equal++;
            }
            else
            {
                differences.AddRange(Of(old, made));
            }
        }

        return new(other, isSameSource, pairs.Count, equal,
            [.. differences.OrderByDescending(d => d is { IsFirstOfKind: true, Aspect: BinaryAspect.Resolver })
                .ThenBy(d => d.Aspect).ThenBy(d => d.Path, StringComparer.Ordinal)]);

        void Pair(Func<InspectedBinary, string> keyOf)
        {
            Dictionary<string, InspectedBinary> byKey = left.GroupBy(keyOf)
                .Where(g => g.Count() == 1 && g.Key.Length > 0)
                .ToDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
            foreach (IGrouping<string, InspectedBinary> same in added.GroupBy(keyOf).ToArray())
            {
                if (same.Count() == 1 && byKey.TryGetValue(same.Key, out InspectedBinary? old))
                {
                    pairs.Add((old, same.Single()));
                    left.Remove(old);
                    added.Remove(same.Single());
                }
            }
        }
    }

    private static IEnumerable<BinaryDifference> Of(InspectedBinary old, InspectedBinary made)
    {
        (BinaryObject was, BinaryObject now) = (old.Object, made.Object);
        (BinaryContents before, BinaryContents after) = (old.Content!, made.Content!);
        if (was.Resolvers.Count != now.Resolvers.Count
            || !was.Resolvers.Select(Named).Order().SequenceEqual(now.Resolvers.Select(Named).Order()))
        {
            BinaryDifference difference = Sets(
                BinaryAspect.Resolver, $"Resolvers: {was.Resolvers.Count:N0} before, {now.Resolvers.Count:N0} now.",
                was.Resolvers.Select(Described), now.Resolvers.Select(Described));
            if (difference.Added.Count + difference.Removed.Count > 0)
            {
                yield return difference with { IsFirstOfKind = was.Resolvers.Count == 0 };
            }
        }

        if (was.Constructors != now.Constructors)
        {
            yield return new(
                BinaryAspect.Constructor, now.Path,
                $"Functions that run before the program: {was.Constructors:N0} before, {now.Constructors:N0} now.",
                now.Constructors > was.Constructors ? [Number(now.Constructors - was.Constructors)] : [],
                now.Constructors < was.Constructors ? [Number(was.Constructors - now.Constructors)] : []);
        }

        if (was.Hardening is { } h && now.Hardening is { } n && h != n)
        {
            yield return Sets(BinaryAspect.Hardening, "It is protected otherwise.", Protections(h), Protections(n));
        }

        BinaryDifference[] sets =
        [
            Sets(BinaryAspect.Oddity, "What is out of place.", was.Oddities.Select(o => o.What),
                now.Oddities.Select(o => o.What)),
            Sets(BinaryAspect.Needed, "Libraries that it asks for.", was.Needed, now.Needed),
            Sets(BinaryAspect.Import, "Functions of others that it uses.", before.Imports, after.Imports),
            Sets(BinaryAspect.Export, "What others can use of it.", before.Exports.Keys, after.Exports.Keys),
            Sets(
                BinaryAspect.Symbol, "Functions and variables that others cannot use.",
                before.Symbols.Keys, after.Symbols.Keys),
            Sets(BinaryAspect.Version, "Versions of symbols.", before.Versions, after.Versions),
            Sets(BinaryAspect.Section, "Sections.", before.Sections.Keys, after.Sections.Keys),
        ];
        foreach (BinaryDifference difference in sets.Where(s => s.Added.Count + s.Removed.Count > 0))
        {
            yield return difference;
        }

        string[] code = [.. after.Sections.Where(s => s.Value.IsCode
                && before.Sections.TryGetValue(s.Key, out SectionContent? same) && same.Digest != s.Value.Digest)
            .Select(s => string.Create(CultureInfo.InvariantCulture,
                $"{s.Key}: {before.Sections[s.Key].Length:N0} bytes before, {s.Value.Length:N0} now"))];
        if (code.Length > 0)
        {
            yield return new(BinaryAspect.Code, now.Path, "Code differs.", code, []);
        }

        BinaryDifference texts = Sets(BinaryAspect.Text, "Text in its data.", before.Texts, after.Texts);
        if (texts.Added.Count + texts.Removed.Count > 0)
        {
            yield return texts;
        }

        BinaryDifference Sets(
            BinaryAspect aspect, string what, IEnumerable<string> wasThere, IEnumerable<string> isThere)
        {
            HashSet<string> one = new(wasThere, StringComparer.Ordinal);
            HashSet<string> two = new(isThere, StringComparer.Ordinal);
            string[] more = [.. two.Except(one).Order(StringComparer.Ordinal)];
            string[] fewer = [.. one.Except(two).Order(StringComparer.Ordinal)];
            string count = string.Create(CultureInfo.InvariantCulture,
                $"{what} New: {more.Length:N0}, gone: {fewer.Length:N0}.");
            return new(aspect, now.Path, count, [.. more.Take(MaxListed)], [.. fewer.Take(MaxListed)])
            {
                IsFirstOfKind = one.Count == 0,
            };
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Named(BinaryResolver resolver) =>
        resolver.Name.StartsWith("0x", StringComparison.Ordinal) ? "" : resolver.Name;

    // Without addresses, which move from build to build.
    private static string Described(BinaryResolver r) => (Named(r) is { Length: > 0 } name ? name : "without a name")
        + $": {Counted.Of(r.Functions, "function")}, {Counted.Of(r.Loops, "loop")}, "
        + $"{Counted.Of(r.Writes.Count + r.OpenWrites, "write")}, "
        + $"{Counted.Of(r.Calls.Count + r.OpenCalls, "call")} out of it";

    private static IEnumerable<string> Protections(BinaryHardening hardening)
    {
        yield return $"RELRO {hardening.Relro.ToString().ToLowerInvariant()}";
        yield return hardening.BindsNow ? "binds all symbols while loading" : "binds symbols when they are used";
        yield return hardening.IsPositionIndependent ? "can be loaded anywhere" : "is loaded at a fixed address";
        yield return hardening.HasStackProtector ? "checks its stack" : "does not check its stack";
    }

    private static string WithoutNumbers(string path) =>
        string.Concat(Path.GetFileName(path).Where(c => !char.IsAsciiDigit(c) && c is not ('.' or '-')));
}
