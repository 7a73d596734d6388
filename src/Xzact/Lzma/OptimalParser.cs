using System.Runtime.CompilerServices;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Lzma;

/// <summary>
/// Finds the cheapest row of symbols by prices: a shortest path over positions, up to where the path is certain enough
/// or the horizon ends.
/// </summary>
/// <remarks>
/// Node n stands for n bytes behind the start. From each node, in order, every symbol that may start there is tried: a
/// literal, a short rep, the four reps and the matches in every length. Two pairs and one triple are tried as one step,
/// because their second symbol is cheap only where the first one leads: literal + rep0, and match or rep + literal +
/// rep0.
/// </remarks>
internal sealed class OptimalParser : Parser
{
    private readonly LzmaModelEncoder _model;
    private readonly Node[] _nodes = new Node[EncoderWindowLayout.ParserHorizon + 1];
    private readonly Symbol[] _path = new Symbol[EncoderWindowLayout.ParserHorizon + 1];
    private readonly int[] _repLengths = new int[LzmaFormat.Reps];
    private int _pathNext;
    private int _pathEnd;
    private int _end;
    private long _start;

    public OptimalParser(EncoderWindow window, MatchFinder finder, LzmaModelEncoder model)
        : base(window, finder) => _model = model;

    /// <summary>How a node is best reached.</summary>
    private enum Step : byte
    {
        /// <summary>By one symbol.</summary>
        Single,

        /// <summary>By a literal and a rep0 of <see cref="Node.TailLength"/>.</summary>
        LiteralRep,

        /// <summary>By a match or rep, a literal, and a rep0 of <see cref="Node.TailLength"/>.</summary>
        MatchLiteralRep,
    }

    public override bool HasNext => _pathNext < _pathEnd;

    public override void Reset()
    {
        _pathNext = 0;
        _pathEnd = 0;
    }

    public override Symbol Next(in SymbolState state)
    {
        if (_pathNext == _pathEnd)
        {
            _pathNext = 0;
            _pathEnd = 0;
            Parse(state);
        }

        return _path[_pathNext++];
    }

    private void Parse(in SymbolState state)
    {
        if (Finder.ReadAhead == 0)
        {
            Finder.Read();
        }

        _start = NewestIndex;
        int room = MatchRoom;
        if (room < LzmaFormat.MinMatch)
        {
            Choose(Symbol.Literal);
            return;
        }

        int bestRep = 0;
        for (int i = 0; i < LzmaFormat.Reps; i++)
        {
            _repLengths[i] = RepLength(_start, state.Rep(i), room);
            bestRep = _repLengths[i] > _repLengths[bestRep] ? i : bestRep;
        }

        if (_repLengths[bestRep] >= Finder.NiceLength)
        {
            Finder.Skip(_repLengths[bestRep] - 1);
            Choose(Symbol.Rep(bestRep, _repLengths[bestRep]));
            return;
        }

        Match longest = Finder.Count > 0 ? Finder.Matches[^1] : default;
        if (longest.Length >= Finder.NiceLength)
        {
            Finder.Skip(longest.Length - 1);
            Choose(Symbol.Match(longest.Distance, longest.Length));
            return;
        }

        _end = 1;
        _nodes[0] = new Node { Price = 0, Symbols = state };
        _nodes[1].Price = BitPrice.Infinity;
        Extend(0, room);
        int node = 0;
        while (++node < _end)
        {
            Finder.Read();
            if (Finder.Count > 0 && Finder.Matches[^1].Length >= Finder.NiceLength)
            {
                break;
            }

            Arrive(node);
            Extend(node, Math.Min(MatchRoom, EncoderWindowLayout.ParserHorizon - 1 - node));
        }

        TracePath(node);
    }

    private void Choose(Symbol symbol)
    {
        _path[0] = symbol;
        _pathEnd = 1;
    }

    /// <summary>Computes the state at a node from the node it is reached from.</summary>
    private void Arrive(int index)
    {
        ref Node node = ref _nodes[index];
        SymbolState symbols = _nodes[node.Previous].Symbols;
        switch (node.Step)
        {
            case Step.Single:
                symbols.Update(node.Back, index - node.Previous);
                break;
            case Step.LiteralRep:
                symbols.Update(Symbol.LiteralBack, 1);
                symbols.Update(0, node.TailLength);
                break;
            default:
                symbols.Update(node.Back, index - node.Previous - 1 - node.TailLength);
                symbols.Update(Symbol.LiteralBack, 1);
                symbols.Update(0, node.TailLength);
                break;
        }

        node.Symbols = symbols;
    }

