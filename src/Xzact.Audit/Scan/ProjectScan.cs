using Xzact.Audit.Case;
using Xzact.Audit.Content;

namespace Xzact.Audit.Scan;

/// <summary>What was found in one build of a tree. Of its scripts nothing is kept but figures and facts.</summary>
internal sealed class ProjectScan
{
    // What is smaller is too common to say anything, unless it has a way to what the build runs.
    private const int MinFixture = 4 << 10;

    private ProjectScan(TreeFlow flow, IReadOnlyList<ContentAccount> accounts, IReadOnlyList<Story> stories)
    {
        Coverage = flow.Coverage;
        Omissions = flow.Omissions;
        Facts = flow.Facts.All();
        Visited = flow.Graph.Visited;
        Accounts = accounts;
        Stories = stories;
    }

    /// <summary>What was read of each script.</summary>
    public IReadOnlyList<ScriptCoverage> Coverage { get; }

    /// <summary>Scripts that were not read to the end.</summary>
    public IReadOnlyList<Omission> Omissions { get; }

    /// <summary>What means something by itself in the scripts.</summary>
    public IReadOnlyList<ScriptFact> Facts { get; }

    /// <summary>The accounts of its files, in their order.</summary>
    public IReadOnlyList<ContentAccount> Accounts { get; }

    /// <summary>All stories; none if a part of a file is a published indicator.</summary>
    public IReadOnlyList<Story> Stories { get; }

    /// <summary>How many nodes searches for paths have gone through.</summary>
    public long Visited { get; }

    /// <summary>Scans one build.</summary>
    /// <param name="tree">Its files, each looked at, none of them an indicator.</param>
    /// <param name="request">What was asked for.</param>
    public static ProjectScan Of(ScanTree tree, ScanRequest request)
    {
        TreeFlow flow = TreeFlow.Read(tree, request);
        request.Progress?.Report("reading opaque files");
        ContentCollector collector = new(ContentLimits.Default, request.Indicators, flow.Hints());
        ContentReport content = collector.CollectPassed(
            [.. tree.Files.Select(file => file.Content)], request.Cancellation);
        for (int i = 0; i < tree.Files.Count; i++)
        {
            tree.Files[i].Account = content.Accounts[i];
        }

        if (content.Accounts.Any(account => account.WithParts().Any(part => part.Indicator is not null)))
        {
            return new(flow, content.Accounts, []);
        }

        request.Progress?.Report("joining files and scripts");
        return new(flow, content.Accounts, Tell(tree, flow, content));
    }

    // Encoded as text it is as opaque.
    private static bool IsOpaque(ContentAccount account) => !account.IsText
        || account.WithParts().Skip(1).Any(part => part.Class == ContentClass.Opaque);

    private static Story[] Tell(ScanTree tree, TreeFlow flow, ContentReport content)
    {
        Story[] stories = [.. new StoryTeller(tree, flow, content).Tell()];
        ScanFile[] fixtures =
        [
            .. stories.Select(story => (Story: story, File: tree.At(story.Subject))).Where(pair => pair.File is
                { IsInTests: true, Account: { } account } && IsOpaque(account)
                && (pair.Story.HasPath || account.Length >= MinFixture)).Select(pair => pair.File!),
        ];
        if (fixtures.Length == 0)
        {
            return stories;
        }

        NamedFiles named = new(tree, fixtures, except: null, CancellationToken.None);
        HashSet<string> unnamed =
            [.. fixtures.Select(file => file.Path).Where(path => named.TestOf(path) is null)];
        return [.. stories.Select(story => story with { IsUnnamedFixture = unnamed.Contains(story.Subject) })];
    }
}
