using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// The order of messages: of their first references, as xgettext finds them, of the tag's catalogue, or of their texts.
/// What is obsolete stands at the end, as the tag has it. A message out of its place could say something.
/// </summary>
internal static class CatalogOrder
{
    /// <summary>The messages that are out of every order, as carriers at their beginning.</summary>
    /// <param name="messages">The messages in their order.</param>
    /// <param name="tracked">The place of each message in the tag's catalogue.</param>
    public static IEnumerable<Carrier> Odd(IReadOnlyList<PoMessage> messages, IReadOnlyDictionary<PoKey, int> tracked)
    {
        PoMessage[] used = [.. messages.SkipWhile(m => m.IsHeader).Where(m => !m.IsObsolete)];
        PoMessage[] obsolete = [.. messages.Where(m => m.IsObsolete)];
        int last = messages.Count == 0 ? 0 : messages.Max(m => m.IsObsolete ? 0 : m.Offset);
        List<PoMessage> byReference = ByReference(used);
        List<PoMessage> byTag = ByTag(used, tracked);
        List<PoMessage> byText = [.. Falling(used, (a, b) => string.CompareOrdinal(a.Id, b.Id) > 0)];
        List<PoMessage> fewest = new[] { byReference, byTag, byText }.MinBy(odd => odd.Count)!;
        return fewest.Concat(obsolete.Where(m => m.Offset < last)).Concat(ByTag(obsolete, tracked)).Distinct()
            .Select(m => new Carrier(m.Start, 1, "a message out of its order"));
    }

    // What the tag does not have is nowhere in its order.
    private static List<PoMessage> ByTag(PoMessage[] messages, IReadOnlyDictionary<PoKey, int> tracked)
    {
        ILookup<bool, PoMessage> known = messages.ToLookup(m => tracked.ContainsKey(m.Key));
        return [.. known[false], .. Falling([.. known[true]], (a, b) => tracked[a.Key] > tracked[b.Key])];
    }

    private static List<PoMessage> ByReference(PoMessage[] messages)
    {
        Dictionary<string, int> files = new(StringComparer.Ordinal);
        Dictionary<PoMessage, (int File, int Line)> places = [];
        foreach (PoMessage message in messages)
        {
            (string path, int? line) = CatalogSources.Split(message.References.FirstOrDefault(""));
            files.TryAdd(path, files.Count);
            places.Add(message, (files[path], line ?? 0));
        }

        return [.. Falling(messages, (a, b) => places[a].CompareTo(places[b]) > 0)];
    }

    // Those that are less than what stands before them.
    private static IEnumerable<PoMessage> Falling(PoMessage[] messages, Func<PoMessage, PoMessage, bool> isGreater) =>
        messages.Zip(messages.Skip(1)).Where(pair => isGreater(pair.First, pair.Second)).Select(pair => pair.Second);
}
