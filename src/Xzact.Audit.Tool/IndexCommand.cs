using System.CommandLine;
using Xzact.Audit.Known;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact index build --clone NAME=PATH…</c>: makes the known-upstream index again from local clones.</summary>
internal static class IndexCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<string[]> clones = new("--clone")
        {
            Description = "A local clone of an upstream project; may be given several times.",
            HelpName = "NAME=PATH",
            Required = true,
        };
        clones.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(t => t.Value))
            {
                if (value.Split('=', 2) is not [{ Length: > 0 }, { Length: > 0 }])
                {
                    result.AddError($"--clone wants NAME=PATH; got '{value}'.");
                }
            }
        });
        Option<string> list = new("--list") { Description = "Where to write the list.", HelpName = "FILE", Required = true };
        Command build = new("build", "Make the list of known files from the whole history of local clones.") { clones, list };
        build.SetAction(arguments => XzactCommand.Guard(console, () =>
        {
            console.Error.WriteLine($"{arguments.GetValue(clones)!.Length} clones, {arguments.GetValue(list)}, {typeof(KnownUpstreamIndex)}");
            return ExitCodes.Internal;
        }));
        return new("index", "The index of known upstream files.") { build };
    }
}
