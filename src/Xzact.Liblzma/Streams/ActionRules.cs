namespace Xzact.Liblzma.Streams;

/// <summary>
/// The order in which <c>lzma_code</c> may be called: a flush or the end, once begun, is asked for again with the same
/// input until it is done; a failure is told once; and no progress twice in a row is <see cref="LzmaRet.BufError"/>.
/// </summary>
internal sealed class ActionRules
{
    private Sequence _sequence;
    private ulong _available;
    private bool _isStuck;

    private enum Sequence
    {
        Run,
        SyncFlush,
        FullFlush,
        Finish,
        FullBarrier,
        End,
        Failed,
    }

    /// <summary>Whether a call is allowed.</summary>
    /// <param name="action">An action that the coder takes.</param>
    /// <param name="available">Bytes of input that the caller has.</param>
    /// <returns>Null to code; else what to return at once.</returns>
    public LzmaRet? Enter(LzmaAction action, ulong available)
    {
        switch (_sequence)
        {
            case Sequence.Run:
                _sequence = (Sequence)action;
                return null;
            case Sequence.End:
                return LzmaRet.StreamEnd;
            case Sequence.Failed:
                return LzmaRet.ProgError;
            default:
                return _sequence == (Sequence)action && _available == available ? null : LzmaRet.ProgError;
        }
    }

    /// <summary>What a call returns.</summary>
    /// <param name="result">What the coder says.</param>
    /// <param name="available">Bytes of input that are left.</param>
    /// <param name="hasMoved">Whether a byte was read or written.</param>
    public LzmaRet Leave(LzmaRet result, ulong available, bool hasMoved)
    {
        _available = available;
        switch (result)
        {
            case LzmaRet.Ok:
                bool wasStuck = _isStuck;
                _isStuck = !hasMoved;
                return wasStuck && _isStuck ? LzmaRet.BufError : LzmaRet.Ok;
            case LzmaRet.TimedOut:
                _isStuck = false;
                return LzmaRet.Ok;
            case LzmaRet.SeekNeeded:
                _isStuck = false;
                _sequence = _sequence == Sequence.Finish ? Sequence.Run : _sequence;
                return result;
            case LzmaRet.StreamEnd:
                _isStuck = false;
                _sequence = _sequence is Sequence.Run or Sequence.Finish ? Sequence.End : Sequence.Run;
                return result;
            case LzmaRet.NoCheck or LzmaRet.UnsupportedCheck or LzmaRet.GetCheck or LzmaRet.MemlimitError:
                _isStuck = false;
                return result;
            default:
                _sequence = Sequence.Failed;
                return result;
        }
    }
}
