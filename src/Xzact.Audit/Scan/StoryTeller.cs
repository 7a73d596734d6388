using Xzact.Audit.Case;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>Joins what is known of contents with the ways that scripts take: one story for each file, search or
/// download that can become code.</summary>
internal sealed class StoryTeller(ScanTree tree, TreeFlow flow, ContentReport content)
{
    // More sinks of one source say nothing new.
    private const int MaxSinks = 200;
    private const int MaxMore = 5;
    private const int MinUnaccounted = 4_096;
    private const int MinCommandText = 8;
    private const int MaxEvaluated = 4;
    private const string WrittenBy = " (written by ";

    private readonly ILookup<string, TransformEvidence> _transforms = content.Evidence
        .ToLookup(evidence => evidence.Path, StringComparer.Ordinal);

    private readonly Dictionary<string, FlowPath[]> _paths = new(StringComparer.Ordinal);

    private readonly DataEvaluation _evaluation = new(tree, flow.Graph, new(ContentLimits.Default));

    /// <summary>All stories of the tree, by subject.</summary>
    public IEnumerable<Story> Tell()
    {
        Dictionary<ScanFile, List<FlowNode>> named = [];
        List<FlowNode> others = [];
        foreach (FlowNode node in flow.Graph.Nodes.Where(flow.Graph.Leads))
        {
            if (node.Kind is FlowKind.Search or FlowKind.Network)
            {
                others.Add(node);
            }
            else if (node.Kind == FlowKind.File)
            {
                foreach (ScanFile file in tree.Find(node.Name, Script(node)).Where(f => f.Source != StorySource.None))
                {
                    (named.TryGetValue(file, out List<FlowNode>? nodes) ? nodes : named[file] = []).Add(node);
                }
            }
        }

        // A search does not say which file it finds; one that the scripts' own transforms turn into code is the one to
        // name.
        (FlowNode Node, FlowPath Best, FlowPath[] Paths)[] found = [.. others.Select(node => (node, Paths([node])))
            .Where(pair => Best(pair.Item2) is not null).Select(pair => (pair.node, Best(pair.Item2)!, pair.Item2))];
        (FlowNode Node, FlowPath Best, FlowPath[] Paths)? search = found.Where(item => item.Node.Kind == FlowKind.Search
            && item.Best.Steps.Any(step => step.Act >= StoryAct.DisguisedCopy)).Cast<(FlowNode, FlowPath,
                FlowPath[])?>()
            .FirstOrDefault();
        _evaluation.Hits.Find(found.Select(item => item.Node).Where(node => node.Kind == FlowKind.Search));
        ILookup<ScanFile, (FlowNode Node, FlowPath Best, FlowPath[] Paths)> hits = found
            .Where(item => item.Node.Kind == FlowKind.Search)
            .SelectMany(item => Hits(item.Node, item.Paths).Select(file => (file, item)))
            .ToLookup(pair => pair.file, pair => pair.item);
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (ScanFile file in tree.Files)
        {
            StoryPayload[] payload = [.. Payload(file)];
            FlowPath[] paths = named.TryGetValue(file, out List<FlowNode>? nodes)
                ? [.. Paths(nodes).Where(path => !path.Steps.Any(IsListing))] : [];
            if (Best(paths) is { } best)
            {
                (FlowPath shown, StoryPayload[] evaluated) = Evaluated(file, best, paths);
                yield return Of(file.Path, file.Source, shown, paths,
                    [.. payload, .. evaluated, .. LineEnds.Of(file)]) with
                {
                    Fence = Fence(file, hits[file].Select(item => item.Node)),
                };
            }
            else if (Hit(hits[file], file) is { } hit)
            {
                told.Add($"{hit.Path.Source.Place} {hit.Path.Sink.Kind}");
                yield return Of(file.Path, StorySource.Search, hit.Path, hit.Paths, [.. payload, .. hit.Payload]) with
                {
                    Fence = Fence(file, [hit.Path.Source]),
                };
            }
            else if (search is { } way && payload.Any(fact => fact.Kind is PayloadKind.NamedTransform
                or PayloadKind.NamedStream))
            {
                told.Add($"{way.Best.Source.Place} {way.Best.Sink.Kind}");
                yield return Of(file.Path, StorySource.Search, way.Best, way.Paths, payload);
            }
            else if (payload.Length > 0)
            {
                yield return new()
                {
                    Subject = file.Path,
                    Payload = payload,
                    Fence = Fence(file, hits[file].Select(item => item.Node)),
                };
            }
        }

        foreach ((FlowNode node, FlowPath best, FlowPath[] paths) in found)
        {
            (FlowPath shown, StoryPayload[] made) = Listing.IsOne(node) && _evaluation.At(node) is { } names
                ? Ordered(paths).Take(MaxEvaluated).Select(path => (path, Made: Evaluate(Script(node), names, path)
                    .ToArray())).FirstOrDefault(pair => pair.Made.Length > 0, (best, []))
                : (best, []);
            if ((made.Length > 0 || node.Name != "ls") && told.Add($"{best.Source.Place} {best.Sink.Kind}"))
            {
                yield return Of(Script(node), node.Kind == FlowKind.Network ? StorySource.Network
                    : node.Name is "find" or "ls" ? StorySource.Listing : StorySource.Search, shown, paths, made);
            }
        }
    }

