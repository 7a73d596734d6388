namespace Xzact.Audit.Case.Chains;

/// <summary>A link of the chain of custody, in the order in which bytes pass.</summary>
internal enum ChainStage
{
    /// <summary>Who could change the project: <c>xzact people</c>.</summary>
    People,

    /// <summary>What can become code: <c>xzact scan</c>.</summary>
    Source,

    /// <summary>What the archive holds beside the tag: <c>xzact release</c>.</summary>
    Release,

    /// <summary>What the build did: <c>xzact build</c>.</summary>
    Build,

    /// <summary>What came out of it: <c>xzact binary</c>.</summary>
    Binary,

    /// <summary>Where that is installed: <c>xzact exposure</c>.</summary>
    Machine,

    /// <summary>What it does: <c>xzact behaviour</c>.</summary>
    Behaviour,
}
