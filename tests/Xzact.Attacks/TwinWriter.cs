using System.Security.Cryptography;
using System.Text;
using Xzact.Attacks.BuildSystems;
using Xzact.Attacks.Fixtures;
using Xzact.Attacks.Shell;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks;

/// <summary>Writes a near-miss: the attack's fixture kind, transform, words and gate; nothing runs it.</summary>
internal sealed class TwinWriter(Drawn drawn, DecodePlan plan, FileSet files, SourceTree tree)
{
    private readonly AxisValues _axes = drawn.Axes;
    private readonly CaseNames _names = drawn.Names;

    public Written Write(byte[] payload)
    {
        string folder = plan.Files[0].Path[..(plan.Files[0].Path.LastIndexOf('/') + 1)];
        switch (_axes.NearMiss)
        {
            case NearMiss.TestCompares:
                string text = $"{folder}expected-{_names.Fixture}.txt";
                files.Put(text, payload);
                return InTest(plan, text, "Decodes and compares with what was packed.");
            case NearMiss.ChecksumOnly:
                string sum = $"{folder}expected-{_names.Fixture}.sha256";
                files.Put(sum, $"{Convert.ToHexStringLower(SHA256.HashData(payload))}  -\n");
                return InTest(plan, sum, "Decodes and compares the checksum.");
            case NearMiss.DataNotCode:
                return InBuild(plan, "", "a file of data");
            case NearMiss.GeneratedTable:
                string source = $"src/{_names.StepFile}.c";
                files.Put(source, payload);
                files.Put(
                    $"doc/{_names.Step}.md", $"{source} is kept packed too; the build checks that both are equal.\n");
                return InBuild(plan, source, $"a comparison with {source}");
            case NearMiss.TrackedScript:
                return Script(payload, folder);
            default:
                return Text(payload, folder);
        }
    }

    private Written InTest(DecodePlan decoded, string expected, string comment)
    {
        (Wrapping wrapping, string decode) = Compose(decoded, (p, _) =>
            Sinks.Quiet(_axes.NearMiss == NearMiss.ChecksumOnly ? NearMiss.ChecksumOnly : NearMiss.TestCompares,
                p, expected, _names));
        // A test, too, may be for one kind of machine; what else is asked for, no test asks for.
        Wrapping tested = _axes.Gate == Gate.KindOfMachine ? Gated(wrapping) : wrapping;
        string path = new BuildText(files, tree, _names).Test(tested, comment);
        return new(
            $"{path}, a test, decodes {decoded.Files[0].Path} and compares; nothing runs what comes out.", decode,
            Written.Plain(wrapping.Nodes));
    }

    private Written InBuild(DecodePlan decoded, string expected, string where)
    {
        (Wrapping wrapping, string decode) = Compose(decoded, (p, _) =>
            Sinks.Quiet(_axes.NearMiss, p, expected, _names));
        string path = new BuildText(files, tree, _names).Build(_axes.BuildSystem, Gated(wrapping));
        return new(
            $"{path} decodes {decoded.Files[0].Path} into {where}; it is data, and nothing runs it.", decode,
            Written.Plain(wrapping.Nodes));
    }

    // The build runs a plain script; what the fixture holds, a test compares.
    private Written Script(byte[] payload, string folder)
    {
        string path = $"build-aux/{_names.StepFile}-dirs.sh";
        byte[] script = Encoding.ASCII.GetBytes("#!/bin/sh\n# Makes the folders that the build writes to.\n"
            + $"mkdir -p {_names.StepFile}.d\n");
        files.Put(path, script);
        var plain = new DecodePlan([new(path, script, [])], [], null);
        (Wrapping wrapping, _) = Compose(plain, (p, random) => Sinks.Attack(Sink.PipeToShell, p, _names, random));
        string build = new BuildText(files, tree, _names).Build(_axes.BuildSystem, Gated(wrapping));
        string decode = ReadByTest(payload, folder);
        return new(
            $"{build} runs {path}, which is plain text; only a test reads {plan.Files[0].Path}.", decode,
            Written.Plain(wrapping.Nodes));
    }

    // The build applies the filters, but for decompression, to a text that everybody can read.
    private Written Text(byte[] payload, string folder)
    {
        string text = tree.AnyText ?? plan.Files[0].Path;
        Filter[] kept = [.. plan.Filters.Where(f => !Compression.IsDecoder(f.Text))];
        Filter[] filters = kept.Length > 0 ? kept : [new("sed -n 1,3p", "sed -n 1,3p {0}")];
        byte[] content = tree.Has(text) ? tree.Read(text) : plan.Files[0].Content;
        var plain = new DecodePlan([new(text, content, [])], filters, null);
        (Wrapping wrapping, _) = Compose(plain, (p, _) => Sinks.Quiet(NearMiss.DataNotCode, p, "", _names));
        string build = new BuildText(files, tree, _names).Build(_axes.BuildSystem, Gated(wrapping));
        string decode = ReadByTest(payload, folder);
        return new(
            $"{build} filters {text}, a text, into a file; only a test reads {plan.Files[0].Path}.", decode,
            Written.Plain(wrapping.Nodes));
    }

    private string ReadByTest(byte[] payload, string folder)
    {
        string expected = $"{folder}expected-{_names.Fixture}.txt";
        files.Put(expected, payload);
        Wording wording = Wording.Named(plan);
        string pipeline = Pipeline.Text(plan, wording, drawn.Random);
        IReadOnlyList<ShellNode> nodes = Sinks.Quiet(NearMiss.TestCompares, pipeline, expected, _names);
        new BuildText(files, tree, _names).Test(new(nodes, []), "Decodes and compares with what was packed.");
        return Written.Decoding(wording, pipeline);
    }

    private (Wrapping Wrapping, string Decode) Compose(
        DecodePlan decoded, Func<string, Random, IReadOnlyList<ShellNode>> sink)
    {
        Wording wording = Wording.Of(_axes.Indirection, decoded, _names, drawn.Random);
        Listing.Put(files, _axes.Indirection, decoded, _names);
        string pipeline = Pipeline.Text(decoded, wording, drawn.Random);
        ShellNode[] body = [.. wording.Before, .. sink(pipeline, drawn.Random)];
        return (Wrapping.Of(_axes.Indirection, body, _names, drawn.Random), Written.Decoding(wording, pipeline));
    }

    private Wrapping Gated(Wrapping wrapping) => wrapping with
    {
        Nodes = Gates.Around(_axes.Gate, wrapping.Nodes, tree.Witness, drawn.Random),
    };
}
