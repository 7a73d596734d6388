using System.Security.Cryptography;
using System.Text;
using Xzact.Attacks.BuildSystems;
using Xzact.Attacks.Fixtures;
using Xzact.Attacks.Shell;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks;

/// <summary>
/// Composes inert attacks and their near-miss twins: fixture kind x transform x build system x indirection x gate.
/// Equal seeds give equal cases in equal trees.
/// </summary>
/// <param name="seed">Decides everything that is drawn.</param>
/// <param name="content">What fixtures decode to.</param>
public sealed class AttackGenerator(long seed, InertContent content)
{
    /// <summary>A seed that nobody can choose: from the digits of a commit id.</summary>
    public static long SeedOf(string commitId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commitId);
        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes("attacks of " + commitId));
        return BitConverter.ToInt64(digest) & long.MaxValue;
    }

    /// <summary>Composes the attack of this number for a tree; nothing is written.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="tree">The clean tree.</param>
    public AttackCase Attack(int index, SourceTree tree) => Compose(index, tree, isAttack: true);

    /// <summary>Composes the near-miss of this number: the attack but for the one thing that makes it one.</summary>
    public AttackCase Twin(int index, SourceTree tree) => Compose(index, tree, isAttack: false);

    private AttackCase Compose(int index, SourceTree tree, bool isAttack)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var drawn = new Drawn(
            AxisPlan.Of(seed, index),
            new(CaseRandom.For(seed, index, CaseRandom.Use.Names)),
            CaseRandom.For(seed, index, CaseRandom.Use.Shell));
        AxisValues axes = drawn.Axes;
        byte[] hidden = content.For(axes.Sink, index % 3 > 0);
        byte[] payload = isAttack || axes.NearMiss is NearMiss.ChecksumOnly
            ? hidden : Harmless(index, axes, drawn.Names);
        DecodePlan plan = new FixtureBuilder(axes, drawn.Names, CaseRandom.For(seed, index, CaseRandom.Use.Fixture))
            .Build(payload, FolderOf(axes.Fixture, tree));
        var files = new FileSet(tree);
        foreach (FixtureFile file in plan.Files)
            files.Put(file.Path, file.Content);
        foreach ((string path, byte[] other) in plan.Others)
            files.Put(path, other);

        Written written = isAttack
            ? WriteAttack(drawn, plan, files, tree)
            : new TwinWriter(drawn, plan, files, tree).Write(payload);
        return new AttackCase
        {
            Id = $"{(isAttack ? 'a' : 'n')}{index:D3}",
            Seed = seed,
            Axes = axes,
            IsAttack = isAttack,
            Files = files.Files,
            Story = written.Story,
            VisibleTo = isAttack ? VisibleTo(axes, payload) : [],
            Payload = payload,
            DecodeScript = written.DecodeScript,
            UngatedScript = written.Ungated,
        };
    }

    private static Written WriteAttack(Drawn drawn, DecodePlan plan, FileSet files, SourceTree tree)
    {
        (AxisValues axes, CaseNames names, Random random) = drawn;
        Wording wording = Wording.Of(axes.Indirection, plan, names, random);
        Listing.Put(files, axes.Indirection, plan, names);
        string pipeline = Pipeline.Text(plan, wording, random);
        ShellNode[] body = [.. wording.Before, .. Sinks.Attack(axes.Sink, pipeline, names, random)];
        Wrapping wrapping = Wrapping.Of(axes.Indirection, body, names, random);
        string path = new BuildText(files, tree, names).Build(
            axes.BuildSystem,
            wrapping with { Nodes = Gates.Around(axes.Gate, wrapping.Nodes, tree.Witness, random) });
        string story = $"{path} undoes what hides the content of {plan.Files[0].Path} "
            + $"({axes.Fixture}, {axes.Transform})"
            + $", through {axes.Indirection}, and gives it to {axes.Sink}"
            + (axes.Gate == Gate.None ? "." : $", only if {axes.Gate} says so.");
        return new(story, Written.Decoding(wording, pipeline), Written.Plain(wrapping.Nodes));
    }

    // What a twin's fixture holds: a table as C source, or rows of data.
    private byte[] Harmless(int index, AxisValues axes, CaseNames names)
    {
        Random random = CaseRandom.For(seed, index, CaseRandom.Use.Content);
        return axes.NearMiss == NearMiss.GeneratedTable
            ? InertContent.Table(random, names.Step)
            : InertContent.Data(random);
    }

    private static string FolderOf(FixtureKind kind, SourceTree tree) => kind switch
    {
        FixtureKind.Catalogue => "po/",
        FixtureKind.Document or FixtureKind.LineEnds => "doc/",
        _ => tree.FixtureFolder,
    };

    // Text for make or a compiler has no class of its own, so that only its path can be seen; names are no content.
    private static List<Collector> VisibleTo(AxisValues axes, byte[] payload)
    {
        List<Collector> collectors = [Collector.ScriptPath, Collector.History];
        if (payload is [0x7F, ..] or [(byte)'#', (byte)'!', ..] && axes.Fixture != FixtureKind.FileNames)
            collectors.Add(Collector.Content);
        if (axes.BuildSystem is BuildSystem.Configure or BuildSystem.M4Macro or BuildSystem.MakefileAm)
            collectors.Add(Collector.Release);
        if (axes.Gate is Gate.None or Gate.Unobserved or Gate.FileExists)
            collectors.Add(Collector.Witness);
        return collectors;
    }
}

/// <summary>What is drawn for a case, the same for attack and twin.</summary>
internal sealed record Drawn(AxisValues Axes, CaseNames Names, Random Random);

/// <summary>What was written for a case, beside its files.</summary>
internal sealed record Written(string Story, string DecodeScript, string Ungated)
{
    /// <summary>A script in the tree's root that decodes and nothing else.</summary>
    public static string Decoding(Wording wording, string pipeline) =>
        Plain([.. wording.Before, new ShellLine(pipeline)]);

    /// <summary>Nodes as a script in the tree's root.</summary>
    public static string Plain(IEnumerable<ShellNode> nodes) =>
        ShellNode.Lines(nodes).Replace(ShellNode.Root, "", StringComparison.Ordinal);
}
