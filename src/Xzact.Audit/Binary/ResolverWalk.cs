using Iced.Intel;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Binary;

/// <summary>Reads what a resolver of x86-64 does: its own code and all that direct calls, the PLT and known places lead
/// to. Nothing is run. What only shows when it runs is counted as open.</summary>
/// <param name="map">The file.</param>
internal sealed class ResolverWalk(CodeMap map)
{
    private const int MaxInstructions = 20_000;
    private const int MaxFunctions = 500;
    private const int MaxEvidence = 12;
    private const int MaxNames = 40;

    private readonly InstructionInfoFactory _info = new();
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _writes = new(StringComparer.Ordinal);
    private readonly List<Evidence> _evidence = [];
    private readonly List<Evidence> _hidden = [];
    private readonly Queue<(ulong Entry, string Way)> _open = new();
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, HashSet<ulong>> _called = [];
    private ulong _function;
    private int _openCalls;
    private int _openWrites;
    private int _systemCalls;
    private bool _asksProcessor;

    /// <summary>Reads a resolver. For one only; another needs another walk.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="address">Where it begins.</param>
    /// <param name="path">The file, for evidence.</param>
    public BinaryResolver Walk(string name, ulong address, string path)
    {
        int instructions = 0;
        int loops = 0;
        bool isCut = false;
        Follow(address, name);
        while (_open.TryDequeue(out (ulong Entry, string Way) next))
        {
            FunctionCode function = FunctionCode.Read(
                map, next.Entry, Math.Max(0, MaxInstructions - instructions), out bool isPartial);
            isCut |= isPartial;
            instructions += function.Instructions.Count;
            if (function.Loops > 0)
            {
                loops += function.Loops;
                Say($"{Counted.Of(function.Loops, "loop")} in {next.Way}", path, function.Entry, null);
            }

            _function = function.Entry;
            Definitions definitions = new(function.Instructions.Values);
            LookAtStack(function, definitions, next.Way, path);
            foreach (Instruction instruction in function.Instructions.Values)
            {
                loops += instruction.HasRepPrefix || instruction.HasRepnePrefix ? 1 : 0;
                Look(instruction, function.Entry, definitions, next.Way, path);
            }
        }

        if (Circles(address) is var circles and > 0)
        {
            loops += circles;
            Say($"{Counted.Of(circles, "loop")} of functions that call each other", path, address, null);
        }

        return new(name, address)
        {
            Instructions = instructions,
            Functions = _seen.Count,
            AsksProcessor = _asksProcessor,
            Calls = [.. _calls],
            OpenCalls = _openCalls,
            Writes = [.. _writes],
            OpenWrites = _openWrites,
            Loops = loops,
            SystemCalls = _systemCalls,
            HiddenSteps = _hidden.Count,
            IsCut = isCut || _seen.Count >= MaxFunctions,
            Evidence = [.. _hidden.Concat(_evidence).Take(MaxEvidence)],
        };
    }

