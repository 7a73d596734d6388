namespace Xzact.Audit.Behaviour;

/// <summary>A measurement could not be made; the message says why.</summary>
internal sealed class MeasureException(string message) : Exception(message);
