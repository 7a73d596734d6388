using Xzact.Format;

namespace Xzact.Liblzma.Chains;

/// <summary>
/// Reads texts as chains, as filter.h describes for <c>lzma_str_to_filters</c>. What is wrong with a text is said with
/// the position up to which it is good.
/// </summary>
/// <remarks>Messages are bytes of the program itself: C code may keep a pointer to them for ever.</remarks>
internal ref struct FilterParser
{
    /// <summary>The chain is not looked at as a whole.</summary>
    public const uint NoValidation = 0x02;

    /// <summary>Before a filter, and between two.</summary>
    private static ReadOnlySpan<byte> Dashes => "--"u8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly uint _flags;
    private readonly List<CallerFilter> _chain = [];

    /// <param name="text">The text, without the zero byte that ends it.</param>
    /// <param name="flags"><see cref="FilterTexts.AllFilters"/> and <see cref="NoValidation"/>.</param>
    public FilterParser(ReadOnlySpan<byte> text, uint flags)
    {
        _text = text;
        _flags = flags;
    }

    /// <summary>Bytes of the text that are good.</summary>
    public int Position { get; private set; }

    /// <summary>The filters read so far.</summary>
    public readonly IReadOnlyList<CallerFilter> Chain => _chain;

    private readonly ReadOnlySpan<byte> Rest => _text[Position..];

    /// <summary>Reads all; returns what is wrong, or nothing.</summary>
    public ReadOnlySpan<byte> Read()
    {
        if ((_flags & ~(FilterTexts.AllFilters | NoValidation)) != 0)
        {
            return "Unsupported flags to lzma_str_to_filters()"u8;
        }

        SkipSpaces();
        if (Rest.IsEmpty)
        {
            return "Empty string is not allowed, try '6' if a default value is needed"u8;
        }

        bool hasDash = Rest[0] == '-';
        if (IsDigit(Rest[0]) || (hasDash && Rest.Length > 1 && IsDigit(Rest[1])))
        {
            Position += hasDash ? 1 : 0;
            return ReadPresetAlone();
        }

        do
        {
            ReadOnlySpan<byte> error = ReadFilter();
            if (!error.IsEmpty)
            {
                return error;
            }

            SkipSpaces();
        }
        while (!Rest.IsEmpty);

        return (_flags & NoValidation) == 0 && Chains.Chain.Validate(_chain) != LzmaRet.Ok
            ? "Invalid filter chain ('lzma2' missing at the end?)"u8
            : default;
    }

    /// <summary>A text that is a preset and nothing else stands for LZMA2.</summary>
    private ReadOnlySpan<byte> ReadPresetAlone()
    {
        int end = _text.Length - Rest.Length + LengthBefore(Rest, " "u8);
        if (_text[end..].ContainsAnyExcept((byte)' '))
        {
            return "Unsupported preset"u8;
        }

        ReadOnlySpan<byte> error = ReadPreset(end, out CallerLzma lzma);
        if (error.IsEmpty)
        {
            _chain.Add(new CallerFilter((ulong)FilterId.Lzma2) { Lzma = lzma });
        }

        return error;
    }

    /// <summary>A digit, and <c>e</c> as often as anybody likes.</summary>
    private ReadOnlySpan<byte> ReadPreset(int end, out CallerLzma lzma)
    {
        lzma = FilterOption.Preset(0, isExtreme: false);
        if (!IsDigit(_text[Position]))
        {
            return "Unsupported preset"u8;
        }

        int level = _text[Position] - '0';
        bool isExtreme = false;
        for (Position++; Position < end; Position++)
        {
            if (_text[Position] != 'e')
            {
                return "Unsupported flag in the preset"u8;
            }

            isExtreme = true;
        }

        lzma = FilterOption.Preset(level, isExtreme);
        return default;
    }

    /// <summary>Name and options of one filter, up to a space or two dashes.</summary>
    private ReadOnlySpan<byte> ReadFilter()
    {
        if (_chain.Count == BlockFormat.MaxFilters)
        {
            return "The maximum number of filters is four"u8;
        }

        Position += Rest.StartsWith(Dashes) ? Dashes.Length : 0;
        ReadOnlySpan<byte> filter = Rest[..Math.Min(LengthBefore(Rest, " "u8), LengthBefore(Rest, Dashes))];
        if (filter.IsEmpty)
        {
            return "Filter name is missing"u8;
        }

        int nameLength = filter.IndexOfAny((byte)':', (byte)'=');
        nameLength = nameLength < 0 ? filter.Length : nameLength;
        if (FilterOption.FilterNamed(filter[..nameLength]) is not { } id)
        {
            return "Unknown filter name"u8;
        }

        if (id > BlockFormat.MaxFilterId && (_flags & FilterTexts.AllFilters) == 0)
        {
            return "This filter cannot be used in the .xz format"u8;
        }

        int end = Position + filter.Length;
        Position = Math.Min(Position + nameLength + 1, end);
        CallerFilter read = FilterOption.Default(id);
        ReadOnlySpan<byte> error = ReadOptions(end, ref read);
        if (!error.IsEmpty)
        {
            return error;
        }

        if (read.Lzma is { } lzma && lzma.Lc + lzma.Lp > LzmaFormat.MaxLcLp)
        {
            return "The sum of lc and lp must not exceed 4"u8;
        }

        _chain.Add(read);
        return default;
    }

    /// <summary>Options between commas, of which there may be more than are needed.</summary>
    private ReadOnlySpan<byte> ReadOptions(int end, scoped ref CallerFilter filter)
    {
        while (Position < end)
        {
            ReadOnlySpan<byte> pair = _text[Position..end];
            pair = pair[..LengthBefore(pair, ","u8)];
            if (pair.IsEmpty)
            {
                Position++;
                continue;
            }

            ReadOnlySpan<byte> error = ReadOption(pair, ref filter);
            if (!error.IsEmpty)
            {
                return error;
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> ReadOption(ReadOnlySpan<byte> pair, scoped ref CallerFilter filter)
    {
        int equals = pair.IndexOf((byte)'=');
        if (equals <= 0)
        {
            return "Options must be 'name=value' pairs separated with commas"u8;
        }

        if (FilterOption.Named(filter.Id, pair[..equals]) is not { } option)
        {
            return "Unknown option name"u8;
        }

        int end = Position + pair.Length;
        Position += equals + 1;
        ReadOnlySpan<byte> value = _text[Position..end];
        if (value.IsEmpty)
        {
            return "Option value cannot be empty"u8;
        }

        if (option.IsPreset)
        {
            ReadOnlySpan<byte> unsupported = ReadPreset(end, out CallerLzma lzma);
            filter = unsupported.IsEmpty ? filter with { Lzma = lzma } : filter;
            return unsupported;
        }

        uint number;
        if (option.Words.Count > 0)
        {
            if (option.NumberOf(value) is not { } named)
            {
                return "Invalid option value"u8;
            }

            number = named;
        }
        else
        {
            ReadOnlySpan<byte> error = ReadNumber(option, value, out number);
            if (!error.IsEmpty)
            {
                return error;
            }
        }

        filter = option.Set(filter, number);
        Position = end;
        return default;
    }

    /// <summary>Decimal digits, and for sizes one of KiB, MiB and GiB or a beginning of it.</summary>
    private ReadOnlySpan<byte> ReadNumber(FilterOption option, ReadOnlySpan<byte> value, out uint number)
    {
        number = 0;
        int digits = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? value.Length : digits;
        if (digits == 0)
        {
            return "Value is not a non-negative decimal integer"u8;
        }

        ulong wide = 0;
        foreach (byte digit in value[..digits])
        {
            wide = (wide * 10) + digit - '0';
            if (wide > uint.MaxValue)
            {
                return "Value out of range"u8;
            }
        }

        if (digits < value.Length)
        {
            if (!option.IsSize)
            {
                Position += digits;
                return "This option does not support any multiplier suffixes"u8;
            }

            int shift = ShiftOf(value[digits..]);
            if (shift < 0)
            {
                Position += digits;
                return "Invalid multiplier suffix (KiB, MiB, or GiB)"u8;
            }

            wide <<= shift;
        }

        number = (uint)wide;
        return wide < option.Min || wide > option.Max ? "Value out of range"u8 : default;
    }

    /// <summary>The power of two that a unit stands for; negative if it is none.</summary>
    private static int ShiftOf(ReadOnlySpan<byte> unit)
    {
        int shift = unit[0] switch
        {
            (byte)'k' or (byte)'K' => 10,
            (byte)'m' or (byte)'M' => 20,
            (byte)'g' or (byte)'G' => 30,
            _ => -1,
        };
        unit = unit[1..];
        unit = unit.StartsWith("i"u8) ? unit[1..] : unit;
        unit = unit.StartsWith("B"u8) ? unit[1..] : unit;
        return unit.IsEmpty ? shift : -1;
    }

    private static int LengthBefore(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        int length = text.IndexOf(end);
        return length < 0 ? text.Length : length;
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private void SkipSpaces()
    {
        while (!Rest.IsEmpty && Rest[0] == ' ')
        {
            Position++;
        }
    }
}
