namespace Xzact.Audit.Case.Binaries;

/// <summary>What a resolver does, read from its code and from all code that it was seen to reach. A resolver is the
/// function of an IFUNC: the loader calls it before the program begins, to be told what a name means.</summary>
/// <param name="Name">The names at its address, or the address.</param>
/// <param name="Address">Its address.</param>
internal sealed record BinaryResolver(string Name, ulong Address)
{
    /// <summary>Why its code was not read; null if it was.</summary>
    public string? NotRead { get; init; }

    /// <summary>Instructions that were reached.</summary>
    public int Instructions { get; init; }

    /// <summary>Functions that were reached, itself included.</summary>
    public int Functions { get; init; }

    /// <summary>Whether it asks the processor what it can (CPUID, XGETBV).</summary>
    public bool AsksProcessor { get; init; }

    /// <summary>Functions of other files that it calls.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Calls and jumps whose target only shows when it runs.</summary>
    public int OpenCalls { get; init; }

    /// <summary>Variables of its own file that it writes.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Writes whose place only shows when it runs.</summary>
    public int OpenWrites { get; init; }

    /// <summary>Loops.</summary>
    public int Loops { get; init; }

    /// <summary>Direct calls of the kernel.</summary>
    public int SystemCalls { get; init; }

    /// <summary>Steps that hide a call or a write: a return to what was put on the stack, a stack pointer that leaves
    /// the stack, a write past the thread's own data, a place that two relocations fill.</summary>
    public int HiddenSteps { get; init; }

    /// <summary>Whether there was more code than is followed.</summary>
    public bool IsCut { get; init; }

    /// <summary>The places that show it.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}
