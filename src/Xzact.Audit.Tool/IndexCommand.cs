using System.CommandLine;
using Xzact.Audit.Known;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact index build --clone NAME=PATH…</c>: makes the known-upstream index again from local
/// clones.</summary>
internal static class IndexCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<string[]> clones = new("--clone")
        {
            Description = "Name of an upstream project and path of a clone with its whole history; one a project.",
            HelpName = "NAME=PATH",
            Required = true,
        };
        clones.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(t => t.Value)
                .Where(v => v.Split('=', 2) is not [{ Length: > 0 }, { Length: > 0 }]))
            {
                result.AddError($"--clone wants NAME=PATH; got '{value}'.");
            }
        });
        Option<string> list = new("--list")
        {
            Description = "Where to write the list, as text.",
            HelpName = "FILE",
            Required = true,
        };
        Option<string?> index = new("--index")
        {
            Description = "Where to write the compact index made from the list.",
            HelpName = "FILE",
        };
        Option<string?> manifest = new("--manifest")
        {
            Description = "Where to write the counts and digests of both; needs --index.",
            HelpName = "FILE",
        };
        Option<string?> parts = new("--parts")
        {
            Description = "Where to write the compact index of known parts: statements of m4, and lines of macros.",
            HelpName = "FILE",
        };
        Command build = new("build", "Make the list of known files from the whole history of local clones.")
        {
            clones, list, index, manifest, parts,
        };
        build.Validators.Add(result =>
        {
            if (result.GetResult(manifest) is not null && result.GetResult(index) is null)
            {
                result.AddError("--manifest needs --index.");
            }
        });
        build.SetAction(arguments => XzactCommand.Guard(console, () => Build(
            arguments.GetValue(clones)!, arguments.GetValue(list)!, arguments.GetValue(index),
            arguments.GetValue(manifest), arguments.GetValue(parts), console)));
        return new("index", "The index of known upstream files.") { build };
    }

    private static int Build(
        string[] clones, string listFile, string? indexFile, string? manifestFile, string? partsFile,
        ToolConsole console)
    {
        if (partsFile is not null)
        {
            using MemoryStream parts = new();
            KnownPartsBuilder.Build(
                clones.Select(c => c.Split('=', 2)).Select(pair => (pair[0], pair[1])), parts,
                console.ErrorIsTerminal ? new Line(console.Error) : null);
            OutputFile.Write(partsFile, stream => parts.WriteTo(stream));
            console.Out.WriteLine($"{Reports.Sanitizer.Clean(partsFile)}: {parts.Length:N0} bytes");
        }

        using StringWriter list = new() { NewLine = "\n" };
        KnownListBuilder.Build(
            clones.Select(c => c.Split('=', 2)).Select(pair => (pair[0], pair[1])),
            list,
            console.ErrorIsTerminal ? new Line(console.Error) : null);
        string text = list.ToString();
        OutputFile.WriteText(listFile, writer => writer.Write(text));
        console.Out.WriteLine($"{Reports.Sanitizer.Clean(listFile)}: {text.Count(c => c == '\n'):N0} lines");
        if (indexFile is null)
        {
            return ExitCodes.Clean;
        }

        using MemoryStream index = new();
        KnownUpstreamIndexWriter.Write(new StringReader(text), index);
        OutputFile.Write(indexFile, stream => index.WriteTo(stream));
        console.Out.WriteLine($"{Reports.Sanitizer.Clean(indexFile)}: {index.Length:N0} bytes");
        if (manifestFile is not null)
        {
            string manifest = KnownUpstreamManifest.Describe(text, index.ToArray());
            OutputFile.WriteText(manifestFile, writer => writer.Write(manifest));
        }

        return ExitCodes.Clean;
    }

    private sealed class Line(TextWriter terminal) : IProgress<KnownListProgress>
    {
        public void Report(KnownListProgress value) =>
            terminal.Write($"\r\u001b[K{value.Project}: {value.Done:N0} of {value.Total:N0}"
                + (value.Done == value.Total ? "\n" : ""));
    }
}
