using System.Globalization;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Binary;

/// <summary>In what one binary differs from an older one.</summary>
/// <param name="old">The older.</param>
/// <param name="made">The newer.</param>
/// <param name="isSameSource">Whether both are said to be made of one source: then data is compared too.</param>
internal sealed class PairComparison(InspectedBinary old, InspectedBinary made, bool isSameSource)
{
    private const int MaxListed = 200;

    private readonly (BinaryObject Object, BinaryContents Content) _was = (old.Object, old.Content!);
    private readonly (BinaryObject Object, BinaryContents Content) _now = (made.Object, made.Content!);

    // Names that one side lacks because it was stripped are no difference.
    private bool HasNames => _was.Content.HasSymbolTable == _now.Content.HasSymbolTable;

    private bool HasSameCode => _now.Content.Sections.Where(s => s.Value.IsCode).All(s =>
            _was.Content.Sections.TryGetValue(s.Key, out SectionContent? same) && same.Digest == s.Value.Digest)
        && _was.Content.Sections.Where(s => s.Value.IsCode).All(s => _now.Content.Sections.ContainsKey(s.Key));

    /// <summary>The differences, in no order.</summary>
    public IEnumerable<BinaryDifference> Differences()
    {
        (BinaryContents before, BinaryContents after) = (_was.Content, _now.Content);
        BinaryDifference?[] sets =
        [
            Resolvers(), Constructors(), .. Protection(),
            Sets(BinaryAspect.Oddity, "What is out of place.", Oddities(_was.Object), Oddities(_now.Object)),
            Sets(BinaryAspect.Needed, "Libraries that it asks for.", _was.Object.Needed, _now.Object.Needed),
            Sets(BinaryAspect.Import, "Functions of others that it uses.", before.Imports, after.Imports),
            Sets(BinaryAspect.Export, "What others can use of it.", before.Exports.Keys, after.Exports.Keys),
            HasNames ? Sets(
                BinaryAspect.Symbol, "Functions and variables that others cannot use.",
                before.Symbols.Keys, after.Symbols.Keys) : SymbolTable(),
            Sets(BinaryAspect.Version, "Versions of symbols.", before.Versions, after.Versions),
            Sets(
                BinaryAspect.Section, "Sections.", Sections(before, isLoaded: true), Sections(after, isLoaded: true)),
            Sets(
                BinaryAspect.Section, "Sections that are not loaded.", Sections(before, isLoaded: false),
                Sections(after, isLoaded: false)) is { } tables
                ? tables with { Bearing = BinaryBearing.NotLoaded } : null,
            Contents(BinaryAspect.Code, "Code differs.", s => s.IsCode),
            isSameSource
                ? Contents(
                    BinaryAspect.Section, "Data differs.", s => s is { IsLoaded: true, IsCode: false, IsNote: false })
                : null,
            Sets(BinaryAspect.Text, "Text in its data.", before.Texts, after.Texts),
        ];
        return sets.OfType<BinaryDifference>();
    }

    private BinaryDifference? Resolvers()
    {
        IReadOnlyList<BinaryResolver> was = _was.Object.Resolvers;
        IReadOnlyList<BinaryResolver> now = _now.Object.Resolvers;
        bool isSame = was.Count == now.Count && (HasNames
            ? was.Select(Named).Order().SequenceEqual(now.Select(Named).Order())
            : HasSameCode && was.Select(r => r.Address).Order().SequenceEqual(now.Select(r => r.Address).Order()));
        return isSame ? null : Sets(
            BinaryAspect.Resolver, $"Resolvers: {was.Count:N0} before, {now.Count:N0} now.",
            was.Select(Described), now.Select(Described)) is not { } difference ? null
                : difference with { IsFirstOfKind = was.Count == 0 };
    }

    private BinaryDifference? Constructors()
    {
        IReadOnlyList<Constructor> was = _was.Content.Constructors;
        IReadOnlyList<Constructor> now = _now.Content.Constructors;
        Constructor[] added = [.. New(now, was)];
        Constructor[] removed = [.. New(was, now)];
        return added.Length + removed.Length == 0 ? null : new(
            BinaryAspect.Constructor, _now.Object.Path,
            $"Functions that run before or after the program: {was.Count:N0} before, {now.Count:N0} now"
                + (now.Count > was.Count && added.Length > now.Count - was.Count
                    ? "; without names it cannot be told which is new." : "."),
            [.. added.Take(MaxListed).Select(Described)], [.. removed.Take(MaxListed).Select(Described)]);

        // By name where both sides have names; else by number alone, and then any of them may be the new one.
        IEnumerable<Constructor> New(IReadOnlyList<Constructor> these, IReadOnlyList<Constructor> those)
        {
            HashSet<(string?, string?)> names = [.. those.Select(c => (c.Tag, c.Name))];
            bool byName = HasNames && _now.Content.HasSymbolTable;
            IEnumerable<Constructor> more = these.Where(c => !byName || c.Name is null).GroupBy(c => c.Tag)
                .Where(g => g.Count() > those.Count(c => c.Tag == g.Key && (!byName || c.Name is null)))
                .SelectMany(g => g);
            return !byName ? more
                : these.Where(c => c.Name is not null && !names.Contains((c.Tag, c.Name))).Concat(more);
        }
    }

