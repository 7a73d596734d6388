namespace Xzact.Conventions.Tests.Generated;

/// <summary>
/// Writes <c>src/Xzact/Kernels/LzmaDecodeFast.g.cs</c>: the decoding loop of LZMA with pointers, every bit of every
/// tree written out, because neither compiler inlines that much without losing registers.
/// </summary>
/// <remarks>
/// What makes it fast. Bits that choose between different code (match or literal, which distance) are branches; bits
/// of trees, which no predictor foresees, are arithmetic: <c>mask</c> is -1 for a one bit and 0 for a zero, and selects
/// the range, the code and the next probability, both candidates of which are loaded before the bit is known. All
/// numbers are 64 bits wide, so that no instruction is spent on widening; <c>code</c> is one higher than the format's,
/// so that the sign of a difference tells a one, and every selection is made in place. A match is copied after the next
/// symbol was decoded; until then its source, prefetched, is on its way.
/// </remarks>
internal sealed class LzmaDecodeFastText
{
    private const string Begin = "LzmaDecodeFast.Begin.txt";
    private const string End = "LzmaDecodeFast.End.txt";

    /// <summary>Copies the pending match, sixteen bytes at a time.</summary>
    private const string Copy = """
        if ((nuint)(copyTo - copyFrom) < (nuint)Vector128<byte>.Count)
        {
            CopyNear(copyTo, (nint)(copyTo - copyFrom), copyEnd);
        }
        else
        {
            do
            {
                Vector128.Load(copyFrom).Store(copyTo);
                copyFrom += Vector128<byte>.Count;
                copyTo += Vector128<byte>.Count;
            }
            while (copyTo < copyEnd);
        }
        """;

    /// <summary>Nothing is pending: a copy inside the scratch bytes, cheaper than a test.</summary>
    private const string NoCopy = """
        copyFrom = scratch;
        copyTo = scratch + (2 * Vector128<byte>.Count);
        copyEnd = copyTo + Vector128<byte>.Count;
        """;

    private const string IsMatch = "probs + LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState";
    private const string BadDistance = "stop = LzmaStop.BadDistance;\ngoto Done;";

    private readonly CodeText _code = new();

    /// <summary>The whole file.</summary>
    public static string Write()
    {
        var text = new LzmaDecodeFastText();
        text._code.Add(Part(Begin));
        text.Heads();
        text.Match();
        text._code.Add(Part(End).Replace("COPY", Copy, StringComparison.Ordinal));
        return text._code.ToString();
    }

