using Iced.Intel;

namespace Xzact.Audit.Binary;

/// <summary>What a function puts into its registers, without regard to order: a register is known if all that it is
/// given is of one kind.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<Register, Definition> _byRegister = [];
    private readonly InstructionInfoFactory _info = new();

    public Definitions(IEnumerable<Instruction> instructions)
    {
        foreach (Instruction instruction in instructions)
        {
            // What a call changes is lost after it, and what is saved and given back is the caller's.
            if (instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall
                || instruction.Mnemonic is Mnemonic.Pop or Mnemonic.Leave)
            {
                continue;
            }

            foreach (UsedRegister used in _info.GetInfo(instruction).GetUsedRegisters())
            {
                if (used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
                {
                    Add(used.Register.GetFullRegister(), Of(instruction));
                }
            }
        }
    }

    private enum Kind
    {
        Other,
        Stack,
        Address,
        Load,
    }

    /// <summary>Whether a register points into the stack.</summary>
    public bool IsStack(Register register) =>
        register.GetFullRegister() == Register.RSP || Find(register).Kind == Kind.Stack;

    /// <summary>The address of this file that a register holds; null if that is not known.</summary>
    public ulong? AddressOf(Register register) => Find(register) is { Kind: Kind.Address } known ? known.Value : null;

    /// <summary>The place that a register was loaded from; null if that is not known.</summary>
    public ulong? LoadedFrom(Register register) => Find(register) is { Kind: Kind.Load } known ? known.Value : null;

    private Definition Find(Register register) => _byRegister.GetValueOrDefault(register.GetFullRegister());

    private void Add(Register register, Definition definition)
    {
        if (register != Register.RSP)
        {
            _byRegister[register] =
                !_byRegister.TryGetValue(register, out Definition known) || known == definition ? definition : default;
        }
    }

    private static Definition Of(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Lea when instruction.IsIPRelativeMemoryOperand =>
            new(Kind.Address, instruction.IPRelativeMemoryAddress),
        Mnemonic.Lea when instruction.MemoryBase == Register.RSP => new(Kind.Stack, 0),
        Mnemonic.Mov when instruction.Op1Kind == OpKind.Register && instruction.Op1Register == Register.RSP =>
            new(Kind.Stack, 0),
        Mnemonic.Mov when instruction.Op0Kind == OpKind.Register && instruction.Op1Kind == OpKind.Memory
            && instruction.IsIPRelativeMemoryOperand => new(Kind.Load, instruction.IPRelativeMemoryAddress),
        _ => default,
    };

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Definition(Kind Kind, ulong Value);
}
