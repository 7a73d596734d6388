using System.Text;
using Xzact.Audit.Content;

namespace Xzact.Audit.Scan;

/// <summary>Computes in memory what data is at a place of the scripts: the files that go into it, and what each command
/// on the way makes of them. Nothing is run.</summary>
/// <param name="tree">The files.</param>
/// <param name="graph">How data moves.</param>
/// <param name="budget">What may be decoded, by all evaluations together.</param>
internal sealed class DataEvaluation(ScanTree tree, FlowGraph graph, ContentBudget budget)
{
    private const int MaxDepth = 48;
    private const int MaxBytes = 64 << 20;

    // Files that one pattern names, and pieces that one stream is put together of.
    private const int MaxPieces = 64;

    // Variables that one name is handed through.
    private const int MaxNames = 4;
    private const int MaxNameBytes = 4 << 10;

    private readonly Dictionary<FlowNode, byte[]?> _known = [];
    private readonly HashSet<FlowNode> _open = [];
    private readonly Listing _listing = new(tree);

    /// <summary>What searches through the tree find.</summary>
    public SearchHits Hits { get; } = new(tree);

    /// <summary>The data that leaves a node; null if something on the way is not known.</summary>
    public byte[]? At(FlowNode node)
    {
        if (_known.TryGetValue(node, out byte[]? known))
        {
            return known;
        }

        // What goes in a circle is not decided by the scripts alone.
        if (_open.Count >= MaxDepth || !_open.Add(node))
        {
            return null;
        }

        byte[]? data = node.Kind switch
        {
            FlowKind.File => File(node),
            FlowKind.Search when Listing.IsOne(node) => _listing.Names(node),
            FlowKind.Search when node.Name is "find" or "ls" => Together(Operands(node)),
            FlowKind.Search when SearchHits.PrintsLines(node) => Hits.Lines(node),
            FlowKind.Search => Hits.Of(node) is [var only] ? Read(only) : null,
            FlowKind.Joint when node.Name == "<" => Together(graph.Before(node)
                .OrderBy(before => before.Kind != FlowKind.File).Take(MaxPieces).Select(At)
                .Where(data => data is not null).Take(1)),
            FlowKind.Variable => Assigned(node),
            FlowKind.Joint => Together(graph.Before(node).Take(MaxPieces).Select(At)),
            FlowKind.Command => Command(node),
            _ => null,
        };
        _open.Remove(node);
        return _known[node] = data is { Length: <= MaxBytes } ? data : null;
    }

    // What scripts write under a name, or else the files of the tree that have it.
    private byte[]? File(FlowNode node)
    {
        if (tree.FromRoot(node.Name) is { } exact)
        {
            return Read(exact);
        }

        byte[][] written = [.. graph.Before(node).Take(MaxPieces).Select(At).OfType<byte[]>()];
        if (written.Length > 0)
        {
            // "ln A B || cp A B" writes the same twice.
            List<byte[]> pieces = [];
            foreach (byte[] piece in written.Where(p => !pieces.Exists(other => other.AsSpan().SequenceEqual(p))))
            {
                pieces.Add(piece);
            }

            return Together(pieces);
        }

        IReadOnlyList<ScanFile> found = tree.Find(node.Name, node.Place.File);
        return found.Count is 0 or > MaxPieces ? null : Together(found.Select(Read));
    }

    // What is assigned stands side by side; scripts that share a variable hand each other the whole.
    private byte[]? Assigned(FlowNode node)
    {
        ILookup<bool, FlowNode> before = graph.Before(node).Take(MaxPieces)
            .ToLookup(before => before.Kind == FlowKind.Variable && before.Name == node.Name);
        return Together(before[false].Select(At))
            ?? before[true].Select(At).FirstOrDefault(data => data is not null);
    }

    private static byte[]? Read(ScanFile file) =>
        file.Account is { Indicator: not null } || file.Content.Length > MaxBytes ? null : file.Content.Read();

