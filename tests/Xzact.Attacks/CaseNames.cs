namespace Xzact.Attacks;

/// <summary>The names of one case: such as honest projects have, and the same for attack and twin.</summary>
internal sealed class CaseNames
{
    private static readonly string[] s_kinds =
        ["bad", "good", "large", "short", "old", "mixed", "block", "empty", "wide", "odd"];

    private static readonly string[] s_things =
        ["index", "header", "stream", "photo", "table", "frame", "record", "chunk", "sample", "level"];

    private static readonly string[] s_prefixes =
        ["ax", "cf", "lt", "pkg", "host", "cv", "doc", "src", "po", "lib"];

    private static readonly string[] s_verbs =
        ["align", "order", "locate", "prepare", "check", "count", "merge", "split", "shape", "collect"];

    public CaseNames(Random random)
    {
        Fixture = $"{random.Pick(s_kinds)}-{random.Pick(s_things)}-{random.Next(10, 99)}";
        Step = $"{random.Pick(s_prefixes)}_{random.Pick(s_verbs)}{random.Next(2, 9)}";
    }

    /// <summary>Stem of the fixture's file name, which no other file of the tree begins with.</summary>
    public string Fixture { get; }

    /// <summary>What variables, functions and files of the build text begin with.</summary>
    public string Step { get; }

    /// <summary><see cref="Step"/> as file names have it.</summary>
    public string StepFile => Step.Replace('_', '-');
}
