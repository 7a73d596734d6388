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
        Branch(IsMatch, MatchedLiteral, () => _code.Add("goto Match;"));
        Head("AfterLiteral", "Clean");
        Branch(IsMatch, Literal, () => _code.Add(NoCopy + "\ngoto Match;"));
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
        Tree(8, after: bit => NextLiteral(bit, Node));
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
    /// have probabilities of their own. Both next indexes are computed before the bit is known.
    /// </summary>
    private void MatchedLiteral()
    {
        _code.Add(Copy + "\n" + Source("from") + """

            tree = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
                * ((((nuint)(position - window) & literalMask) << lc) + ((nuint)position[-1] >> (8 - lc))));
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
                    prob0 -= prob1;
                    """);
            }

            MaskedBit("tree[index]");
            _code.Add("symbol += symbol + 1;\nsymbol += mask;");
            NextLiteral(bit, "symbol");
            if (!isLast)
            {
                _code.Add("""
                    prob = prob1 + (prob0 & mask);
                    index = index1 + ((index0 - index1) & mask);
                    offset = matchBit + ((offset0 - matchBit) & mask);
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
    /// Bits without a model, in variables of their own, which then stay in registers. Only here can a damaged code
    /// reach the range. The sign of 32 bits decides, as in the C library and in the other loop.
    /// </summary>
    private void Direct() => _code.Add("""
        bits -= LzmaFormat.AlignBits;
        direct = 0;
        directRange = (uint)range;
        directCode = (uint)code;
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
        code = (nuint)directCode;
        ip = directIp;
        rep0 += (nuint)direct << LzmaFormat.AlignBits;
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

    /// <summary>A length.</summary>
    /// <param name="coder">Which of the two models.</param>
    /// <param name="afterBit">What to add behind each bit of a short length.</param>
    /// <param name="afterLonger">What to add behind a longer one.</param>
    private void Length(string coder, Action<int> afterBit, Action afterLonger) => Branch(
        $"probs + {coder} + LzmaModel.LengthChoice",
        () =>
        {
            _code.Add($"tree = probs + {coder} + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits);");
            Tree(3, after: afterBit);
            _code.Add($"length = {Node} - LzmaFormat.LengthLowSymbols;");
        },
        () => Branch(
            $"probs + {coder} + LzmaModel.LengthChoice2",
            () =>
            {
                _code.Add($"tree = probs + {coder} + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits);");
                Tree(3);
                _code.Add($"length = {Node} - LzmaFormat.LengthMidSymbols + LzmaFormat.LengthLowSymbols;");
                afterLonger();
            },
            () =>
            {
                _code.Add($"tree = probs + {coder} + LzmaModel.LengthHigh;");
                Tree(8);
                _code.Add($"""
                    length = {Node} - LzmaFormat.LengthHighSymbols
                        + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
                    """);
                afterLonger();
            }));

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
            bound = (range >> LzmaFormat.ProbabilityBits) * prob;
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
    private void Branch(string at, Action zero, Action one)
    {
        _code.Add($"at = {at};\nprob = *at;");
        Normalize();
        _code.Add("bound = (range >> LzmaFormat.ProbabilityBits) * prob;");
        _code.If(
            "code < bound",
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

    /// <summary>The byte is read whether it is needed or not, so that it is there when it is.</summary>
    private void Normalize() => _code.Add("""
        nextByte = *ip;
        if (range < LzmaFormat.RangeTop)
        {
            range <<= 8;
            ip++;
            code = (nuint)(((uint)code << 8) | (uint)nextByte);
        }

        """);
}
