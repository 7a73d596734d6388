namespace Xzact.Fuzz.Engine;

/// <summary>The same codec with its safe kernels: says what it does with an input, and where it came by.</summary>
internal interface ITwin
{
    /// <summary>The text of the outcome.</summary>
    string Observe(byte[] input);

    /// <summary>Whether the last input led to places, or so often to one, as none did before.</summary>
    bool SawNewPlaces();

    /// <summary>Places that some input led to, and all of them.</summary>
    (int Seen, int All) Places { get; }
}
