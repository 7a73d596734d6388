namespace Xzact.Audit.People;

/// <summary>Whose history to look at.</summary>
public sealed record PeopleRequest
{
    /// <summary>The top folder of a work tree, a bare repository, or a bundle.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>Mailboxes in the format mbox.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>Given the names behind the contributors' numbers, the first being that of <c>P1</c>; for a terminal of
    /// the project's own people. Null keeps them out of memory that is returned.</summary>
    public Action<IReadOnlyList<string>>? Names { get; init; }

    /// <summary>Told what is being done, a few times a second at most; null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
