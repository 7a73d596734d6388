namespace Xzact.Audit.Case;

/// <summary>Something that stands in a build script and means something without the files that the script reads.
/// </summary>
internal enum ScriptFactKind
{
    /// <summary>A command of config.status evaluates text, or gives text to a shell.</summary>
    ConfigCommandRunsText,

    /// <summary>A variable is evaluated that no build script of the tree gives a value.</summary>
    UnassignedEvaluated,

    /// <summary>A program that asks the compiler for a feature holds a sign that no compiler takes.</summary>
    StraySignInProbe,

    /// <summary>The brackets of such a program do not match.</summary>
    UnbalancedProbe,
}

/// <summary>One such fact. It is not judged.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">What it is about: a macro's argument, a variable, a probe.</param>
/// <param name="Evidence">Where it stands.</param>
internal sealed record ScriptFact(ScriptFactKind Kind, string Subject, Evidence Evidence)
{
    /// <summary>Whether the name of the variable is no word, by its letters; false where there is none.</summary>
    public bool HasOddName { get; init; }

    /// <summary>Whether only tests run the script.</summary>
    public bool IsInTests { get; init; }
}
