namespace Xzact.Tools.Options;

/// <summary>Numbers on the command line: decimal digits and a binary multiplier, or "max".</summary>
internal static class Numbers
{
    /// <summary>Reads a number.</summary>
    /// <param name="option">Long name of the option, for the message.</param>
    /// <param name="value">What the user wrote.</param>
    /// <param name="min">The smallest value that is valid.</param>
    /// <param name="max">The largest one, and what "max" stands for.</param>
    /// <exception cref="UsageException">It is not a number, has an unknown multiplier, or is out of range.</exception>
    public static ulong Parse(string option, string value, ulong min, ulong max)
    {
        ReadOnlySpan<char> text = value.AsSpan().TrimStart(" \t");
        if (text is "max")
        {
            return max;
        }

        int digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (digits == 0)
        {
            throw new UsageException($"{value}: Value is not a non-negative decimal integer");
        }

        UInt128 number = 0;
        foreach (char digit in text[..digits])
        {
            // Far above any limit it no longer matters by how much; a multiplier still fits.
            number = UInt128.Min((number * 10) + (uint)(digit - '0'), (UInt128)1 << 90);
        }

        if (digits < text.Length)
        {
            number <<= ShiftOf(text[digits..]);
        }

        return number >= min && number <= max
            ? (ulong)number
            : throw new UsageException($"Value of the option '{option}' must be in the range [{min}, {max}]");
    }

    /// <summary>Reads a memory limit: bytes, a percentage of the machine's memory, 0 for the default, or
    /// "max".</summary>
    /// <param name="option">Long name of the option, for the message.</param>
    /// <param name="value">What the user wrote.</param>
    /// <param name="physicalMemory">Bytes of memory of the machine.</param>
    /// <returns>Bytes; zero for the default.</returns>
    /// <exception cref="UsageException">It is not valid.</exception>
    public static ulong ParseLimit(string option, string value, ulong physicalMemory)
    {
        if (!value.EndsWith('%'))
        {
            return Parse(option, value, 0, ulong.MaxValue);
        }

        ulong percent = Parse(option + "%", value[..^1], 1, 100);
        return (ulong)((UInt128)physicalMemory * percent / 100);
    }

    private static int ShiftOf(ReadOnlySpan<char> suffix)
    {
        int shift = suffix[0] switch
        {
            'k' or 'K' => 10,
            'm' or 'M' => 20,
            'g' or 'G' => 30,
            _ => 0,
        };
        return shift > 0 && suffix[1..] is "" or "i" or "iB" or "B"
            ? shift
            : throw new UsageException(
                $"{suffix}: Invalid multiplier suffix",
                "Valid suffixes are 'KiB' (2^10), 'MiB' (2^20), and 'GiB' (2^30).");
    }
}
