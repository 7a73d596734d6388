using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Rules;

/// <summary>Judges what joins the links of the chain. A rule knows only what it is given.</summary>
internal interface IChainRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>The matches.</summary>
    IEnumerable<ChainMatch> Match(ChainSummary chain);
}

/// <summary>A match in what joins the links.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The file or package that it is about.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Stages">The links whose evidence it joins.</param>
/// <param name="Evidence">The findings behind it.</param>
internal sealed record ChainMatch(
    Severity Severity, string Subject, string Message, IReadOnlyList<ChainStage> Stages,
    IReadOnlyList<Evidence> Evidence);
