using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Xzact.Audit.Tool;

/// <summary>Help that leads with examples, because most readers look for a line to copy.</summary>
internal sealed class ExamplesHelpAction(HelpAction standard) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "xzact demo",
            "xzact release foo-1.0.tar.xz --source ~/src/foo --tag v1.0",
            "xzact release foo-1.0.zip --source foo.bundle --tag v1.0 --report html=foo.html --report sarif=foo.sarif",
        ],
        ["release"] =
        [
            "xzact release foo-1.0.tar.xz --source ~/src/foo --tag v1.0",
            "xzact release foo-1.0.zip --source foo.git --tag v1.0 --format html -o foo.html",
            "xzact release foo-1.0.tar.gz --source foo.bundle --tag v1.0 --format sarif --fail-on medium > foo.sarif",
        ],
        ["exposure"] =
        [
            "xzact exposure --root /",
            "xzact exposure --image app.tar --advisories osv-debian.zip --report html=app.html",
            "xzact exposure --sbom app.cdx.json --format sarif --fail-on medium > app.sarif",
        ],
        ["people"] =
        [
            "xzact people ~/src/foo",
            "xzact people foo.git --mbox foo-devel.mbox --report html=foo.html",
        ],
        ["binary"] =
        [
            "xzact binary /usr/lib/x86_64-linux-gnu/liblzma.so.5",
            "xzact binary foo_1.1_amd64.deb --compare foo_1.0_amd64.deb --report html=foo.html",
            "xzact binary --daemon /usr/sbin/sshd",
        ],
        ["behaviour"] =
        [
            "xzact behaviour --library-path old/lib new/lib -- /usr/bin/xz --version",
            "xzact behaviour --baseline 'old/bin/foo -x' --candidate 'new/bin/foo -x' --report html=foo.html",
            "xzact behaviour --library-path old new --vary FOO_DEBUG=1 -- /usr/sbin/sshd -t",
        ],
        ["build"] =
        [
            "xzact build -C ~/src/foo-1.0 -- sh -c './configure && make'",
            "xzact build -C ~/src/foo-1.0 --record foo.jsonl.xz --report html=foo.html -- make",
            "xzact build --audit foo.jsonl.xz",
            "xzact build --compare foo-0.9.jsonl.xz foo-1.0.jsonl.xz",
        ],
        ["audit"] =
        [
            "xzact audit foo-1.0.tar.xz --source ~/src/foo --tag v1.0 --root / --report html=foo.html",
            "xzact audit foo-1.0.tar.xz --source foo.git --mbox foo-devel.mbox --record foo.jsonl.xz "
                + "--binary foo_1.0_amd64.deb --compare foo_0.9_amd64.deb",
            "xzact audit --source ~/src/foo --tree ~/src/foo --build \"sh -c './configure && make'\"",
        ],
        ["rules"] = ["xzact rules list", "xzact rules show D03", "xzact rules verify"],
    };

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        string name = command is RootCommand ? "" : command.Name;
        if (s_examples.TryGetValue(name, out string[]? examples))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        // The usage line would name the file that runs, which under "dotnet run" is not what the user types.
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter real = configuration.Output;
        using StringWriter text = new();
        configuration.Output = text;
        int code = standard.Invoke(parseResult);
        configuration.Output = real;
        real.Write(text.ToString().Replace(RootCommand.ExecutableName, "xzact", StringComparison.Ordinal));
        return code;
    }
}
