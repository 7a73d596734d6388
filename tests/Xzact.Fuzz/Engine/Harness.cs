using Xzact.Fuzz.Inputs;

namespace Xzact.Fuzz.Engine;

/// <summary>An entry point of the codec, or of the auditor, under test. An input is any bytes; equal inputs have equal
/// outcomes.</summary>
internal abstract class Harness
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the codec is what it is about, so that a twin of it says something.</summary>
    public virtual bool IsOfCodec => true;

    /// <summary>Inputs to begin with.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>
    /// What the codec does with an input: called by the twin too, which must say the same. It calls nothing but the
    /// codec.
    /// </summary>
    /// <exception cref="Exception">The codec has a fault.</exception>
    public abstract Outcome Observe(byte[] input);

    /// <summary>Everything else that must hold for an input.</summary>
    /// <exception cref="Exception">The codec has a fault.</exception>
    public abstract void Verify(byte[] input, Outcome outcome);

    /// <summary>An input made from one of the corpus, and now and then from a second one.</summary>
    public virtual byte[] Mutate(Mutator mutator, byte[] input, byte[] other) => mutator.Change(input, other);
}

/// <summary>How an input ended.</summary>
/// <param name="Label">In words without numbers: inputs that end in the same words are of one kind.</param>
/// <param name="Digest">Of every byte that came out.</param>
internal readonly record struct Outcome(string Label, ulong Digest)
{
    /// <summary>One text, to be compared with the twin's.</summary>
    public override string ToString() => $"{Label} [{Digest:x16}]";
}
