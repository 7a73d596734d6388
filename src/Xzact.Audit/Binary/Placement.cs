using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>What in a file that is loaded is where it does not belong: memory that is written and run, relocations
/// that change other memory than what is to be written, calls that lead to no code, folders where others may
/// write.</summary>
internal static class Placement
{
    private const int MaxEvidence = 5;

    public static IEnumerable<BinaryOddity> Find(
        ElfFile file, ElfDynamic? dynamic, IReadOnlyList<ElfRelocation> relocations, string path)
    {
        foreach (ElfSegment segment in file.Segments)
        {
            bool isRun = (segment.Flags & ElfSegmentFlags.Execute) != ElfSegmentFlags.None;
            bool isWritten = (segment.Flags & ElfSegmentFlags.Write) != ElfSegmentFlags.None;
            if (segment.Type == ElfSegmentType.Load && isRun && isWritten)
            {
                yield return new(
                    BinaryOddityKind.WritableCode, "A segment is mapped so that it can be written and run.",
                    [Place($"{segment.MemoryLength:N0} bytes at address 0x{segment.Address:x}", segment.Offset)]);
            }

            if (segment.Type == ElfSegmentType.Stack && isRun)
            {
                yield return new(
                    BinaryOddityKind.ExecutableStack, "It asks for a stack that can be run.",
                    [Place("PT_GNU_STACK has PF_X", segment.Offset)]);
            }
        }

        ElfSegment[] loaded = [.. file.Segments.Where(s => s.Type == ElfSegmentType.Load && s.MemoryLength > 0)];
        foreach (BinaryOddity oddity in dynamic is null ? [] : OfDynamic(file, dynamic, loaded, path))
        {
            yield return oddity;
        }

        if (loaded.Length > 0 && dynamic?.HasTextRelocations != true
            && OutOfPlace(file, relocations, loaded, path) is { } outside)
        {
            yield return outside;
        }

        Evidence Place(string what, ulong offset) =>
            new(what, path, Offset: (long)Math.Min(offset, long.MaxValue));
    }

    private static IEnumerable<BinaryOddity> OfDynamic(
        ElfFile file, ElfDynamic dynamic, ElfSegment[] loaded, string path)
    {
        if (dynamic.HasTextRelocations)
        {
            yield return new(
                BinaryOddityKind.TextRelocations, "Its code is changed while it is loaded (DT_TEXTREL).", []);
        }

        if (dynamic.Audits.Count > 0)
        {
            yield return new(
                BinaryOddityKind.LoaderAudit,
                $"It has the loader tell {string.Join(", ", dynamic.Audits)} of every symbol that is bound (DT_AUDIT).",
                [new("DT_AUDIT or DT_DEPAUDIT", path)]);
        }

        string[] folders = [.. new[] { dynamic.RunPathOld, dynamic.RunPath }.OfType<string>()
            .SelectMany(p => p.Split(':')).Where(IsOpenToOthers)];
        if (folders.Length > 0)
        {
            yield return new(
                BinaryOddityKind.SearchPath,
                "Its libraries are looked for in folders where others than the administrator may put them: "
                    + string.Join(", ", folders.Select(f => f.Length == 0 ? "(the folder it is started in)" : f)),
                [new("DT_RPATH or DT_RUNPATH", path)]);
        }

        (string What, ulong Address)[] calls =
        [
            ("DT_INIT", dynamic.Value(ElfDynamicTag.Init)), ("DT_FINI", dynamic.Value(ElfDynamicTag.Fini)),
            ("the entry point", file.Header.Entry),
        ];
        Evidence[] outside = [.. calls.Where(c => c.Address != 0 && !IsCode(c.Address, loaded))
            .Select(c => new Evidence($"{c.What} is 0x{c.Address:x}", path))];
        if (outside.Length > 0 && file.Header.Machine is not (ElfMachine.PowerPc64 or ElfMachine.Ia64))
        {
            yield return new(
                BinaryOddityKind.CallOutOfPlace, "What the loader calls is no code of this file.", outside);
        }
    }

    private static BinaryOddity? OutOfPlace(
        ElfFile file, IReadOnlyList<ElfRelocation> relocations, ElfSegment[] loaded, string path)
    {
        ElfSegment[] written =
            [.. loaded.Where(s => (s.Flags & ElfSegmentFlags.Write) != ElfSegmentFlags.None).OrderBy(s => s.Address)];
        List<Evidence> evidence = [];
        int count = 0;
        foreach (ElfRelocation relocation in relocations.Where(r => r.Type != 0))
        {
            bool isWritten = Array.Exists(written, s => s.HasAddress(relocation.Address));
            bool callsData = isWritten && file.Header.Machine != ElfMachine.PowerPc64
                && ElfRelocations.KindOf(file.Header.Machine, relocation) == ElfRelocationKind.IndirectRelative
                && !IsCode((ulong)relocation.Addend, loaded);
            if (isWritten && !callsData)
            {
                continue;
            }

            count++;
            if (evidence.Count < MaxEvidence)
            {
                string where = file.SectionAt(relocation.Address)?.Name is { Length: > 0 } name ? $", in {name}" : "";
                evidence.Add(new(
                    callsData ? $"a resolver is said to be at 0x{relocation.Addend:x}, which is no code"
                        : $"0x{relocation.Address:x}{where} is not to be written", path));
            }
        }

        return count == 0 ? null : new(
            BinaryOddityKind.RelocationOutOfPlace,
            $"{Counted.Of(count, "relocation")} changed memory that is not to be written, or calls what is no code.",
            evidence);
    }

    private static bool IsCode(ulong address, ElfSegment[] loaded) =>
        Array.Exists(
            loaded, s => (s.Flags & ElfSegmentFlags.Execute) != ElfSegmentFlags.None && s.HasAddress(address));

    private static bool IsOpenToOthers(string folder) => folder.Length == 0
        || !(folder.StartsWith('/') || folder.StartsWith("$ORIGIN", StringComparison.Ordinal)
            || folder.StartsWith("${ORIGIN}", StringComparison.Ordinal))
        || InFolder(folder, "/tmp") || InFolder(folder, "/var/tmp") || InFolder(folder, "/dev/shm")
        || InFolder(folder, "/home") || InFolder(folder, "/build") || InFolder(folder, "/builddir");

    private static bool InFolder(string folder, string top) => folder == top
        || folder.StartsWith(top + "/", StringComparison.Ordinal);
}
