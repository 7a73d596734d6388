using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>The functions that the loader calls before a program begins and after it ends: DT_PREINIT_ARRAY, DT_INIT,
/// DT_INIT_ARRAY, DT_FINI_ARRAY and DT_FINI (System V ABI, chapter 5, "Initialization and Termination Functions").
/// </summary>
internal static class ConstructorTable
{
    private const int MaxRead = 10_000;

    /// <summary>How many the arrays have that run before a program.</summary>
    public static int Count(ElfFile file, ElfDynamic dynamic)
    {
        ulong word = (ulong)file.Encoding.WordLength;
        ulong places = (dynamic.Value(ElfDynamicTag.InitArraySize) / word)
            + (dynamic.Value(ElfDynamicTag.PreInitArraySize) / word);
        return (int)Math.Min(places, (ulong)file.Content.Length / word);
    }

    /// <summary>The first 10,000 of each array, in the order in which they are called.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dynamic">Its dynamic section.</param>
    /// <param name="map">What relocations put into the arrays, and names.</param>
    public static IReadOnlyList<Constructor> Read(ElfFile file, ElfDynamic dynamic, CodeMap map) =>
    [
        .. OfArray(
            file, map, dynamic.Value(ElfDynamicTag.PreInitArray), dynamic.Value(ElfDynamicTag.PreInitArraySize)),
        .. OfTag(dynamic, map, ElfDynamicTag.Init, "DT_INIT"),
        .. OfArray(
            file, map, dynamic.Value(ElfDynamicTag.InitArray), dynamic.Value(ElfDynamicTag.InitArraySize)),
        .. OfArray(
            file, map, dynamic.Value(ElfDynamicTag.FiniArray), dynamic.Value(ElfDynamicTag.FiniArraySize))
            .Select(c => c with { Tag = "DT_FINI_ARRAY" }),
        .. OfTag(dynamic, map, ElfDynamicTag.Fini, "DT_FINI"),
    ];

    private static IEnumerable<Constructor> OfTag(ElfDynamic dynamic, CodeMap map, ElfDynamicTag tag, string called)
    {
        ulong address = dynamic.Value(tag);
        return address == 0 ? []
            : [new(map.IsFunction(address) ? map.FunctionName(address) : null, address, called)];
    }

    private static IEnumerable<Constructor> OfArray(
        ElfFile file, CodeMap map, ulong start, ulong length)
    {
        int word = file.Encoding.WordLength;
        ReadOnlyMemory<byte> content = file.From(start);
        int count = (int)Math.Min(MaxRead, Math.Min(length, (ulong)content.Length) / (ulong)word);
        for (int i = 0; i < count; i++)
        {
            (string? import, ulong? address) = map.Slot(start + (ulong)(i * word));
            if (import is not null)
            {
                yield return new(import, null);
                continue;
            }

            // Without a relocation the file itself holds the address.
            ulong target = address ?? file.Encoding.Word(content.Span, i * word);
            yield return target is 0 or ulong.MaxValue ? new(null, null)
                : new(map.IsFunction(target) ? map.FunctionName(target) : null, target);
        }
    }
}
