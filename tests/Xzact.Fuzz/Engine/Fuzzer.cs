using Xzact.Fuzz.Inputs;
using Xzact.Testing;

namespace Xzact.Fuzz.Engine;

/// <summary>Runs a harness on inputs that it makes from those that led somewhere new.</summary>
internal sealed class Fuzzer(Harness harness, ITwin? twin, CorpusFolder corpus, int seed)
{
    private const int MostFailures = 20;
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly Mutator _mutator = new(new Random(seed));

    /// <summary>Inputs that were run.</summary>
    public long Executions { get; private set; }

    /// <summary>Inputs that were run and made here, and were not there at the start.</summary>
    public long Made { get; private set; }

    /// <summary>Kinds of outcomes.</summary>
    public int Outcomes => _labels.Count;

    /// <summary>Inputs that led somewhere new.</summary>
    public int CorpusSize => corpus.Count;

    /// <summary>What must not happen and did: each kind once, by its message.</summary>
    public SortedDictionary<string, byte[]> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs what is there already, and then until told to stop.</summary>
    /// <param name="goOn">Asked before each input.</param>
    public void Run(Func<bool> goOn)
    {
        foreach (byte[] input in corpus.Begin(harness.Seeds()))
        {
            if (!goOn())
            {
                return;
            }

            Try(input);
        }

        while (goOn() && Failures.Count < MostFailures)
        {
            byte[] input = harness.Mutate(_mutator, corpus.Pick(_mutator.Random), corpus.Pick(_mutator.Random));
            Made++;
            Try(input);
        }
    }

    private void Try(byte[] input)
    {
        Executions++;
        string? fault = Execute(input, out Outcome outcome);
        if (fault is not null)
        {
            string kind = Labels.WithoutNumbers(fault);
            if (!Failures.ContainsKey(kind))
            {
                Failures[kind] = Minimiser.Shrink(
                    input, smaller => Labels.WithoutNumbers(Execute(smaller, out _)) == kind);
            }

            return;
        }

        bool sawNewPlaces = twin is not null && twin.SawNewPlaces();
        if (_labels.Add(outcome.Label) || sawNewPlaces)
        {
            corpus.Add(input);
        }
    }

    /// <summary>Runs one input; null, or what is wrong.</summary>
    private string? Execute(byte[] input, out Outcome outcome)
    {
        outcome = default;
        try
        {
            outcome = harness.Observe(input);
            if (twin is not null)
            {
                string said = twin.Observe(input);
                Require.That(said == outcome.ToString(), $"The twin says {said}, not {outcome}");
            }

            harness.Verify(input, outcome);
            return null;
        }
#pragma warning disable CA1031 // every exception is a fault of the codec, and is reported
        catch (Exception e)
#pragma warning restore CA1031
        {
            string? at = e is RequirementException
                ? null
                : e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Xzact", StringComparison.Ordinal));
            return $"{e.GetType().Name}: {e.Message} {at}";
        }
    }
}