    private void Look(in Instruction instruction, ulong entry, Definitions definitions, string way, string path)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Cpuid or Mnemonic.Xgetbv:
                _asksProcessor = true;
                return;
            case Mnemonic.Syscall or Mnemonic.Sysenter or Mnemonic.Int:
                _systemCalls++;
                Say($"a system call in {way}", path, instruction.IP, instruction.ToString());
                return;
        }

        switch (instruction.FlowControl)
        {
            case FlowControl.Call when instruction.IsCallNear:
                Follow(instruction.NearBranchTarget, $"{way} → {map.FunctionName(instruction.NearBranchTarget)}");
                break;
            case FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch
                when instruction.Op0Kind == OpKind.NearBranch64
                    && FunctionCode.JumpTarget(map, instruction, entry) is null:
                Follow(instruction.NearBranchTarget, $"{way} → {map.FunctionName(instruction.NearBranchTarget)}");
                break;
            case FlowControl.IndirectCall or FlowControl.IndirectBranch:
                LookAtOpenCall(instruction, definitions, way, path);
                break;
        }

        foreach (UsedMemory memory in _info.GetInfo(instruction).GetUsedMemory())
        {
            if (memory.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
            {
                LookAtWrite(instruction, memory, definitions, way, path);
            }
        }
    }

    private void LookAtStack(FunctionCode function, Definitions definitions, string way, string path)
    {
        IReadOnlyDictionary<ulong, string> odd = StackBalance.Find(map, function, definitions);
        foreach ((ulong at, string what) in odd)
        {
            SayHidden($"{what} in {way}", path, at, function.Instructions[at].ToString());
        }

        // Where the function returns to is among what it pushed.
        foreach (Instruction push in odd.Count == 0 ? [] : function.Instructions.Values.Where(
            i => i.Mnemonic == Mnemonic.Push && i.Op0Kind == OpKind.Register))
        {
            if (definitions.AddressOf(push.Op0Register) is ulong target
                && map.File.SegmentAt(target) is { } segment
                && (segment.Flags & Elf.ElfSegmentFlags.Execute) != Elf.ElfSegmentFlags.None)
            {
                Follow(target, $"{way} → {map.FunctionName(target)}");
            }
        }
    }

    private void LookAtOpenCall(in Instruction instruction, Definitions definitions, string way, string path)
    {
        ulong? place = instruction.Op0Kind == OpKind.Memory
            ? instruction.IsIPRelativeMemoryOperand ? instruction.IPRelativeMemoryAddress : null
            : definitions.LoadedFrom(instruction.Op0Register);
        (string? import, ulong? address) = place is ulong slot ? map.Slot(slot)
            : (null, instruction.Op0Kind == OpKind.Register ? definitions.AddressOf(instruction.Op0Register) : null);
        if (import is not null)
        {
            if (_calls.Count < MaxNames && _calls.Add(import))
            {
                Say($"a call of {import} in {way}", path, instruction.IP, instruction.ToString());
            }
        }
        else if (address is ulong target)
        {
            Follow(target, $"{way} → {map.FunctionName(target)}");
        }
        else if (place is ulong filled && map.IsChangedTwice(filled))
        {
            _openCalls++;
            SayHidden($"a call through a place that two relocations fill in {way}", path, instruction.IP,
                instruction.ToString());
        }
        else
        {
            _openCalls++;
            Say($"a call through a pointer in {way}", path, instruction.IP, instruction.ToString());
        }
    }

    private void LookAtWrite(
        in Instruction instruction, UsedMemory memory, Definitions definitions, string way, string path)
    {
        if (memory.Segment is Register.FS or Register.GS)
        {
            LookAtThreadWrite(instruction, memory, definitions, way, path);
            return;
        }

        if (definitions.IsStack(memory.Base))
        {
            return;
        }

        ulong? place = memory.Base is Register.None or Register.RIP && memory.Index == Register.None
            ? memory.Displacement
            : definitions.AddressOf(memory.Base);
        if (place is not ulong address)
        {
            _openWrites++;
            Say($"a write through a pointer in {way}", path, instruction.IP, instruction.ToString());
        }
        else if (_writes.Count < MaxNames && _writes.Add(map.VariableName(address)))
        {
            Say($"a write to {map.VariableName(address)} in {way}", path, instruction.IP, instruction.ToString());
        }
    }

    // The thread's own data is at a distance that is written in the code, or that the loader fills in.
    private void LookAtThreadWrite(
        in Instruction instruction, UsedMemory memory, Definitions definitions, string way, string path)
    {
        bool isOwn = memory.Index == Register.None && (memory.Base is Register.None or Register.RIP
            || (definitions.LoadedFrom(memory.Base) is ulong place && map.IsThreadOffset(place)));
        if (!isOwn)
        {
            _openWrites++;
            SayHidden($"a write at a distance from the thread's data that only shows when it runs in {way}", path,
                instruction.IP, instruction.ToString());
        }
    }

    // Calls that lead back to a function that is still running, counted depth first.
    private int Circles(ulong start)
    {
        int circles = 0;
        HashSet<ulong> done = [];
        HashSet<ulong> onWay = [start];
        Stack<(ulong At, Queue<ulong> Left)> way = new([(start, Left(start))]);
        while (way.TryPeek(out (ulong At, Queue<ulong> Left) top))
        {
            if (!top.Left.TryDequeue(out ulong next))
            {
                way.Pop();
                onWay.Remove(top.At);
                done.Add(top.At);
            }
            else if (onWay.Contains(next))
            {
                circles++;
            }
            else if (!done.Contains(next))
            {
                onWay.Add(next);
                way.Push((next, Left(next)));
            }
        }

        return circles;

        Queue<ulong> Left(ulong at) => new(_called.TryGetValue(at, out HashSet<ulong>? called) ? called : []);
    }

    private void Follow(ulong address, string way)
    {
        if (_function != 0)
        {
            _called.TryAdd(_function, []);
            _called[_function].Add(address);
        }

        if (_seen.Count < MaxFunctions && _seen.Add(address))
        {
            _open.Enqueue((address, way));
        }
    }

    private void Say(string what, string path, ulong address, string? excerpt)
    {
        if (_evidence.Count < MaxEvidence)
        {
            _evidence.Add(Fact(what, path, address, excerpt));
        }
    }

    // What weighs most is shown first.
    private void SayHidden(string what, string path, ulong address, string? excerpt) =>
        _hidden.Add(Fact(what, path, address, excerpt));

    private static Evidence Fact(string what, string path, ulong address, string? excerpt) =>
        new($"at 0x{address:x}: {what}", path, Excerpt: excerpt);
}