    private byte[]? Command(FlowNode node)
    {
        if (node.Name is "echo" or "printf")
        {
            return Printed(node);
        }

        if (node.Loop is { } loop)
        {
            byte[]? read = loop.Words is null ? Input(node)
                : Together(graph.Before(node).Where(before => before is { Kind: FlowKind.Joint, Name: "$()" }
                    or { Kind: FlowKind.Variable }).Take(MaxPieces).Select(At));
            return read is null ? null : loop.Apply(read);
        }

        byte[]?[] operands = [.. Operands(node)];
        byte[]? input = operands.Length > 0 ? Together(operands) : Input(node);
        input ??= graph.Before(node).Where(before => before.Kind == FlowKind.File).Take(MaxPieces).Select(At)
            .FirstOrDefault(data => data is not null);
        input ??= Together(graph.Before(node).Where(before => before.Kind == FlowKind.Variable
            || before is { Kind: FlowKind.Joint, Name: "$()" }).Take(MaxPieces)
            .Select(variable => Searched(variable, MaxNames)).Where(data => data is not null));
        if (input is null)
        {
            return null;
        }

        // Where a file lies need not be known to say what is done to it.
        OperandRole[] roles = OperandRoles.Of(node.Name, node.Arguments);
        string[] arguments = [.. node.Arguments.Where((text, i) => roles[i] is not (OperandRole.Read
            or OperandRole.Change) || !text.Contains(WordValues.Unknown, StringComparison.Ordinal))];
        return PathEvaluation.Apply(node.Name, arguments, input, budget);
    }

    // The file whose name a search has put into a variable: it prints the name, or a line that has it.
    private byte[]? Searched(FlowNode node, int depth) => node.Kind == FlowKind.Search ? At(node)
        : depth == 0 || node.Kind is not (FlowKind.Variable or FlowKind.Joint) ? null
        : node.Kind == FlowKind.Joint && Named(node) is { Count: > 0 } named ? Together(named.Select(Read))
        : graph.Before(node).Take(MaxPieces).Select(before => Searched(before, depth - 1))
            .FirstOrDefault(data => data is not null);

    /// <summary>The files of the tree that the data at a place names, each with a word of its own; none if it holds
    /// anything else.</summary>
    public IReadOnlyList<ScanFile> Named(FlowNode node)
    {
        if (At(node) is not { Length: > 0 and <= MaxNameBytes } data)
        {
            return [];
        }

        ScanFile?[] files = [.. Encoding.Latin1.GetString(data)
            .Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Take(MaxPieces)
            .Select(word => tree.FromRoot(PathText.Canonical(word)))];
        return Array.TrueForAll(files, file => file is not null) ? [.. files.OfType<ScanFile>()] : [];
    }

    private byte[]? Printed(FlowNode node) =>
        WordValues.Printed(node.Name, node.Arguments) is [var text]
        && !text.Contains(WordValues.Unknown, StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes(node.Name == "echo" ? text + "\n" : text)
            : Together(graph.Before(node).Where(before => before.Kind == FlowKind.Variable
                || before is { Kind: FlowKind.Joint, Name: "$()" }).Take(MaxPieces).Select(At));

    // Commands of a group share their input: each goes on where the one before it has stopped.
    private byte[]? Input(FlowNode node)
    {
        FlowNode[] sources = [.. graph.Before(node).Where(before =>
            before.Kind is not (FlowKind.File or FlowKind.Variable) && before.Name != "$()").Take(MaxPieces)];
        byte[]? data = Together(sources.Select(At));
        if (data is null || sources is not [{ Kind: FlowKind.Joint, Next.Count: > 1 } shared])
        {
            return data;
        }

        long passed = 0;
        foreach (FlowNode reader in shared.Next.TakeWhile(reader => reader != node)
            .Where(reader => reader.Kind == FlowKind.Command && reader.Name is not ("printf" or "echo")))
        {
            passed += PathEvaluation.Takes(reader.Name, reader.Arguments) ?? data.Length;
        }

        return data[(int)Math.Min(passed, data.Length)..];
    }

    // The files that the operands name, in their order.
    private IEnumerable<byte[]?> Operands(FlowNode node)
    {
        OperandRole[] roles = OperandRoles.Of(node.Name, node.Arguments);
        IEnumerable<string> named = node.Arguments.Where((_, i) => roles[i] is OperandRole.Read or OperandRole.Change)
            .SelectMany(text => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .Concat(node.Kind == FlowKind.Search ? OperandRoles.MoreReads(node.Name, node.Arguments) : []);
        foreach (string text in named.Take(MaxPieces))
        {
            string path = text.StartsWith("if=", StringComparison.Ordinal) ? text[3..] : text;
            if (path is not ("-" or "/dev/stdin") && graph.FindFile(path, node.Place.File) is { } file)
            {
                yield return At(file);
            }
        }
    }

    private static byte[]? Together(IEnumerable<byte[]?> pieces)
    {
        List<byte[]> all = [];
        long length = 0;
        foreach (byte[]? piece in pieces)
        {
            if (piece is null || (length += piece.Length) > MaxBytes)
            {
                return null;
            }

            all.Add(piece);
        }

        return all.Count switch
        {
            0 => null,
            1 => all[0],
            _ => [.. all.SelectMany(piece => piece)],
        };
    }
}
