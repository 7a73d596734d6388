namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>What an honest judge must say at least of a variant.</summary>
internal enum Expectation
{
    /// <summary>The report mentions what was changed, anywhere.</summary>
    Reported,

    /// <summary>A file that nothing explains.</summary>
    UnaccountedFile,

    /// <summary>A finding of High or Critical.</summary>
    HighFinding,
}

/// <summary>One way into a build, a program or a packager's machine, and an innocent change of the same kind.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Base">The honest project that it changes.</param>
/// <param name="Hope">What the attacker hopes, in one sentence.</param>
/// <param name="AtLeast">What an honest judge must say at least, written down before the first run.</param>
/// <param name="Attack">The change; what it would run or decode is inert.</param>
/// <param name="Twin">What the honest twin is.</param>
/// <param name="Honest">The twin's change.</param>
internal sealed record OutsideVariant(
    string Name,
    string Base,
    string Hope,
    Expectation AtLeast,
    Action<OutsideRelease> Attack,
    string Twin,
    Action<OutsideRelease> Honest);