    // A listing hands names on, and no content.
    private static bool IsListing(FlowNode step) => step.Kind == FlowKind.Search && Listing.IsOne(step);

    // The files that a search finds, or those that the lines which it prints name.
    private IEnumerable<ScanFile> Hits(FlowNode search, FlowPath[] paths)
    {
        if (SearchHits.PrintsLines(search))
        {
            foreach (FlowNode step in paths.SelectMany(path => path.Steps).Where(step => step.Kind == FlowKind.Joint)
                .Distinct())
            {
                if (_evaluation.Named(step) is { Count: > 0 } named)
                {
                    return named.Where(file => file.Source != StorySource.None);
                }
            }
        }

        return _evaluation.Hits.Of(search);
    }

    private Evidence? Fence(ScanFile file, IEnumerable<FlowNode> searches) => file.Account is { IsText: false }
        && searches.FirstOrDefault(search => _evaluation.Hits.Of(search).Contains(file)) is { } found
            ? At(found, "a search finds the file by its content") : null;

    // A file that a search finds, and that the steps behind the search turn into code, or that nobody can read.
    private (FlowPath Path, FlowPath[] Paths, StoryPayload[] Payload)? Hit(
        IEnumerable<(FlowNode Node, FlowPath Best, FlowPath[] Paths)> searches, ScanFile file) => searches
        .Select(item => (item.Paths, Made: Evaluated(file, item.Best, item.Paths)))
        .Where(item => item.Made.Payload.Length > 0 || file.Account is { IsText: false })
        .Select(item => ((FlowPath, FlowPath[], StoryPayload[])?)(item.Made.Path, item.Paths, item.Made.Payload))
        .FirstOrDefault();

    // Files that one pattern names share their paths.
    private FlowPath[] Paths(List<FlowNode> nodes)
    {
        string key = string.Join(' ', nodes.Select(node => node.Index));
        return _paths.TryGetValue(key, out FlowPath[]? known) ? known
            : _paths[key] = [.. flow.Graph.Paths(nodes, MaxSinks)];
    }

    // A script that another one writes is not in the tree.
    private static string Script(FlowNode node)
    {
        string name = node.Place.File;
        int written = name.LastIndexOf(WrittenBy, StringComparison.Ordinal);
        if (written > 0 && name.LastIndexOf(':') is int colon && colon > written)
        {
            return name[(written + WrittenBy.Length)..colon];
        }

        return name.IndexOf(" (", StringComparison.Ordinal) is > 0 and int end ? name[..end] : name;
    }

    // Of the ways that come first, one whose steps can be done.
    private (FlowPath Path, StoryPayload[] Payload) Evaluated(ScanFile file, FlowPath best, FlowPath[] paths)
    {
        foreach (FlowPath path in Ordered(paths).Take(MaxEvaluated))
        {
            if (Evaluate(file, path).ToArray() is { Length: > 0 } payload)
            {
                return (path, payload);
            }
        }

        return (best, []);
    }