    /// <summary>Tries every symbol that may start at a node.</summary>
    /// <param name="index">The node.</param>
    /// <param name="room">Bytes that a symbol may stand for here.</param>
    private void Extend(int index, int room)
    {
        ref Node node = ref _nodes[index];
        long position = _start + index;
        int posState = (int)position & _model.PositionMask;
        int state = node.Symbols.State;
        int fullState = (state << LzmaFormat.MaxPb) + posState;

        // The bytes from the position on; everything behind a match and a literal may be looked at.
        int visible = (int)Math.Min(Finder.Available + 1, EncoderWindowLayout.ParserHorizon - 1 - index);
        var place = new Place(index, Window.Memory.Slice(position, Math.Max(visible, 1)), _model.Probs);
        ReadOnlySpan<ushort> probs = place.Probs;
        byte previous = position > 0 ? Window.Memory.Slice(position - 1, 1)[0] : (byte)0;
        long source = position - node.Symbols.Rep0 - 1;
        byte matched = source >= 0 ? Window.Memory.Slice(source, 1)[0] : (byte)0;

        uint isMatchPrice = node.Price + BitPrice.One(probs[LzmaModel.IsMatch + fullState]);
        uint isRepPrice = isMatchPrice + BitPrice.One(probs[LzmaModel.IsRep + state]);
        uint literalPrice = node.Price + BitPrice.Zero(probs[LzmaModel.IsMatch + fullState])
            + _model.LiteralPrice(probs, state, position, place.Bytes[0], previous, matched);

        bool nextIsLiteral = Relax(index, 1, literalPrice, Symbol.LiteralBack);
        bool repeats = matched == place.Bytes[0] && source >= 0;
        if (repeats)
        {
            uint shortRep = isRepPrice + BitPrice.Zero(probs[LzmaModel.IsRep0 + state])
                + BitPrice.Zero(probs[LzmaModel.IsRep0Long + fullState]);
            nextIsLiteral |= Relax(index, 1, shortRep, 0);
        }

        if (room < LzmaFormat.MinMatch)
        {
            return;
        }

        int limit = Math.Min(room, Finder.NiceLength);
        if (!nextIsLiteral && !repeats)
        {
            int next = SymbolState.NextLiteral(state);
            TryTail(place, 1, next, node.Symbols.Rep0, literalPrice, Step.LiteralRep, Symbol.LiteralBack);
        }

        int repFloor = LzmaFormat.MinMatch;
        ReadOnlySpan<uint> reps = [node.Symbols.Rep0, node.Symbols.Rep1, node.Symbols.Rep2, node.Symbols.Rep3];
        for (int i = 0; i < reps.Length; i++)
        {
            uint rep = reps[i];
            int length = index == 0 ? Math.Min(_repLengths[i], limit) : RepLength(position, rep, limit);
            if (length < LzmaFormat.MinMatch)
            {
                continue;
            }

            uint price = isRepPrice + RepPrice(probs, i, state, fullState);
            Relax(index, LzmaFormat.MinMatch, length, price, _model.RepLengths, posState, (uint)i);

            if (i == 0)
            {
                repFloor = length + 1;
            }

            uint longest = price + _model.RepLengths[length, posState];
            TryAfterMatch(place, length, SymbolState.NextRep(state), rep, longest, (uint)i);
        }

        ExtendByMatches(place, room, repFloor, isMatchPrice + BitPrice.Zero(probs[LzmaModel.IsRep + state]));
    }

    /// <summary>
    /// Tries the matches of the finder's newest position, in every length that a rep0 does not have cheaper.
    /// </summary>
    private void ExtendByMatches(in Place place, int room, int from, uint basePrice)
    {
        int state = SymbolState.NextMatch(_nodes[place.Index].Symbols.State);
        int posState = (int)(_start + place.Index) & _model.PositionMask;
        int length = from;
        foreach (Match match in Finder.Matches)
        {
            int longest = Math.Min(match.Length, room);
            uint back = match.Distance + LzmaFormat.Reps;
            bool isTried = length <= longest;
            uint price = 0;
            while (length <= longest)
            {
                // A distance has one price for all lengths from a certain one on.
                int first = length;
                length = (first < DistanceSlot.LastLength ? first : longest) + 1;
                price = basePrice + _model.Distances.Of(match.Distance, first);
                Relax(place.Index, first, length - 1, price, _model.MatchLengths, posState, back);
            }

            if (isTried)
            {
                price += _model.MatchLengths[longest, posState];
                TryAfterMatch(place, longest, state, match.Distance, price, back);
            }
        }
    }

    /// <summary>Tries a literal and a rep0 behind a match or rep.</summary>
    private void TryAfterMatch(in Place place, int length, int state, uint rep0, uint price, uint back)
    {
        ReadOnlySpan<byte> bytes = place.Bytes;
        // Worth looking only if at least two bytes behind the literal repeat.
        if (length + 1 + LzmaFormat.MinMatch > bytes.Length)
        {
            return;
        }

        long position = _start + place.Index + length;
        long source = position - rep0 - 1;
        ReadOnlySpan<byte> earlier = Window.Memory.Slice(source, 1 + LzmaFormat.MinMatch);
        if (earlier[1] != bytes[length + 1] || earlier[2] != bytes[length + 2])
        {
            return;
        }

        int posState = (int)position & _model.PositionMask;
        price += BitPrice.Zero(place.Probs[LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState])
            + _model.LiteralPrice(place.Probs, state, position, bytes[length], bytes[length - 1], earlier[0]);
        TryTail(place, length + 1, SymbolState.NextLiteral(state), rep0, price, Step.MatchLiteralRep, back);
    }