    private IEnumerable<BinaryDifference> Protection()
    {
        if (_was.Object.Hardening is not { } was || _now.Object.Hardening is not { } now)
        {
            yield break;
        }

        (string What, bool Was, bool Now)[] protections =
        [
            ("full RELRO", was.Relro == RelroState.Full, now.Relro == RelroState.Full),
            ("partial RELRO", was.Relro != RelroState.None, now.Relro != RelroState.None),
            ("all symbols bound while loading", was.BindsNow, now.BindsNow),
            ("can be loaded anywhere", was.IsPositionIndependent, now.IsPositionIndependent),
            ("checks its stack", was.HasStackProtector, now.HasStackProtector),
        ];
        string[] lost = [.. protections.Where(p => p is { Was: true, Now: false }).Select(p => p.What)];
        string[] gained = [.. protections.Where(p => p is { Was: false, Now: true }).Select(p => p.What)];
        if (lost.Length > 0)
        {
            yield return new(BinaryAspect.Hardening, _now.Object.Path, "It lost protection.", [], lost);
        }

        if (gained.Length > 0)
        {
            yield return new(BinaryAspect.Hardening, _now.Object.Path, "It gained protection.", gained, [])
            {
                Bearing = BinaryBearing.Gain,
            };
        }
    }

    private BinaryDifference SymbolTable()
    {
        (string What, BinaryContents Full) = _now.Content.HasSymbolTable
            ? ("It has a symbol table, and the older side is stripped", _now.Content)
            : ("Its symbol table is gone", _was.Content);
        return new(
            BinaryAspect.Symbol, _now.Object.Path, $"{What}: {Counted.Of(Full.Symbols.Count, "name")}.", [], [])
        {
            Bearing = BinaryBearing.NotLoaded,
        };
    }

    private BinaryDifference? Contents(BinaryAspect aspect, string what, Func<SectionContent, bool> isMeant)
    {
        string[] differing = [.. _now.Content.Sections.Where(s => isMeant(s.Value)
                && _was.Content.Sections.TryGetValue(s.Key, out SectionContent? same) && same.Digest != s.Value.Digest)
            .Select(s => string.Create(CultureInfo.InvariantCulture,
                $"{s.Key}: {_was.Content.Sections[s.Key].Length:N0} bytes before, {s.Value.Length:N0} now"))];
        return differing.Length == 0 ? null : new(aspect, _now.Object.Path, what, differing, []);
    }

    private BinaryDifference? Sets(
        BinaryAspect aspect, string what, IEnumerable<string> wasThere, IEnumerable<string> isThere)
    {
        HashSet<string> one = new(wasThere, StringComparer.Ordinal);
        HashSet<string> two = new(isThere, StringComparer.Ordinal);
        string[] more = [.. two.Except(one).Order(StringComparer.Ordinal)];
        string[] fewer = [.. one.Except(two).Order(StringComparer.Ordinal)];
        string count = string.Create(CultureInfo.InvariantCulture,
            $"{what} New: {more.Length:N0}, gone: {fewer.Length:N0}.");
        return more.Length + fewer.Length == 0 ? null
            : new(aspect, _now.Object.Path, count, [.. more.Take(MaxListed)], [.. fewer.Take(MaxListed)])
            {
                IsFirstOfKind = one.Count == 0,
            };
    }

    // What --source and --signatures show is looked for in the newer side alone.
    private static IEnumerable<string> Oddities(BinaryObject binary) => binary.Oddities
        .Where(o => o.Kind is not (BinaryOddityKind.ForeignName or BinaryOddityKind.Signature)).Select(o => o.What);

    private static IEnumerable<string> Sections(BinaryContents contents, bool isLoaded) =>
        contents.Sections.Where(s => s.Value.IsLoaded == isLoaded).Select(s => s.Key);

    private static string Described(Constructor constructor) =>
        (constructor.Tag is string tag ? tag + " " : "") + (constructor switch
        {
            { Name: string name, Address: ulong address } => $"{name} at 0x{address:x}",
            { Name: string name } => $"{name} of another file",
            { Address: ulong address } => $"without a name at 0x{address:x}",
            _ => "one whose address the file does not say",
        });

    private static string Named(BinaryResolver resolver) =>
        resolver.Name.StartsWith("0x", StringComparison.Ordinal) ? "" : resolver.Name;

    // Without addresses, which move from build to build.
    private string Described(BinaryResolver r) =>
        (HasNames && Named(r) is { Length: > 0 } name ? name : "without a name")
        + $": {Counted.Of(r.Functions, "function")}, {Counted.Of(r.Loops, "loop")}, "
        + $"{Counted.Of(r.Writes.Count + r.OpenWrites, "write")}, "
        + $"{Counted.Of(r.Calls.Count + r.OpenCalls, "call")} out of it";
}
