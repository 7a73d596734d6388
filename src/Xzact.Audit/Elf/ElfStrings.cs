using System.Text;

namespace Xzact.Audit.Elf;

/// <summary>A table of strings. A name may begin in another one, so that names together can be far larger than their
/// table; a budget bounds that.</summary>
/// <param name="content">The table.</param>
internal sealed class ElfStrings(ReadOnlyMemory<byte> content)
{
    private const int MaxName = 1 << 16;
    private const int MaxOverBudget = 64;

    private long _budget = (16L << 20) + (8L * content.Length);

    /// <summary>The table's length in bytes.</summary>
    public int Length => content.Length;

    /// <summary>The name at an offset; null if the offset is outside.</summary>
    public string? At(ulong offset)
    {
        ReadOnlySpan<byte> name = Bytes(offset);
        if (offset >= (ulong)content.Length)
        {
            return null;
        }

        name = _budget < 0 && name.Length > MaxOverBudget ? name[..MaxOverBudget] : name;
        _budget -= name.Length;
        return name.IsEmpty ? "" : Encoding.UTF8.GetString(name);
    }

    /// <summary>The bytes of the name at an offset, without its end; empty if the offset is outside.</summary>
    public ReadOnlySpan<byte> Bytes(ulong offset)
    {
        if (offset >= (ulong)content.Length)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = content.Span[(int)offset..];
        rest = rest[..Math.Min(rest.Length, MaxName)];
        int end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }
}
