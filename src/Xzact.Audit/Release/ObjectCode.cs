namespace Xzact.Audit.Release;

/// <summary>Tells object code from other data: what a linker, a loader or a virtual machine takes.</summary>
internal static class ObjectCode
{
    private static readonly byte[][] s_beginnings =
    [
        [0x7F, .. "ELF"u8],
        [.. "!<arch>\n"u8],
        [.. "!<thin>\n"u8],
        [0xFE, 0xED, 0xFA, 0xCE], [0xFE, 0xED, 0xFA, 0xCF], [0xCE, 0xFA, 0xED, 0xFE], [0xCF, 0xFA, 0xED, 0xFE],
        [0xCA, 0xFE, 0xBA, 0xBE],
        [0x00, .. "asm"u8],
    ];

    /// <summary>Whether data begins like it.</summary>
    /// <param name="head">The first bytes, 64 or more where there are so many.</param>
    public static bool Is(ReadOnlySpan<byte> head)
    {
        foreach (byte[] beginning in s_beginnings)
        {
            if (head.StartsWith(beginning))
            {
                return true;
            }
        }

        // "MZ" alone begins text too; the offset of the second header stands at 60.
        const int HeaderOffset = 60;
        return head.StartsWith("MZ"u8) && head.Length >= HeaderOffset + 4 && head[HeaderOffset + 3] == 0
            && head[HeaderOffset + 2] == 0;
    }
}
