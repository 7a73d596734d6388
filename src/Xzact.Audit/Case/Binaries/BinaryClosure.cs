namespace Xzact.Audit.Case.Binaries;

/// <summary>A library that a program loads.</summary>
/// <param name="Name">The name by which it is asked for.</param>
/// <param name="Path">The file that was found for it; null if none was.</param>
/// <param name="Chain">Who asks whom, from the program to the one that asks for this.</param>
/// <param name="IsDirect">Whether the program itself asks for it.</param>
/// <param name="Resolvers">How many resolvers it has.</param>
internal sealed record ClosureLibrary(
    string Name, string? Path, IReadOnlyList<string> Chain, bool IsDirect, int Resolvers);

/// <summary>Everything that a program loads when it is started, by the files alone.</summary>
/// <param name="Program">The program.</param>
/// <param name="Libraries">The libraries, in the order in which a loader would meet them.</param>
internal sealed record BinaryClosure(string Program, IReadOnlyList<ClosureLibrary> Libraries);
