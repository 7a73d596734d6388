using Xzact.Audit.Content.Transforms;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Content;

/// <summary>Gives every file of a tree an account, and looks what those that have none to their last byte turn into.
/// </summary>
/// <param name="limits">The limits of each file.</param>
/// <param name="indicators">Published indicators; one of them in the tree ends the analysis before it begins.</param>
/// <param name="hints">The transforms that the tree's build scripts name.</param>
public sealed class ContentCollector(ContentLimits limits, IndicatorList indicators, TransformHints hints)
{
    // A file cut in two lies as neighbours; more of them would be tried against one another for nothing.
    private const int MaxNeighbours = 16;
    private const int MaxJoined = 4 << 20;

    private readonly ContentAccountant _accountant = new(limits, indicators);
    private readonly TransformSearch _search = new(hints, limits);

    /// <summary>Collects over all files, each read twice: first to compare digests with the indicators.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ContentReport Collect(IReadOnlyList<ContentFile> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ContentAccount[] stopping = [.. Indicated(files, cancellationToken)];
        return stopping.Length > 0 ? new(stopping, []) : CollectPassed(files, cancellationToken);
    }

    /// <summary>Collects over files that <see cref="Indicated"/> has passed.</summary>
    internal ContentReport CollectPassed(IReadOnlyList<ContentFile> files, CancellationToken cancellationToken)
    {
        List<ContentAccount> accounts = [];
        List<TransformEvidence> evidence = [];
        byte[] buffer = [];
        foreach (ContentFile file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Length > limits.MaxFileBytes)
            {
                accounts.Add(_accountant.TooLarge(file));
                continue;
            }

            ReadOnlyMemory<byte> content = file.ReadInto(ref buffer);
            ContentAccount account = _accountant.AccountPassed(file, content);
            accounts.Add(account);
            if (IsTried(account))
            {
                evidence.AddRange(_search.Find(file.Path, content));
            }
        }

        evidence.AddRange(Joined(files, accounts));
        return new(accounts, evidence);
    }

    /// <summary>Whether transforms are tried: on what is no text and not whole as it is.</summary>
    internal static bool IsTried(ContentAccount account) => account.Indicator is null && !account.IsText
        && (account.Class is ContentClass.Opaque or ContentClass.Unread || account.Damages.Count > 0);

    /// <summary>The accounts of files that are published indicators; nothing of them is decoded.</summary>
    internal IEnumerable<ContentAccount> Indicated(IReadOnlyList<ContentFile> files,
        CancellationToken cancellationToken)
    {
        foreach (ContentFile file in files.Where(file => file.Length <= limits.MaxFileBytes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_accountant.Indicated(file) is { } account)
            {
                yield return account;
            }
        }
    }

    // A compressed stream that ends too soon, and an opaque file beside it that is the rest.
    private IEnumerable<TransformEvidence> Joined(IReadOnlyList<ContentFile> files, List<ContentAccount> accounts)
    {
        foreach (IGrouping<string?, int> folder in Enumerable.Range(0, files.Count)
            .GroupBy(i => Path.GetDirectoryName(files[i].Path), StringComparer.Ordinal))
        {
            int[] cut = [.. folder.Where(i => accounts[i].Class == ContentClass.Compressed
                && accounts[i].Length <= MaxJoined
                && accounts[i].Damages.Any(damage => damage.Kind == DamageKind.Truncated)).Take(MaxNeighbours)];
            int[] rest = [.. folder.Where(i => accounts[i].Class == ContentClass.Opaque
                && accounts[i].Length <= MaxJoined).Take(MaxNeighbours)];
            foreach ((int begin, int end) in from i in cut from j in rest select (i, j))
            {
                byte[] joined = [.. files[begin].Read(), .. files[end].Read()];
                if (TransformTarget.Read(joined, new ContentBudget(limits)) is { } target)
                {
                    yield return TransformSearch.Evidence(
                        files[begin].Path, $"followed by {files[end].Path}", false, target, joined);
                }
            }
        }
    }
}