    private FlowPath? Best(IEnumerable<FlowPath> paths) => Ordered(paths).FirstOrDefault();

    // A shell before a compiler, a transform before none, the build before its tests, and then the shortest.
    private IEnumerable<FlowPath> Ordered(IEnumerable<FlowPath> paths) => paths
        .OrderBy(path => IsTest(path))
        .ThenByDescending(path => path.Steps.Any(step => step.Act >= StoryAct.DisguisedCopy))
        .ThenBy(path => path.Sink.Kind switch
        {
            FlowKind.ShellSink => 0,
            FlowKind.CommandWordSink => 1,
            FlowKind.BuildFileSink => 2,
            _ => 3,
        })
        .ThenBy(path => path.Steps.Count);

    // Where a step is in a script that only tests run, the way is not taken in a build.
    private bool IsTest(FlowPath path) => path.Steps
        .Any(step => step.Kind is not FlowKind.File && flow.IsTestPhase(step.Place));

    private Story Of(
        string subject, StorySource source, FlowPath best, FlowPath[] paths, IReadOnlyList<StoryPayload> payload)
    {
        Gate[] gates = [.. best.Steps.Where(step => step.Gates is not null).SelectMany(step => step.Gates!.All())
            .DistinctBy(gate => (gate.Place, gate.Kind))];
        return new()
        {
            Subject = subject,
            Source = source,
            Sink = best.Sink.Kind switch
            {
                FlowKind.ShellSink => StorySink.Shell,
                FlowKind.CommandWordSink => StorySink.CommandWord,
                FlowKind.CompilerSink => StorySink.Compiler,
                _ => StorySink.BuildFile,
            },
            Steps = [.. best.Shown.Select(step => new StoryStep(step.Act, At(step, step.ToString())))],
            Payload = payload,
            Gates = [.. gates.Select(gate => new Evidence(
                $"runs only on a condition about {About(gate.Kind)}", gate.Place.File, gate.Place.Line,
                    Excerpt: gate.Text))],
            HidesFromDevelopers = gates.Any(gate => gate.Kind is GateKind.Packaging or GateKind.Watcher),
            IsTestPhase = IsTest(best),
            MoreSinks = [.. paths.Select(path => path.Sink).Where(sink => sink != best.Sink)
                .DistinctBy(sink => sink.Place).Take(MaxMore).Select(sink =>
                    At(sink, $"the same data goes on: {sink}"))],
        };
    }

    private static string About(GateKind kind) => kind switch
    {
        GateKind.Architecture => "the processor",
        GateKind.System => "the operating system",
        GateKind.Compiler => "the compiler or linker",
        GateKind.Packaging => "whether a package is being built",
        _ => "whether somebody watches",
    };

    private static Evidence At(FlowNode node, string what) => new(what, node.Place.File, node.Place.Line);

    // The steps of the path, done to the file in memory.
    private IEnumerable<StoryPayload> Evaluate(ScanFile file, FlowPath path)
    {
        if (file.Account is not { Length: > 0 and <= 64 << 20, Indicator: null })
        {
            yield break;
        }

        foreach (StoryPayload made in Evaluate(file.Path, file.Content.Read(), path))
        {
            yield return made;
        }
    }

    private IEnumerable<StoryPayload> Evaluate(string subject, byte[] original, FlowPath path)
    {
        if (!path.Steps.Any(step => step.Act >= StoryAct.ByteMap))
        {
            yield break;
        }

        ContentBudget budget = new(ContentLimits.Default);
        byte[]? result = _evaluation.At(path.Steps[^2]) ?? PathEvaluation.Run(path.Steps, original, budget);
        if (result is { Length: > 0 })
        {
            bool isText = path.Sink.Kind != FlowKind.CommandWordSink && IsCommandText(result);
            if ((TransformTarget.Read(result, budget) ?? Object(result)) is { } target)
            {
                yield return Made(subject, "the steps of the path make", target, result, "");
            }
            else if (isText)
            {
                // Commands, makefiles and sources need no first line that says what they are.
                yield return Made(subject, "the steps of the path make", (ContentClass.Text, null), result,
                    ", which ends where text is run");
            }
        }
        else if (result is null && Stream(path, original) is ({ } stream, { } format))
        {
            yield return Made(subject, "the first steps of the path make", (ContentClass.Compressed, format), stream,
                ", which is not decoded here");
        }
    }

