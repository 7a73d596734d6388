using Xzact.Audit.Case.Histories;
using Xzact.Audit.Git;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

/// <summary>A temporary folder for repositories and mailboxes, and the way from a builder to facts.</summary>
public sealed class HistoryFolder : IDisposable
{
    private int _count;

    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("xzact-people-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A path in it that nothing has yet.</summary>
    public string New() => System.IO.Path.Combine(Path, $"{++_count}");

    internal CollectedHistory Collect(HistoryBuilder builder)
    {
        using GitRepository repository = GitRepository.Open(builder.Create(New()));
        return new HistoryCollector(repository, null, default).Collect();
    }

    internal ProjectHistory Summarize(HistoryBuilder builder) => new HistorySummary(Collect(builder)).Make();
}
