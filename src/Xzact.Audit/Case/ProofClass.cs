namespace Xzact.Audit.Case;

/// <summary>How strong the proof behind an account is. Classes are counted separately and never merged.</summary>
public enum ProofClass
{
    /// <summary>The bytes themselves are in the tag or were published upstream.</summary>
    Exact,

    /// <summary>The bytes are, once a named change is undone.</summary>
    ExactAfterNormalisation,

    /// <summary>Each part is known; the whole is in no history.</summary>
    Composed,

    /// <summary>The content follows from a named input by a named derivation that was repeated here.</summary>
    Derived,

    /// <summary>The tag's own build system, run here, made the same bytes.</summary>
    Regenerated,

    /// <summary>What is left after regeneration belongs to another release of the tool.</summary>
    Drift,

    /// <summary>Nothing was proved in this audit; an earlier audit or a reviewer explained the same bytes.</summary>
    Carried,

    /// <summary>Equal to another archive, which nobody compared with a source here. It explains nothing.</summary>
    Compared,

    /// <summary>A claim without a proof. It explains nothing.</summary>
    Claimed,

    /// <summary>No proof.</summary>
    None,
}
