namespace Xzact.Conventions.Tests.Generated;

/// <summary>
/// Writes <c>src/Xzact/Kernels/LzmaDecodeFast.g.cs</c>: the decoding loop of LZMA with pointers, every bit of every
/// tree written out, because neither compiler inlines that much without losing registers.
/// </summary>
/// <remarks>
/// What makes it fast. Bits that choose between different code (match or literal, which distance) are branches; bits
/// of trees, which no predictor foresees, are arithmetic: <c>mask</c> is -1 for a zero bit and 0 for a one, and selects
/// the range, the code and the next probability, both candidates of which are loaded before the bit is known. What a
/// probability becomes is read from a table, which costs two additions where the format's rule costs four operations.
/// All numbers are 64 bits wide, so that no instruction is spent on widening. A match is copied after the next symbol
/// was decoded; until then its source, prefetched, is on its way. The trees of the next literal and of a match's slot
/// are known before the bits that lead to them have ended.
/// <para>
/// <c>symbol</c> is one higher than the index of its node, so that its next value is twice the old one plus the mask.
/// Variables serve several purposes each: the compiler gives registers to those that are used most, and does so for the
/// whole method. Both are measured (docs/decisions/0010).
/// </para>
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
    /// <summary>The index of the node that a symbol stands for.</summary>
    private const string Node = "(symbol - 1)";

    private const string NextSymbol = "symbol += symbol;\nsymbol += mask;";
    private const string BadDistance = "stop = LzmaStop.BadDistance;\ngoto Done;";

    private readonly CodeText _code = new();

    /// <summary>The whole file.</summary>
    public static string Write()
    {
        var text = new LzmaDecodeFastText();
        text._code.Add(Part(Begin));
        text.Heads();
        text.Match();
        text._code.Add("\nClean:\n" + NoCopy);
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
        Head("AfterMatch", "Done");
        Branch(IsMatch, MatchedLiteral, () => _code.Add("goto Match;"), nextIfOne: "probs[LzmaModel.IsRep + state]");
        Head("AfterLiteral", "Clean");
        Branch(
            IsMatch,
            Literal,
            () => _code.Add(NoCopy + "\ngoto Match;"),
            nextIfZero: "next[1]",
            nextIfOne: "probs[LzmaModel.IsRep + state]");
    }

    private void Head(string label, string exit) => _code.Add($$"""

        {{label}}:
        if (position >= limit)
        {
            goto {{exit}};
        }

        if (ip > ipLimit)
        {
            stop = LzmaStop.Input;
            goto {{exit}};
        }

        posState = (nuint)(position - window) & positionMask;
        """);

    private void Literal()
    {
        _code.Add("tree = next;");
        Tree(8, rootIsKnown: true, after: bit => NextLiteral(bit, Node));
        _code.Add($"""
            *position++ = (byte){Node};
            state -= 3;
            state &= ~(nuint)((nint)state >> 63);
            goto AfterLiteral;
            """);
    }

    /// <summary>
    /// The tree of the literal that may follow this one, from the first four bits of this one: lc is four at most.
    /// </summary>
    private void NextLiteral(int bit, string node)
    {
        if (bit == 3)
        {
            _code.Add($"""
                next = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
                    * ((((nuint)(position + 1 - window) & literalMask) << lc) + (({node} & 15) >> (4 - lc))));
                """);
        }
    }

    /// <summary>
    /// A literal behind a match, or the first: as long as its bits equal those of the byte at the last distance, they
    /// have probabilities of their own. <c>still</c> is -1 so long and then 0, <c>matchBit</c> -1 for a one bit of that
    /// byte; what its next bit adds to an index, <c>offset</c>, waits for no bit of the literal.
    /// </summary>
    private void MatchedLiteral()
    {
        _code.Add(Copy + "\n" + Source("from") + """

            tree = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
                * ((((nuint)(position - window) & literalMask) << lc) + ((nuint)position[-1] >> (8 - lc))));
            matched = (nuint)(*from) << 56;
            still = ~(nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63);
            matchBit = (nuint)((nint)matched >> 63);
            index = (still & ((matchBit & 0x100) + 0x100)) + 1;
            symbol = 1;
            prob = tree[index];
            """);
        for (int bit = 0; bit < 8; bit++)
        {
            bool isLast = bit == 7;
            if (!isLast)
            {
                _code.Add("""
                    matched += matched;
                    offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
                    offset0 = offset & still;
                    offset1 = offset0 & matchBit;
                    offset0 -= offset1;
                    prob0 = tree[offset0 + (2 * symbol)];
                    prob1 = tree[offset1 + (2 * symbol) + 1];
                    """);
            }

            MaskedBit("tree[index]");
            _code.Add("symbol += symbol + 1;\nsymbol += mask;");
            NextLiteral(bit, "symbol");
            if (!isLast)
            {
                _code.Add("""
                    matchBit &= still;
                    still &= mask;
                    still ^= matchBit;
                    index = symbol + (offset & still);
                    matchBit = (nuint)((nint)matched >> 63);
                    """);
                NextProb();
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
        Branch(
            "probs + LzmaModel.IsRep + state",
            SimpleMatch,
            RepeatedMatch,
            isKnown: true,
            nextIfZero: "probs[LzmaModel.MatchLength]",
            nextIfOne: "probs[LzmaModel.IsRep0 + state]");
        _code.Add($$"""
            if (rep0 >= (nuint)((nint)(position - window) - historyStart) || rep0 >= dictionarySize)
            {
                {{BadDistance}}
            }

            {{Copy}}
            {{Source("copyFrom")}}
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
        Length("LzmaModel.MatchLength", SlotTree, LastSlotTree);
        Tree(6, rootIsKnown: true);
        _code.Add($$"""
            rep0 = {{Node}} - LzmaFormat.Slots;
            if (rep0 >= LzmaFormat.FooterSlotStart)
            {
                slot = rep0;
                bits = (int)(slot >> 1) - 1;
                rep0 = (2 | (slot & 1)) << bits;
            """);
        _code.If("slot < LzmaFormat.DirectSlotStart", Footer, () =>
        {
            Direct();
            Align();
        });
        _code.Add("}");
    }

    /// <summary>
    /// The tree of the slot, and the first probability in it, two bits before the length is known: the last bit of a
    /// short length chooses between two of the four trees.
    /// </summary>
    private void SlotTree(int bit)
    {
        if (bit == 1)
        {
            _code.Add("""
                bits = (int)(8 * symbol) - 8;
                at = probs + LzmaModel.DistanceSlot + (byte)(SlotTreeIfZero >> bits);
                next = probs + LzmaModel.DistanceSlot + (byte)(SlotTreeIfOne >> bits);
                prob0 = at[1];
                prob1 = next[1];
                """);
        }
        else if (bit == 2)
        {
            _code.Add("""
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
                tree = (ushort*)(((nuint)at & mask) + ((nuint)next & ~mask));
                """);
        }
    }

    private void LastSlotTree() => _code.Add("""
        tree = probs + LzmaModel.DistanceSlot + ((LzmaFormat.LengthStates - 1) << LzmaFormat.SlotBits);
        prob = tree[1];
        """);

    /// <summary>The lower bits of a distance below FullDistances: a reverse tree of one to five bits.</summary>
    private void Footer()
    {
        _code.Add("""
            tree = probs + LzmaModel.DistanceSpecial + rep0 - slot;
            symbol = 2;
            weight = 1;
            prob = tree[1];
            do
            {
            """);
        Candidates();
        MaskedBit($"tree[{Node}]");
        _code.Add(NextSymbol);
        NextProb();
        _code.Add("""
                rep0 += weight & ~mask;
                weight <<= 1;
            }
            while (--bits != 0);
            """);
    }

    /// <summary>
    /// Bits without a model, all n at once. One by one, bit i would take range / 2^(i + 1), rounded down, from the code
    /// where it fits. Of the range's lowest bits, f, some are lost that way until a byte comes in (as many as make it
    /// shorter than 25 bits), later none. So with c = range - f the bits are the quotient of the code by c / 2^n, if
    /// from the remainder can be taken what f would have taken: f / 2^(i + 1), rounded down, for each one bit. If not,
    /// or if the quotient is too long because the data are damaged, the bits are decoded one by one.
    /// </summary>
    /// <remarks>
    /// Where a loop ends, and where in it a byte comes in, no predictor foresees; a division takes twelve cycles,
    /// however many bits. <c>code</c> gets all bytes beforehand, as many bits as <c>room</c> says. The sum for f is a
    /// product of bytes: 1 or 0 for each of the first eight bits by its share of f; the highest byte counts, 247 at
    /// most. Constants come from memory, because the compiler would take registers for them.
    /// </remarks>
    private void Direct() => _code.Add("""
        bits -= LzmaFormat.AlignBits;
        zeros = BitOperations.LeadingZeroCount((uint)range);
        room = (nuint)((bits + zeros - 1) & 0x38);
        symbol = ((range << 23) >> (zeros ^ 31)) << (-(bits + zeros) & 7);
        prob0 = ((code << 32) | BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(ip, sizeof(uint))))
            >> ((40 - bits - zeros) & 0x78);
        slot = prob0 / symbol;
        prob0 -= slot * symbol;
        prob1 = ((range << 8) & (((nuint)1 << (16 - zeros)) - 1)) >> 8;
        bound = prob1 * *(nuint*)(probs + LzmaModel.HalvesFactor);
        bound &= *(nuint*)(probs + LzmaModel.HalvesMask);
        mask = ((slot << 8) >> bits) * *(nuint*)(probs + LzmaModel.SpreadFactor);
        mask = (mask >> 7) & *(nuint*)(probs + LzmaModel.SpreadMask);
        mask *= bound;
        prob0 -= (mask >> 56) << (int)room;
        if ((nint)prob0 >= 0 && (slot >> bits) == 0)
        {
            range = symbol + ((prob1 >> bits) << (int)room);
            code = prob0;
            ip += room >> 3;
            rep0 += slot << LzmaFormat.AlignBits;
        }
        else
        {
            rep0 += (nuint)DirectBits((uint)range, (uint)code, ip, bits, (ulong*)scratch) << LzmaFormat.AlignBits;
            range = (nuint)((ulong*)scratch)[0];
            code = (nuint)((ulong*)scratch)[1];
            ip = (byte*)((ulong*)scratch)[2];
        }
        """);

    /// <summary>The last four bits of a long distance, while the cache is asked for what lies there.</summary>
    private void Align()
    {
        _code.Add("""
            Prefetch(position - rep0 - 1);
            tree = probs + LzmaModel.DistanceAlign;
            rep0 += LzmaFormat.AlignSize - 1;
            """);
        Tree(4, after: bit => _code.Add($"rep0 += mask << {bit};"));
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
        const string isRep0Long = "probs + LzmaModel.IsRep0Long + (state << LzmaFormat.MaxPb) + posState";
        const string length = "probs[LzmaModel.RepLength]";
        Branch(
            "probs + LzmaModel.IsRep0 + state",
            () => Branch(isRep0Long, ShortRep, () => { }, isKnown: true, nextIfOne: length),
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
                            () => _code.Add("distance = rep3;\nrep3 = rep2;"),
                            isKnown: true,
                            nextIfZero: length,
                            nextIfOne: length);
                        _code.Add("rep2 = rep1;");
                    },
                    isKnown: true,
                    nextIfZero: length,
                    nextIfOne: "probs[LzmaModel.IsRep2 + state]");
                _code.Add("rep1 = rep0;\nrep0 = distance;");
            },
            isKnown: true,
            nextIfZero: $"*({isRep0Long})",
            nextIfOne: "probs[LzmaModel.IsRep1 + state]");
        _code.Add("state = 11 - (3 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));");
        Length("LzmaModel.RepLength", _ => { }, () => { });
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

    /// <summary>A length, the first probability of which is known.</summary>
    /// <param name="coder">Which of the two models.</param>
    /// <param name="afterBit">What to add behind each bit of a short length.</param>
    /// <param name="afterLonger">What to add behind a longer one.</param>
    private void Length(string coder, Action<int> afterBit, Action afterLonger)
    {
        string low = $"probs + {coder} + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits)";
        string mid = $"probs + {coder} + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits)";
        string high = $"probs + {coder} + LzmaModel.LengthHigh";
        Branch(
            $"probs + {coder} + LzmaModel.LengthChoice",
            () =>
            {
                _code.Add($"tree = {low};");
                Tree(3, rootIsKnown: true, after: afterBit);
                _code.Add($"length = {Node} - LzmaFormat.LengthLowSymbols;");
            },
            () => Branch(
                $"probs + {coder} + LzmaModel.LengthChoice2",
                () =>
                {
                    _code.Add($"tree = {mid};");
                    Tree(3, rootIsKnown: true);
                    _code.Add($"length = {Node} - LzmaFormat.LengthMidSymbols + LzmaFormat.LengthLowSymbols;");
                    afterLonger();
                },
                () =>
                {
                    _code.Add($"tree = {high};");
                    Tree(8, rootIsKnown: true);
                    _code.Add($"""
                        length = {Node} - LzmaFormat.LengthHighSymbols
                            + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
                        """);
                    afterLonger();
                },
                isKnown: true,
                nextIfZero: $"*({mid} + 1)",
                nextIfOne: $"*({high} + 1)"),
            isKnown: true,
            nextIfZero: $"*({low} + 1)",
            nextIfOne: $"probs[{coder} + LzmaModel.LengthChoice2]");
    }

    /// <summary>The bits of the tree in <c>tree</c>, most significant first; the node keeps the leading one.</summary>
    /// <param name="bits">How many.</param>
    /// <param name="rootIsKnown">Whether <c>prob</c> is the root's probability already.</param>
    /// <param name="after">What to add behind each bit.</param>
    private void Tree(int bits, bool rootIsKnown = false, Action<int>? after = null)
    {
        _code.Add(rootIsKnown ? "symbol = 2;" : "prob = tree[1];\nsymbol = 2;");
        for (int bit = 0; bit < bits; bit++)
        {
            bool isLast = bit == bits - 1;
            if (!isLast)
            {
                Candidates();
            }

            MaskedBit($"tree[{Node}]");
            _code.Add(NextSymbol);
            if (!isLast)
            {
                NextProb();
            }

            after?.Invoke(bit);
        }
    }

    /// <summary>Both probabilities of which the next bit chooses one; no product takes a register.</summary>
    private void Candidates() => _code.Add("""
        prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
        prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
        """);

    /// <summary>Takes the one that the bit chose.</summary>
    private void NextProb() => AndNotOr(
        """
        prob0 &= mask;
        prob = prob1 & ~mask;
        prob += prob0;
        """,
        """
        prob0 -= prob1;
        prob0 &= mask;
        prob = prob0 + prob1;
        """);

    /// <summary>A bit without a branch: prob is its probability, mask will be -1 for zero and 0 for one.</summary>
    private void MaskedBit(string store)
    {
        Normalize();
        _code.Add("""
            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            """);
        AndNotOr(
            """
            bound &= mask;
            range &= ~mask;
            range += bound;
            """,
            """
            rise = bound - range;
            rise &= mask;
            range += rise;
            bound &= mask;
            """);
        _code.Add($"""
            code += bound;
            {store} = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            """);
    }

    /// <summary>One form for processors with an instruction for "and not", one for those without.</summary>
    private void AndNotOr(string with, string without) => _code.If(
        "Bmi1.X64.IsSupported", () => _code.Add(with), () => _code.Add(without));

    /// <summary>A bit that decides which code follows.</summary>
    /// <param name="at">Where its probability is.</param>
    /// <param name="zero">Adds what follows a zero.</param>
    /// <param name="one">Adds what follows a one.</param>
    /// <param name="isKnown">Whether <c>prob</c> is its probability already.</param>
    /// <param name="nextIfZero">
    /// The probability of the first bit after a zero, loaded before the bit is known: so that it is there when the
    /// branch was not foreseen and all that was loaded behind it is lost. Null if <paramref name="zero"/> loads it.
    /// </param>
    /// <param name="nextIfOne">The same after a one.</param>
    private void Branch(
        string at,
        Action zero,
        Action one,
        bool isKnown = false,
        string? nextIfZero = null,
        string? nextIfOne = null)
    {
        _code.Add($"at = {at};");
        Load("prob", isKnown ? null : "*at");
        Load("prob0", nextIfZero);
        Load("prob1", nextIfOne);
        Normalize();
        _code.Add("bound *= prob;");
        _code.If(
            "code < bound",
            () =>
            {
                _code.Add("""
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    """);
                Load("prob", nextIfZero is null ? null : "prob0");
                zero();
            },
            () =>
            {
                _code.Add("""
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    """);
                Load("prob", nextIfOne is null ? null : "prob1");
                one();
            });
    }

    private void Load(string variable, string? value)
    {
        if (value is not null)
        {
            _code.Add($"{variable} = {value};");
        }
    }

    /// <summary>
    /// Makes <c>bound</c> the range without the bits of a probability, after a byte was taken if need be. The byte is
    /// read whether it is needed or not, so that it is there when it is.
    /// </summary>
    private void Normalize() => _code.Add("""
        nextByte = *ip;
        bound = range >> LzmaFormat.ProbabilityBits;
        if (range < LzmaFormat.RangeTop)
        {
            bound = range >> (LzmaFormat.ProbabilityBits - 8);
            range <<= 8;
            ip++;
            code = (nuint)(((uint)code << 8) | (uint)nextByte);
        }

        """);
}
