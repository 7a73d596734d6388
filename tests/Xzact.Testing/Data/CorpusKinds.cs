using Xunit;

namespace Xzact.Testing.Data;

/// <summary>Every kind of test data, for theories.</summary>
public sealed class CorpusKinds : TheoryData<CorpusKind>
{
    public CorpusKinds()
        : base(Corpus.Kinds)
    {
    }
}
