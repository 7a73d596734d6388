using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>What is where in a file that is loaded: names, and what relocations put into places.</summary>
internal sealed class CodeMap
{
    // Types of x86-64: R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT, R_X86_64_TPOFF64.
    private const uint GotEntry = 6;
    private const uint PltEntry = 7;
    private const uint ThreadOffset = 18;

    private readonly Dictionary<ulong, ElfRelocation> _relocations = [];
    private readonly HashSet<ulong> _changedTwice = [];
    private readonly SortedList<ulong, string> _functions;
    private readonly SortedList<ulong, (ulong End, string Name)> _objects;
    private readonly ElfSymbolTable? _dynamicSymbols;

    public CodeMap(
        ElfFile file, IEnumerable<ElfRelocation> relocations, ElfSymbolTable? dynamicSymbols,
        IEnumerable<ElfSymbolTable> tables)
    {
        (File, _dynamicSymbols) = (file, dynamicSymbols);
        foreach (ElfRelocation relocation in relocations)
        {
            if (!_relocations.TryAdd(relocation.Address, relocation) && _relocations[relocation.Address] != relocation)
            {
                _changedTwice.Add(relocation.Address);
            }
        }

        Dictionary<ulong, string> functions = [];
        Dictionary<ulong, (ulong, string)> objects = [];
        foreach (ElfSymbolTable table in tables)
        {
            foreach (ElfSymbol symbol in table.Symbols.Where(s => s.IsDefined && s.Value != 0))
            {
                switch (symbol.Type)
                {
                    case ElfSymbolType.Function:
                        functions[symbol.Value] = table.NameOf(symbol);
                        break;
                    case ElfSymbolType.IndirectFunction:
                        functions.TryAdd(symbol.Value, table.NameOf(symbol));
                        break;
                    case ElfSymbolType.Object when symbol.Length > 0:
                        objects[symbol.Value] = (symbol.Value + symbol.Length, table.NameOf(symbol));
                        break;
                }
            }
        }

        (_functions, _objects) = (new(functions), new(objects));
    }

    public ElfFile File { get; }

    /// <summary>Whether a function is known to begin at an address.</summary>
    public bool IsFunction(ulong address) => _functions.ContainsKey(address);

    /// <summary>The name of the function at an address, or the address.</summary>
    public string FunctionName(ulong address) =>
        _functions.TryGetValue(address, out string? name) && name.Length > 0 ? name : $"0x{address:x}";

    /// <summary>What a variable is called: its symbol, or section and address.</summary>
    public string VariableName(ulong address)
    {
        int at = Floor(_objects.Keys, address);
        if (at >= 0 && address < _objects.Values[at].End)
        {
            return _objects.Values[at].Name;
        }

        string section = File.SectionAt(address)?.Name ?? "";
        return section.Length > 0 ? $"{section} at 0x{address:x}" : $"0x{address:x}";
    }

    /// <summary>Whether the loader changes a place twice, so that it cannot be told what stands there.</summary>
    public bool IsChangedTwice(ulong place) => _changedTwice.Contains(place);

    /// <summary>Whether the loader puts into a place how far a variable of a thread is from the thread's own data.
    /// </summary>
    public bool IsThreadOffset(ulong place) => File.Header.Machine == ElfMachine.X8664 && !IsChangedTwice(place)
        && _relocations.TryGetValue(place, out ElfRelocation relocation) && relocation.Type == ThreadOffset;

    /// <summary>What the loader puts into a place: the name of a function of another file, or an address of this one.
    /// Neither if that cannot be told.</summary>
    public (string? Import, ulong? Address) Slot(ulong place)
    {
        if (IsChangedTwice(place) || !_relocations.TryGetValue(place, out ElfRelocation relocation))
        {
            return default;
        }

        switch (ElfRelocations.KindOf(File.Header.Machine, relocation))
        {
            case ElfRelocationKind.Relative or ElfRelocationKind.IndirectRelative:
                return (null, (ulong)relocation.Addend);
            case ElfRelocationKind.Symbol when _dynamicSymbols is not null && relocation.Symbol < _dynamicSymbols.Count:
                ElfSymbol symbol = _dynamicSymbols[(int)relocation.Symbol];

                // The entries of the PLT and of the GOT have none, and loaders differ in what they make of one.
                bool isAdded = File.Header.Machine != ElfMachine.X8664 || relocation.Type is not (GotEntry or PltEntry);
                return relocation.Addend != 0 && (!isAdded || !symbol.IsDefined) ? default
                    : symbol.IsDefined ? (null, symbol.Value + (ulong)relocation.Addend)
                    : (_dynamicSymbols.NameOf(symbol), null);
            default:
                return default;
        }
    }

    private static int Floor(IList<ulong> keys, ulong address)
    {
        (int low, int high) = (0, keys.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (keys[middle] <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