    /// <summary>Tries a rep0 as the last symbol of a step.</summary>
    /// <param name="place">Where the step starts.</param>
    /// <param name="before">Bytes of the step before the rep0.</param>
    /// <param name="state">The state before the rep0.</param>
    /// <param name="rep0">Its distance, minus one.</param>
    /// <param name="price">The price up to there.</param>
    /// <param name="step">What kind of step it is.</param>
    /// <param name="back">The first symbol.</param>
    private void TryTail(in Place place, int before, int state, uint rep0, uint price, Step step, uint back)
    {
        int limit = Math.Min(place.Bytes.Length - before, Finder.NiceLength);
        long position = _start + place.Index + before;
        if (limit < LzmaFormat.MinMatch)
        {
            return;
        }

        int length = RepLength(position, rep0, limit);
        if (length < LzmaFormat.MinMatch)
        {
            return;
        }

        int posState = (int)position & _model.PositionMask;
        int fullState = (state << LzmaFormat.MaxPb) + posState;
        ReadOnlySpan<ushort> probs = place.Probs;
        price += BitPrice.One(probs[LzmaModel.IsMatch + fullState]) + BitPrice.One(probs[LzmaModel.IsRep + state])
            + RepPrice(probs, 0, state, fullState) + _model.RepLengths[length, posState];
        if (Relax(place.Index, before + length, price, back))
        {
            ref Node target = ref _nodes[place.Index + before + length];
            target.Step = step;
            target.TailLength = (short)length;
        }
    }

    private static uint RepPrice(ReadOnlySpan<ushort> probs, int rep, int state, int fullState)
    {
        if (rep == 0)
        {
            return BitPrice.Zero(probs[LzmaModel.IsRep0 + state])
                + BitPrice.One(probs[LzmaModel.IsRep0Long + fullState]);
        }

        uint price = BitPrice.One(probs[LzmaModel.IsRep0 + state]);
        return rep == 1
            ? price + BitPrice.Zero(probs[LzmaModel.IsRep1 + state])
            : price + BitPrice.One(probs[LzmaModel.IsRep1 + state])
                + BitPrice.Of(probs[LzmaModel.IsRep2 + state], (uint)rep - 2);
    }

    /// <summary>Takes note of a way to reach a node if it is cheaper than those known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Relax(int from, int length, uint price, uint back)
    {
        int to = from + length;
        ReachTo(to);
        return _nodes[to].Relax(from, price, back);
    }

    /// <summary>Takes note of a match or rep wherever one of its lengths reaches a node cheaper.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="first">The shortest length.</param>
    /// <param name="last">The longest length.</param>
    /// <param name="price">The price without the length.</param>
    /// <param name="lengthPrices">The prices of lengths.</param>
    /// <param name="posState">The part of the position that chooses among them.</param>
    /// <param name="back">The symbol.</param>
    private void Relax(int from, int first, int last, uint price, LengthPrices lengthPrices, int posState, uint back)
    {
        ReachTo(from + last);
        Span<Node> nodes = _nodes.AsSpan(from + first, last - first + 1);
        ReadOnlySpan<uint> prices = lengthPrices.From(first, posState)[..nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i].Relax(from, price + prices[i], back);
        }
    }

    /// <summary>Nodes as far as this one are to be arrived at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReachTo(int to)
    {
        while (_end < to)
        {
            _nodes[++_end].Price = BitPrice.Infinity;
        }
    }

    /// <summary>Writes the cheapest path to a node down as symbols.</summary>
    private void TracePath(int index)
    {
        int at = _path.Length;
        while (index > 0)
        {
            ref Node node = ref _nodes[index];
            int length = index - node.Previous;
            if (node.Step != Step.Single)
            {
                _path[--at] = Symbol.Rep(0, node.TailLength);
                length -= node.TailLength;
            }

            if (node.Step == Step.MatchLiteralRep)
            {
                _path[--at] = Symbol.Literal;
                length--;
            }

            _path[--at] = new Symbol(node.Back, length);
            index = node.Previous;
        }

        _pathNext = at;
        _pathEnd = _path.Length;
    }

    /// <summary>A node with what can be seen from it.</summary>
    private readonly ref struct Place(int index, ReadOnlySpan<byte> bytes, ReadOnlySpan<ushort> probs)
    {
        /// <summary>The node.</summary>
        public int Index { get; } = index;

        /// <summary>The bytes from the node on, as far as the parser may look.</summary>
        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        /// <summary>The probabilities.</summary>
        public ReadOnlySpan<ushort> Probs { get; } = probs;
    }

    private struct Node
    {
        public uint Price;
        public uint Back;
        public int Previous;
        public short TailLength;
        public Step Step;
        public SymbolState Symbols;

        /// <summary>Takes note of a way by one symbol if it is cheaper.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Relax(int from, uint price, uint back)
        {
            if (price >= Price)
            {
                return false;
            }

            Price = price;
            Previous = from;
            Back = back;
            Step = Step.Single;
            return true;
        }
    }
}
