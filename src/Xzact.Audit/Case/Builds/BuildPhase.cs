namespace Xzact.Audit.Case.Builds;

/// <summary>What a build was doing when something happened. Inferred from processes and from what the user asked for;
/// nothing that the tree says about itself makes a phase a test.</summary>
internal enum BuildPhase
{
    /// <summary>None of the others: what the user's own command does beside them.</summary>
    Other,

    /// <summary>configure, config.status, Autotools, CMake and Meson when they set up.</summary>
    Configure,

    /// <summary>Recipes of make or ninja that neither compile nor link.</summary>
    Recipe,

    /// <summary>Compilers and assemblers.</summary>
    Compile,

    /// <summary>Linkers and archivers.</summary>
    Link,

    /// <summary>Tests that the user asked for.</summary>
    Test,

    /// <summary>Installation that the user asked for.</summary>
    Install,

    /// <summary>Making a release archive, where the user asked for that.</summary>
    Distribution,
}
