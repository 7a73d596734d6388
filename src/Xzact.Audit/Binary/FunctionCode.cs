using Iced.Intel;

namespace Xzact.Audit.Binary;

/// <summary>The instructions of one function of x86-64, as far as they are reached by its own jumps.</summary>
/// <param name="Entry">Its address.</param>
/// <param name="Instructions">By address.</param>
/// <param name="Loops">How many jumps lead back to where they can be reached from.</param>
internal sealed record FunctionCode(
    ulong Entry, SortedDictionary<ulong, Instruction> Instructions, int Loops)
{
    private const int LongestInstruction = 15;

    /// <summary>Reads a function.</summary>
    /// <param name="map">The file.</param>
    /// <param name="entry">Its address.</param>
    /// <param name="most">The most instructions that are read.</param>
    /// <param name="isCut">Whether there are more, or some that are no code.</param>
    public static FunctionCode Read(CodeMap map, ulong entry, int most, out bool isCut)
    {
        SortedDictionary<ulong, Instruction> code = [];
        Stack<ulong> open = new([entry]);
        isCut = false;
        while (open.TryPop(out ulong at))
        {
            while (!code.ContainsKey(at))
            {
                if (code.Count >= most || Decode(map, at) is not Instruction instruction)
                {
                    isCut = true;
                    break;
                }

                code.Add(at, instruction);
                if (JumpTarget(map, instruction, entry) is ulong target)
                {
                    open.Push(target);
                }

                if (!FallsThrough(instruction))
                {
                    break;
                }

                at = instruction.NextIP;
            }
        }

        return new(entry, code, CountLoops(map, code, entry));
    }

    /// <summary>Where a direct jump of a function leads inside it; null for every other instruction. A jump to where
    /// another function begins is a call at its end.</summary>
    public static ulong? JumpTarget(CodeMap map, in Instruction instruction, ulong entry) =>
        instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch
        && (instruction.IsJmpShortOrNear || instruction.IsJccShortOrNear || instruction.IsLoop || instruction.IsLoopcc
            || instruction.IsJcxShort)
        && (instruction.NearBranchTarget == entry || !map.IsFunction(instruction.NearBranchTarget))
            ? instruction.NearBranchTarget : null;

    /// <summary>Whether what follows an instruction may run after it.</summary>
    public static bool FallsThrough(in Instruction instruction) => instruction.FlowControl
        is FlowControl.Next or FlowControl.ConditionalBranch or FlowControl.Call or FlowControl.IndirectCall;

    private static Instruction? Decode(CodeMap map, ulong at)
    {
        bool isCode = map.File.SegmentAt(at) is { } segment
            && (segment.Flags & Elf.ElfSegmentFlags.Execute) != Elf.ElfSegmentFlags.None;
        ReadOnlyMemory<byte> bytes = isCode ? map.File.From(at) : default;
        if (bytes.IsEmpty)
        {
            return null;
        }

        Decoder decoder = Decoder.Create(
            64, new ByteArrayCodeReader(bytes[..Math.Min(bytes.Length, LongestInstruction)].ToArray()), at);
        decoder.Decode(out Instruction instruction);
        return instruction.IsInvalid ? null : instruction;
    }

    // Depth first: a jump to an instruction that is still open closes a loop.
    private static int CountLoops(CodeMap map, SortedDictionary<ulong, Instruction> code, ulong entry)
    {
        int loops = 0;
        HashSet<ulong> done = [];
        HashSet<ulong> onWay = [];
        Stack<(ulong At, int Next)> way = new();
        Push(entry);
        while (way.TryPop(out (ulong At, int Next) top))
        {
            Instruction instruction = code[top.At];
            ulong? next = top.Next switch
            {
                0 => FallsThrough(instruction) ? instruction.NextIP : 0,
                1 => JumpTarget(map, instruction, entry) ?? 0,
                _ => null,
            };
            if (next is not ulong target)
            {
                onWay.Remove(top.At);
                done.Add(top.At);
                continue;
            }

            way.Push((top.At, top.Next + 1));
            if (onWay.Contains(target))
            {
                loops++;
            }
            else
            {
                Push(target);
            }
        }

        return loops;

        void Push(ulong at)
        {
            if (code.ContainsKey(at) && !done.Contains(at))
            {
                onWay.Add(at);
                way.Push((at, 0));
            }
        }
    }
}
