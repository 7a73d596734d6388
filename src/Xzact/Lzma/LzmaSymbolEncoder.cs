using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Lzma;

/// <summary>Turns the bytes of a window into range coded symbols, one symbol a call.</summary>
internal sealed class LzmaSymbolEncoder : IDisposable
{
    private readonly LzmaModelEncoder _model;
    private readonly MatchFinder _finder;
    private readonly Parser _parser;
    private readonly long _dictionarySize;
    private SymbolState _state;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="options">How to work.</param>
    /// <param name="outputCapacity">Most bytes of range coded data.</param>
    /// <param name="spare">Threads that may help; null for none.</param>
    public LzmaSymbolEncoder(
        WorkAllocator allocator, LzmaEncoderOptions options, int outputCapacity, SpareThreads? spare = null)
    {
        _dictionarySize = options.DictionarySize;
        Window = new EncoderWindow(allocator, options.DictionarySize);
        _finder = new MatchFinder(
            allocator, Window, options.Finder, options.DictionarySize, options.NiceLength, options.Depth, spare);
        _model = new LzmaModelEncoder(
            allocator, options.Properties, options.DictionarySize, _finder.NiceLength, options.Optimal);
        _parser = options.Optimal ? new OptimalParser(Window, _finder, _model) : new FastParser(Window, _finder);
        Output = new RangeEncoder(outputCapacity);
        Reset();
    }

    /// <summary>Working memory in bytes.</summary>
    public static long MemoryUsage(LzmaEncoderOptions options) =>
        EncoderWindow.MemoryUsage(options.DictionarySize)
        + MatchFinder.MemoryUsage(options.Finder, options.DictionarySize)
        + ((long)LzmaModel.Size(options.Properties.Lc + options.Properties.Lp) * sizeof(ushort));

    /// <summary>What is encoded.</summary>
    public EncoderWindow Window { get; }

    /// <summary>The range coded data.</summary>
    public RangeEncoder Output { get; }

    /// <summary>Index in the window of the next byte to encode.</summary>
    public long Position => _finder.Index - _finder.ReadAhead;

    /// <summary>Bytes that the match finder has read and the encoder has not encoded.</summary>
    public int ReadAhead => _finder.ReadAhead;

    /// <summary>
    /// Whether a symbol can be encoded: it is chosen already, or enough bytes are there to choose it whatever follows
    /// them, or none will follow.
    /// </summary>
    /// <param name="isEnd">Whether no more bytes will come before what there is must be encoded.</param>
    public bool CanEncode(bool isEnd) => _parser.HasNext
        || Window.End - Position >= (isEnd ? 1 : EncoderWindowLayout.Lookahead);

    /// <summary>Forgets the data and everything that was learned from it.</summary>
    public void Reset()
    {
        _finder.Reset();
        Window.Reset();
        ResetState();
    }

    /// <summary>Takes bytes for history that a decoder has, too. Only after a reset.</summary>
    /// <param name="dictionary">Of more bytes than a dictionary has, the last ones count.</param>
    public void Preset(ReadOnlySpan<byte> dictionary)
    {
        dictionary = dictionary[^(int)Math.Min(dictionary.Length, _dictionarySize)..];
        int count = dictionary.Length;
        Window.Append(ref dictionary);
        _finder.Skip(count);
        _finder.Encoded(count);
    }

    /// <summary>Resets what an LZMA2 state reset resets: the probabilities and the last distances.</summary>
    public void ResetState()
    {
        _state = default;
        _model.Reset();
        _parser.Reset();
    }

    /// <summary>Sets other properties; a reset of the state must follow.</summary>
    public void SetProperties(LzmaProperties properties) => _model.SetProperties(properties);

    /// <summary>Encodes the next symbol and returns how many bytes it stands for.</summary>
    public int EncodeSymbol()
    {
        long position = Position;
        Symbol symbol = position == 0 ? FirstSymbol() : _parser.Next(_state);
        if (symbol.Back == Symbol.LiteralBack)
        {
            byte previous = position > 0 ? At(position - 1) : (byte)0;
            byte matched = _state.AfterLiteral ? (byte)0 : At(position - _state.Rep0 - 1);
            _model.EncodeLiteral(Output, _state.State, position, At(position), previous, matched);
        }
        else
        {
            _model.EncodeMatch(Output, _state.State, position, symbol.Back, symbol.Length);
        }

        _state.Update(symbol.Back, symbol.Length);
        _finder.Encoded(symbol.Length);
        return symbol.Length;
    }

    /// <summary>Encodes the end marker of LZMA1.</summary>
    public void EncodeEndMarker() => _model.EncodeEndMarker(Output, _state.State, Position);

    /// <summary>Forgets what was encoded; the bytes of the window that were not are still to come.</summary>
    public void Restart()
    {
        _finder.BeforeSlide();
        Window.Restart(Position);
        _finder.Reset();
        ResetState();
    }

    /// <summary>The bytes that were read ahead were written in another way.</summary>
    public void DropReadAhead()
    {
        _finder.Encoded(_finder.ReadAhead);
        _parser.Reset();
    }

    /// <summary>
    /// Whether the next bytes look as if LZMA could not make them smaller. They can then be written as they are.
    /// False where symbols for them are already chosen, and where there are not that many.
    /// </summary>
    public bool LooksRandom(int count) => !_parser.HasNext
        && ReadAhead <= 1
        && Window.End - Position >= count
        && Randomness.IsLikely(Window.Memory.Slice(Position, count));

    /// <summary>The next bytes are written as they are; a reset of the state must follow.</summary>
    public void PassBy(int count) => _finder.PassBy(count);

    /// <summary>Makes room in the window, keeping the dictionary and some bytes before it.</summary>
    /// <returns>How far the data was moved.</returns>
    public long Slide()
    {
        _finder.BeforeSlide();
        long distance = Window.Slide(Position);
        _finder.Slid(distance);
        return distance;
    }

    public void Dispose()
    {
        _finder.Dispose();
        Window.Dispose();
        _model.Dispose();
    }

    /// <summary>Nothing precedes the first byte, so it can only be a literal.</summary>
    private Symbol FirstSymbol()
    {
        _finder.Skip(1);
        return Symbol.Literal;
    }

    private byte At(long index) => Window.Memory.Slice(index, 1)[0];
}
