using System.Text;
using Xzact.Fuzz.Engine;
using Xzact.Testing;

namespace Xzact.Fuzz.Harnesses.Auditor;

/// <summary>A reader of the auditor: it ends, says the same twice, uses memory in proportion to its input, and nothing
/// but the exceptions that it documents comes out of it.</summary>
internal abstract class AuditorHarness : Harness
{
    // What any reader may allocate: so much, and so much for each byte of its input.
    private const long FixedBytes = 48L << 20;
    private const long BytesForEach = 1 << 13;

    // An input leads somewhere new if something is said of it that was said of none before.
    private const int MaxKinds = 500;
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    public override bool IsOfCodec => false;

    /// <summary>What the reader says, one for each thing that it read or refused: its kind, by which inputs are told
    /// apart that lead somewhere new, and what the input itself says.</summary>
    /// <exception cref="Exception">The reader has a fault.</exception>
    protected abstract IEnumerable<(string Kind, string Data)> Read(byte[] input);

    public override Outcome Observe(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        (string Kind, string Data)[] said = [.. Read(input)];
        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        long most = FixedBytes + (BytesForEach * input.Length);
        Require.That(used <= most, $"{used} bytes were allocated for {input.Length} of input, {most} at most");
        string[] kinds = [.. said.Select(s => FirstWords(s.Kind)).Distinct()];
        ulong digest = Labels.Digest(Encoding.UTF8.GetBytes(string.Join('\n', said)));
        return new(Array.Find(kinds, kind => _kinds.Count < MaxKinds && _kinds.Add(kind)) ?? "nothing new", digest);
    }

    public override void Verify(byte[] input, Outcome outcome) =>
        Require.That(Observe(input).Digest == outcome.Digest, "The reader says something else the second time.");

    // What follows may be names of the input.
    private static string FirstWords(string kind) =>
        string.Join(' ', Labels.WithoutNumbers(kind).Replace("#,", "", StringComparison.Ordinal).Split(' ').Take(5));
}