    private static string Part(string name)
    {
        using Stream stream = typeof(LzmaDecodeFastText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    /// <summary>Where the byte at distance rep0 + 1 lies; the ring is entered from its end if need be.</summary>
    private static string Source(string name) =>
        $"{name} = position - rep0 - 1;\n{name} += wrapJump & ((nint)({name} - window) >> 63);";

    /// <summary>One head for each kind of symbol before: a match, or a literal, then nothing is pending.</summary>
    /// <remarks>
    /// The loop is entered at one head only, whatever was before: of a loop with two entries the compiler cannot tell
    /// how often its parts run, takes them for cold ones, and keeps range and code in memory.
    /// </remarks>
    private void Heads()
    {
        Head("AfterMatch");
        Branch(IsMatch, MatchedLiteral, () => _code.Add("goto Match;"));
        Head("AfterLiteral");
        Branch(IsMatch, Literal, () => _code.Add("goto Match;"));
    }

    private void Head(string label) => _code.Add($$"""

        {{label}}:
        if (position >= limit)
        {
            goto Done;
        }

        if (ip > ipLimit)
        {
            stop = LzmaStop.Input;
            goto Done;
        }

        posState = (nuint)(position - window) & positionMask;
        """);

    private void Literal()
    {
        LiteralContext();
        Tree("tree", 8);
        _code.Add("""
            *position++ = (byte)symbol;
            state -= 3;
            state &= ~(nuint)((nint)state >> 63);
            goto AfterLiteral;
            """);
    }

    private void LiteralContext() => _code.Add("""
        tree = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
            * ((((nuint)(position - window) & literalMask) << lc) + ((nuint)position[-1] >> (8 - lc))));
        """);

    /// <summary>
    /// A literal behind a match, or the first: as long as its bits equal those of the byte at the last distance, they
    /// have probabilities of their own. Both next indexes are computed before the bit is known.
    /// </summary>
    private void MatchedLiteral()
    {
        _code.Add(Copy + "\n" + NoCopy);
        LiteralContext();
        _code.Add(Source("from") + """

            matched = (nuint)(*from) << 1;
            offset = 0x100 & ~(nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63);
            matchBit = matched & offset;
            index = offset + matchBit + 1;
            symbol = 1;
            prob = tree[index];
            """);
        for (int bit = 0; bit < 8; bit++)
        {
            bool isLast = bit == 7;
            if (!isLast)
            {
                _code.Add("""
                    matched <<= 1;
                    offset0 = offset ^ matchBit;
                    index0 = (matched & offset0) + offset0 + (2 * symbol);
                    index1 = (matched & matchBit) + matchBit + (2 * symbol) + 1;
                    prob0 = tree[index0];
                    prob1 = tree[index1];
                    prob1 -= prob0;
                    """);
            }

            MaskedBit("tree[index]");
            _code.Add("symbol = (2 * symbol) - mask;");
            if (!isLast)
            {
                _code.Add("""
                    prob = prob0 + (prob1 & mask);
                    index = index0 + ((index1 - index0) & mask);
                    offset = offset0 + ((matchBit - offset0) & mask);
                    matchBit = matched & offset;
                    """);
            }
        }

        _code.Add("""
            *position++ = (byte)symbol;
            state = state - 6 + (3 & (nuint)((nint)(state - 10) >> 63));
            state &= ~(nuint)((nint)state >> 63);
            goto AfterLiteral;
            """);
    }

    private void Match()
    {
        _code.Add("\nMatch:");
        Branch("probs + LzmaModel.IsRep + state", SimpleMatch, RepeatedMatch);
        _code.Add($$"""
            if (rep0 >= (nuint)((nint)(position - window) - historyStart) || rep0 >= dictionarySize)
            {
                {{BadDistance}}
            }

            {{Copy}}
            {{Source("copyFrom")}}
            Prefetch(copyFrom);
            copyTo = position;
            length += LzmaFormat.MinMatch;
            room = (nuint)(limit - position);
            if (length > room)
            {
                pending = (nint)(length - room);
                position = limit;
                copyEnd = limit;
                goto Done;
            }

            position += length;
            copyEnd = position;
            goto AfterMatch;
            """);
    }

    private void SimpleMatch()
    {
        _code.Add("""
            rep3 = rep2;
            rep2 = rep1;
            rep1 = rep0;
            state = 10 - (3 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));
            """);
        Length("LzmaModel.MatchLength");
        _code.Add("""
            index = length - (LzmaFormat.LengthStates - 1);
            index &= (nuint)((nint)index >> 63);
            tree = probs + LzmaModel.DistanceSlot + ((index + LzmaFormat.LengthStates - 1) << LzmaFormat.SlotBits);
            """);
        Tree("tree", 6);
        _code.Add("""
            rep0 = symbol - LzmaFormat.Slots;
            if (rep0 >= LzmaFormat.FooterSlotStart)
            {
                slot = rep0;
                bits = (int)(slot >> 1) - 1;
                rep0 = (2 | (slot & 1)) << bits;
            """);
        _code.If("slot < LzmaFormat.DirectSlotStart", Footer, () =>
        {
            Direct();
            _code.Add(Source("from") + "\nPrefetch(from);\ntree = probs + LzmaModel.DistanceAlign;");
            Align();
        });
        _code.Add("}");
    }

    /// <summary>The lower bits of a distance below FullDistances: a reverse tree of one to five bits.</summary>
    private void Footer()
    {
        _code.Add("""
            tree = probs + LzmaModel.DistanceSpecial + rep0 - slot;
            symbol = 1;
            weight = 1;
            prob = tree[1];
            do
            {
            """);
        Candidates("tree");
        MaskedBit("tree[symbol]");
        _code.Add("""
                symbol = (2 * symbol) - mask;
                prob = prob0 + (prob1 & mask);
                rep0 += weight & mask;
                weight <<= 1;
            }
            while (--bits != 0);
            """);
    }

    /// <summary>
    /// Bits without a model, in variables of their own, which then stay in registers. Only here can a damaged code
    /// reach the range. The sign of 32 bits decides, as in the C library and in the other loop.
    /// </summary>
    private void Direct() => _code.Add("""
        bits -= LzmaFormat.AlignBits;
        direct = 0;
        directRange = (uint)range;
        directCode = (uint)(code - 1);
        directIp = ip;
        do
        {
            if (directRange < LzmaFormat.RangeTop)
            {
                directRange <<= 8;
                directCode = (directCode << 8) | *directIp;
                directIp++;
            }

            directRange >>= 1;
            directCode -= directRange;
            directMask = (uint)((int)directCode >> 31);
            directCode += directRange & directMask;
            direct = (2 * direct) + 1 + directMask;
        }
        while (--bits != 0);

        range = directRange;
        code = (nuint)directCode + 1;
        ip = directIp;
        rep0 += (nuint)direct << LzmaFormat.AlignBits;
        """);

    private void Align()
    {
        _code.Add("prob = tree[1];\nsymbol = 1;");
        for (int bit = 0; bit < 4; bit++)
        {
            bool isLast = bit == 3;
            if (!isLast)
            {
                Candidates("tree");
            }

            MaskedBit("tree[symbol]");
            if (!isLast)
            {
                _code.Add("symbol = (2 * symbol) - mask;\nprob = prob0 + (prob1 & mask);");
            }

            _code.Add($"rep0 -= mask << {bit};");
        }

        _code.Add("""
            if (rep0 == LzmaFormat.EndMarkerDistance)
            {
                stop = LzmaStop.EndMarker;
                goto Done;
            }
            """);
    }

    private void RepeatedMatch()
    {
        _code.Add($$"""
            if ((nint)(position - window) == historyStart)
            {
                {{BadDistance}}
            }
            """);
        Branch(
            "probs + LzmaModel.IsRep0 + state",
            () => Branch(
                "probs + LzmaModel.IsRep0Long + (state << LzmaFormat.MaxPb) + posState", ShortRep, () => { }),
            () =>
            {
                Branch(
                    "probs + LzmaModel.IsRep1 + state",
                    () => _code.Add("distance = rep1;"),
                    () =>
                    {
                        Branch(
                            "probs + LzmaModel.IsRep2 + state",
                            () => _code.Add("distance = rep2;"),
                            () => _code.Add("distance = rep3;\nrep3 = rep2;"));
                        _code.Add("rep2 = rep1;");
                    });
                _code.Add("rep1 = rep0;\nrep0 = distance;");
            });
        _code.Add("state = 11 - (3 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));");
        Length("LzmaModel.RepLength");
    }

    private void ShortRep() => _code.Add($$"""
        if (rep0 >= (nuint)((nint)(position - window) - historyStart) || rep0 >= dictionarySize)
        {
            {{BadDistance}}
        }

        {{Copy}}
        {{NoCopy}}
        {{Source("from")}}
        *position++ = *from;
        state = 11 - (2 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));
        goto AfterMatch;
        """);

    private void Length(string coder) => Branch(
        $"probs + {coder} + LzmaModel.LengthChoice",
        () =>
        {
            _code.Add($"tree = probs + {coder} + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits);");
            Tree("tree", 3);
            _code.Add("length = symbol - LzmaFormat.LengthLowSymbols;");
        },
        () => Branch(
            $"probs + {coder} + LzmaModel.LengthChoice2",
            () =>
            {
                _code.Add($"tree = probs + {coder} + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits);");
                Tree("tree", 3);
                _code.Add("length = symbol - LzmaFormat.LengthMidSymbols + LzmaFormat.LengthLowSymbols;");
            },
            () =>
            {
                _code.Add($"tree = probs + {coder} + LzmaModel.LengthHigh;");
                Tree("tree", 8);
                _code.Add("""
                    length = symbol - LzmaFormat.LengthHighSymbols
                        + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
                    """);
            }));

    /// <summary>A tree of bits, most significant first; the symbol keeps the leading one.</summary>
    private void Tree(string tree, int bits)
    {
        _code.Add($"prob = {tree}[1];\nsymbol = 1;");
        for (int bit = 0; bit < bits; bit++)
        {
            bool isLast = bit == bits - 1;
            if (!isLast)
            {
                Candidates(tree);
            }

            MaskedBit($"{tree}[symbol]");
            _code.Add("symbol = (2 * symbol) - mask;");
            if (!isLast)
            {
                _code.Add("prob = prob0 + (prob1 & mask);");
            }
        }
    }

    /// <summary>Both probabilities of which the next bit chooses one, the second as its difference from the first; no
    /// product takes a register.</summary>
    private void Candidates(string tree) => _code.Add($"""
        prob0 = *(ushort*)((byte*){tree} + (4 * symbol));
        prob1 = *(ushort*)((byte*){tree} + (4 * symbol) + sizeof(ushort));
        prob1 -= prob0;
        """);

    /// <summary>A bit without a branch: prob is its probability, mask will be -1 for one and 0 for zero.</summary>
    private void MaskedBit(string store)
    {
        Normalize();
        _code.Add($"""
            bound = (range >> LzmaFormat.ProbabilityBits) * prob;
            mask = (nuint)((nint)(bound - code) >> 63);
            range -= bound;
            range -= bound;
            range &= mask;
            range += bound;
            bound &= mask;
            code -= bound;
            rise = ((nint)prob - ZeroBitStep + ((nint)mask & ZeroBitStep)) >> LzmaFormat.ProbabilityShift;
            {store} = (ushort)((nint)prob - rise);
            """);
    }

    /// <summary>A bit that decides which code follows.</summary>
    private void Branch(string at, Action zero, Action one)
    {
        _code.Add($"at = {at};\nprob = *at;");
        Normalize();
        _code.Add("bound = (range >> LzmaFormat.ProbabilityBits) * prob;");
        _code.If(
            "code <= bound",
            () =>
            {
                _code.Add("""
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    """);
                zero();
            },
            () =>
            {
                _code.Add("""
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    """);
                one();
            });
    }

    private void Normalize() => _code.Add("""
        if (range < LzmaFormat.RangeTop)
        {
            range <<= 8;
            code = (nuint)(((uint)code << 8) + *ip++ - 256) + 1;
        }

        """);
}