    private static StoryPayload Made(
        string subject, string how, (ContentClass, string?) target, byte[] result, string more)
    {
        TransformEvidence evidence = TransformSearch.Evidence(subject, how, true, target, result);
        return new(PayloadKind.PathGivesCode, new($"{how} {Name(evidence)} of it{more}, SHA-256 {evidence.Sha256}",
            subject, Excerpt: evidence.Excerpt));
    }

    // Nothing was guessed here, so the first bytes are enough.
    private static (ContentClass Class, string? Format)? Object(byte[] data) =>
        FormatCatalog.Find(data) is { Class: ContentClass.ObjectCode } format ? (format.Class, format.Name) : null;

    // A compressed stream that the file was not before, up to the step that cannot be done here.
    private (byte[] Data, string Format)? Stream(FlowPath path, byte[] original) => path.Steps.Reverse()
        .Select(_evaluation.At).FirstOrDefault(data => data is not null) is { } data
            && !data.AsSpan().SequenceEqual(original)
            && FormatCatalog.Find(data) is { Class: ContentClass.Compressed } format ? (data, format.Name) : null;

    // Bytes that come out of a wrong guess are hardly ever all printable.
    private static bool IsCommandText(byte[] data) => data.Length >= MinCommandText
        && data.All(value => value is >= 0x20 and < 0x7F or (byte)'\n' or (byte)'\t' or (byte)'\r')
        && data.Any(value => char.IsAsciiLetter((char)value));

    private static string Name(TransformEvidence evidence) =>
        $"{evidence.Length} bytes of {evidence.Format ?? evidence.Class.ToString().ToLowerInvariant()}";

    private IEnumerable<StoryPayload> Payload(ScanFile file)
    {
        foreach (TransformEvidence evidence in _transforms[file.Path])
        {
            yield return new(
                evidence.IsNamed ? evidence.HoldsCode ? PayloadKind.NamedTransform : PayloadKind.NamedStream
                    : evidence.Class == ContentClass.Text ? PayloadKind.FoundText : PayloadKind.FoundTransform,
                new($"'{evidence.Transform}' makes {Name(evidence)} of it, SHA-256 {evidence.Sha256}"
                    + (evidence.IsNamed ? "; a build script of the tree names this transform" : ""), file.Path,
                    Excerpt: evidence.Excerpt));
        }

        if (file.Account is not { Incomplete: null } account)
        {
            yield break;
        }

        foreach (ContentAccount part in account.WithParts().Skip(1).Where(IsCode).Take(MaxMore))
        {
            bool isHidden = IsHidden(account, part);
            yield return new(isHidden ? PayloadKind.HiddenCode : PayloadKind.ContainsCode, new(
                $"{(isHidden ? "outside of what its format accounts for" : "as its format provides")} it contains "
                + $"{part.Format ?? "a script"} of {part.Length} bytes ('{part.Name}'), SHA-256 {part.Sha256}",
                    file.Path));
        }

        if (account.Class is not (ContentClass.Opaque or ContentClass.Unread) && account.Damages.Count == 0
            && account.UnaccountedBytes >= MinUnaccounted)
        {
            yield return new(PayloadKind.Unaccounted, new(
                $"{account.Format} has no use for {account.UnaccountedBytes} of its {account.Length} bytes",
                    file.Path));
        }
    }

    private static bool IsCode(ContentAccount part) => part.Class is ContentClass.Script or ContentClass.ObjectCode;

    // Parts of what no format accounts for are named after where they begin.
    private static bool IsHidden(ContentAccount account, ContentAccount part) => account.WithParts()
        .Any(whole => whole.Parts.Contains(part) && whole.Class is not (ContentClass.Opaque or ContentClass.Text)
            && whole.Spans.Any(span => !span.IsAccounted
                && part.Name.EndsWith($"at {span.Offset}", StringComparison.Ordinal)
                && span.Kind is SpanKind.Gap or SpanKind.AfterEnd or SpanKind.UnknownPart));
}
