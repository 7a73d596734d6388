namespace Xzact.Coding;

/// <summary>How a call of <see cref="Coder.Code"/> ended.</summary>
internal enum CoderStatus
{
    /// <summary>All input is used or all output filled; call again with more.</summary>
    More,

    /// <summary>The coder's data is complete. Input behind it was not touched.</summary>
    End,

    /// <summary><see cref="Coder.Failure"/> says why. Output written before stays valid, and unverified.</summary>
    Failed,

    /// <summary>
    /// Only from coders with threads: nothing can be done before one of them is ready. Input and room may be left.
    /// </summary>
    Waiting,
}

/// <summary>
/// A state machine over spans: takes input, gives output, keeps what it needs in between, and allocates nothing per
/// call.
/// </summary>
internal abstract class Coder
{
    /// <summary>Why the coder failed; null as long as it has not.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>
    /// Uses input and fills output as far as it can. Both spans are cut to what is left of them.
    /// </summary>
    /// <remarks>More means that input is empty or output is full, or both; End and Failed are final until a
    /// reset.</remarks>
    public CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output) =>
        Failure is null ? Advance(ref input, ref output) : CoderStatus.Failed;

    /// <summary>After <see cref="CoderStatus.Waiting"/>: completes once a further call can go on.</summary>
    public virtual Task WhenReady() => Task.CompletedTask;

    /// <summary>Does the work of <see cref="Code"/>; not called again after a failure.</summary>
    protected abstract CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output);

    /// <summary>Forgets an earlier failure.</summary>
    protected void ClearFailure() => Failure = null;

    /// <summary>Records the failure and returns <see cref="CoderStatus.Failed"/>.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="offset">Byte offset in the coder's own input; an outer coder moves it.</param>
    /// <param name="rule">What was read and which rule it breaks.</param>
    protected CoderStatus Fail(XzError error, long offset, string rule)
    {
        Failure ??= new Failure(error, offset, rule);
        return CoderStatus.Failed;
    }

    /// <summary>
    /// Takes over the failure of a coder inside this one, whose input began at <paramref name="start"/>.
    /// </summary>
    protected CoderStatus FailAs(Coder inner, long start) =>
        Fail(inner.Failure!.Error, start + inner.Failure.Offset, inner.Failure.Rule);
}
