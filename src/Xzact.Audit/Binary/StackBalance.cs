using System.Runtime.InteropServices;
using Iced.Intel;

namespace Xzact.Audit.Binary;

/// <summary>Follows the stack pointer through a function of x86-64, for what a compiler never makes: a return to an
/// address that the function itself put there, and a stack pointer that leaves the stack. Either hides a call or a
/// write from whoever reads calls and writes.</summary>
internal static class StackBalance
{
    /// <summary>What is odd, by address.</summary>
    /// <param name="map">The file.</param>
    /// <param name="function">The function.</param>
    /// <param name="definitions">What it puts into its registers.</param>
    public static IReadOnlyDictionary<ulong, string> Find(CodeMap map, FunctionCode function, Definitions definitions)
    {
        SortedDictionary<ulong, string> odd = [];
        InstructionInfoFactory info = new();
        Dictionary<ulong, State> states = [];
        Stack<(ulong At, State State)> open = new([(function.Entry, new State(0, null))]);
        while (open.TryPop(out (ulong At, State State) next))
        {
            // Where two ways meet, the first that came is believed.
            if (!function.Instructions.TryGetValue(next.At, out Instruction instruction)
                || !states.TryAdd(next.At, next.State))
            {
                continue;
            }

            if (Oddity(instruction, next.State, definitions, info, function.Entry, map) is string what)
            {
                odd[next.At] = what;
            }

            State after = After(instruction, next.State);
            if (FunctionCode.JumpTarget(map, instruction, function.Entry) is ulong target)
            {
                open.Push((target, after));
            }

            // What follows a call that never returns is another function.
            if (FunctionCode.FallsThrough(instruction) && !map.IsFunction(instruction.NextIP))
            {
                open.Push((instruction.NextIP, after));
            }
        }

        return odd;
    }

    private static string? Oddity(
        in Instruction instruction, State state, Definitions definitions, InstructionInfoFactory info, ulong entry,
        CodeMap map)
    {
        const string Returns = "a return to what the function put on the stack";
        if (instruction.FlowControl == FlowControl.Return)
        {
            return state.Depth is long depth and not 0 ? Returns : null;
        }

        if (instruction.IsJmpShortOrNear && FunctionCode.JumpTarget(map, instruction, entry) is null)
        {
            return state.Depth is long left and not 0 ? Returns : null;
        }

        foreach (UsedMemory memory in info.GetInfo(instruction).GetUsedMemory())
        {
            bool isWrite = memory.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite
                or OpAccess.ReadCondWrite;
            if (isWrite && !instruction.IsStackInstruction && memory.Index == Register.None
                && ((memory.Base == Register.RSP && state.Depth == (long)memory.Displacement)
                    || (memory.Base == Register.RBP && state.Frame == (long)memory.Displacement)))
            {
                return "a write over the address to return to";
            }
        }

        return ChangesStack(instruction, info) && !IsKnown(instruction, state, definitions)
            ? "a stack pointer that is set to what only shows when it runs" : null;
    }

    private static bool ChangesStack(in Instruction instruction, InstructionInfoFactory info)
    {
        if (instruction.Mnemonic == Mnemonic.Pop)
        {
            return instruction.Op0Kind == OpKind.Register && instruction.Op0Register == Register.RSP;
        }

        if (instruction.IsStackInstruction && instruction.Mnemonic != Mnemonic.Leave)
        {
            return false;
        }

        foreach (UsedRegister used in info.GetInfo(instruction).GetUsedRegisters())
        {
            if (used.Register.GetFullRegister() == Register.RSP && used.Access is OpAccess.Write or OpAccess.ReadWrite
                or OpAccess.CondWrite or OpAccess.ReadCondWrite)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKnown(in Instruction instruction, State state, Definitions definitions) =>
        instruction.Mnemonic switch
        {
            Mnemonic.Add or Mnemonic.Sub or Mnemonic.And => IsNumber(instruction),
            Mnemonic.Lea => instruction.MemoryIndex == Register.None && definitions.IsStack(instruction.MemoryBase),
            Mnemonic.Mov => instruction.Op1Kind == OpKind.Register && definitions.IsStack(instruction.Op1Register),
            Mnemonic.Leave => state.Frame is not null || definitions.IsStack(Register.RBP),
            _ => false,
        };

    private static State After(in Instruction instruction, State state)
    {
        if (instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall)
        {
            return state;
        }

        long? depth = state.Depth;
        bool ofStack = instruction.Op0Kind == OpKind.Register && instruction.Op0Register == Register.RSP;
        return instruction.Mnemonic switch
        {
            Mnemonic.Pop when ofStack => new(null, null),
            Mnemonic.Pop when instruction.Op0Register == Register.RBP => new(depth - 8, null),
            Mnemonic.Leave => new(state.Frame - 8, null),
            Mnemonic.Mov when ofStack => new(instruction.Op1Register == Register.RBP ? state.Frame : null, state.Frame),
            Mnemonic.Mov when instruction.Op0Kind == OpKind.Register && instruction.Op0Register == Register.RBP =>
                new(depth, IsCopyOfStack(instruction) ? depth : null),
            Mnemonic.Lea when ofStack => new(
                instruction.MemoryIndex != Register.None ? null
                : instruction.MemoryBase == Register.RSP ? depth - (long)instruction.MemoryDisplacement64
                : instruction.MemoryBase == Register.RBP ? state.Frame - (long)instruction.MemoryDisplacement64 : null,
                state.Frame),
            Mnemonic.Add when ofStack && IsNumber(instruction) =>
                new(depth - (long)instruction.GetImmediate(1), state.Frame),
            Mnemonic.Sub when ofStack && IsNumber(instruction) =>
                new(depth + (long)instruction.GetImmediate(1), state.Frame),
            _ when ofStack && instruction.Mnemonic is not (Mnemonic.Push or Mnemonic.Cmp or Mnemonic.Test) =>
                new(null, state.Frame),
            _ => new(depth - instruction.StackPointerIncrement, state.Frame),
        };
    }

    private static bool IsCopyOfStack(in Instruction instruction) =>
        instruction.Op1Kind == OpKind.Register && instruction.Op1Register == Register.RSP;

    private static bool IsNumber(in Instruction instruction) =>
        instruction.Op1Kind is not (OpKind.Register or OpKind.Memory);

    /// <summary>How many bytes the stack pointer, and the frame pointer where it is one, are below where the function
    /// began; null if that is not known.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct State(long? Depth, long? Frame);
}
