using System.CommandLine;
using System.CommandLine.Parsing;
using Xzact.Audit.Archives;
using Xzact.Audit.Behaviour;
using Xzact.Audit.Chain;

namespace Xzact.Audit.Tool;

/// <summary>What <c>xzact audit</c> is given of each link.</summary>
internal sealed class ChainOptions
{
    private readonly Argument<string?> _archive = new("ARCHIVE")
    {
        Description = "The release archive, or a package that names it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "The git repository: work tree, bare repository or bundle.",
        HelpName = "REPO",
    };

    private readonly Option<string?> _tag = new("--tag")
    {
        Description = "Exact name of the release tag. Without it: the one tag with the version of the archive's name.",
        HelpName = "TAG",
    };

    private readonly Option<string?> _previous = new("--previous")
    {
        Description = "The archive of the release before.",
        HelpName = "ARCHIVE",
    };

    private readonly Option<string?> _tree = new("--tree")
    {
        Description = "The source tree to scan and to build. Without it the archive is scanned.",
        HelpName = "DIR",
    };

    private readonly Option<string[]> _mbox = new("--mbox")
    {
        Description = "A mailbox of the project's list; may be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _record = new("--record")
    {
        Description = "A record of a build, which xzact build --record wrote.",
        HelpName = "RECORD",
    };

    private readonly Option<string?> _build = new("--build")
    {
        Description = "The command that builds the tree of --tree, in one argument; it is run in a sandbox and "
            + "watched.",
        HelpName = "CMD",
    };

    private readonly Option<string?> _binary = new("--binary")
    {
        Description = "What was built: an ELF file, a folder or a Debian package.",
        HelpName = "FILE|DIR|DEB",
    };

    private readonly Option<string?> _compare = new("--compare")
    {
        Description = "The build or version before, to compare --binary with.",
        HelpName = "OTHER",
    };

    private readonly Option<string?> _daemon = new("--daemon")
    {
        Description = "In place of --binary: a program of --root, with every library that it loads.",
        HelpName = "PROGRAM",
    };

    private readonly Option<string?> _root = new("--root")
    {
        Description = "The machine: a folder that holds the root of a system; / is this one.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "The machine as an image archive.",
        HelpName = "TAR",
    };

    private readonly Option<string?> _sbom = new("--sbom")
    {
        Description = "The machine as a list of parts: CycloneDX or SPDX.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _advisories = new("--advisories")
    {
        Description = "A folder or archive of records in the format of OSV; may be given several times.",
        HelpName = "DIR|ARCHIVE",
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "The command with the version that is known, in one argument; it is run.",
        HelpName = "CMD",
    };

    private readonly Option<string?> _candidate = new("--candidate")
    {
        Description = "The command with the new version; it is run.",
        HelpName = "CMD",
    };

    /// <summary>Adds all of it to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_archive);
        foreach (Option option in (Option[])
            [_source, _tag, _previous, _tree, _mbox, _record, _build, _binary, _compare, _daemon, _root, _image,
                _sbom, _advisories, _baseline, _candidate])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>The archive; null if none is given.</summary>
    public string? Archive(ParseResult arguments) => arguments.GetValue(_archive);

    /// <summary>Folders that are audited, in which no settings are read.</summary>
    public string[] Audited(ParseResult arguments) =>
        [.. Given(arguments, _source, _tree, _binary, _root).Where(path => Directory.Exists(path) && path != "/")];

    /// <summary>Files that are examined, which no report may replace.</summary>
    public string[] Inputs(ParseResult arguments) =>
    [
        .. Given(arguments, _previous, _record, _binary, _compare, _image, _sbom)
            .Concat(arguments.GetValue(_mbox) ?? []).Append(arguments.GetValue(_archive)).OfType<string>()
            .Where(File.Exists),
    ];

    /// <summary>What is to be looked into.</summary>
    public ChainRequest Request(
        ParseResult arguments, ArchiveLimits limits, ProgressLine? progress, CancellationToken cancellation)
    {
        string? archive = arguments.GetValue(_archive);
        string? source = arguments.GetValue(_source);
        string? tag = arguments.GetValue(_tag);
        string? tree = arguments.GetValue(_tree) ?? archive;
        string root = arguments.GetValue(_root) ?? "/";
        return new()
        {
            Subject = Path.GetFileName(Path.TrimEndingDirectorySeparator(archive ?? tree ?? source
                ?? arguments.GetValue(_binary) ?? arguments.GetValue(_daemon) ?? arguments.GetValue(_image)
                ?? arguments.GetValue(_sbom) ?? arguments.GetValue(_root) ?? "two versions")) is { Length: > 0 } name
                ? name : root,
            People = source is null ? null : new()
            {
                RepositoryPath = source,
                Mailboxes = arguments.GetValue(_mbox) ?? [],
                Progress = progress,
                Cancellation = cancellation,
            },
            Source = tree is null ? null : new()
            {
                Path = tree,
                Limits = limits,
                Progress = progress,
                Cancellation = cancellation,
            },
            Release = archive is null || (source is null && arguments.GetValue(_previous) is null) ? null : new()
            {
                ArchivePath = archive,
                SourcePath = source,
                Tag = tag,
                PreviousPath = arguments.GetValue(_previous),
                Limits = limits,
                Progress = progress,
                Cancellation = cancellation,
            },
            Build = arguments.GetValue(_build) is not string build ? null : new()
            {
                Command = BehaviourCommand.Parse(build).Words,
                Environment = BehaviourCommand.Parse(build).Variables,
                Folder = arguments.GetValue(_tree)!,
                Printed = line => progress?.Report(line),
                Cancellation = cancellation,
            },
            BuildRecordPath = arguments.GetValue(_record),
            Binary = arguments.GetValue(_binary) is null && arguments.GetValue(_daemon) is null ? null : new()
            {
                Path = arguments.GetValue(_binary),
                ComparePath = arguments.GetValue(_compare),
                Daemon = arguments.GetValue(_daemon),
                Root = root,
                SourcePath = arguments.GetValue(_tree),
                Limits = limits,
                Progress = progress,
                Cancellation = cancellation,
            },
            Machine = Given(arguments, _root, _image, _sbom).Length == 0 ? null : new()
            {
                RootPath = arguments.GetValue(_root),
                ImagePath = arguments.GetValue(_image),
                SbomPath = arguments.GetValue(_sbom),
                Advisories = arguments.GetValue(_advisories) ?? [],
                Limits = limits,
                Progress = progress,
                Cancellation = cancellation,
            },
            Behaviour = arguments.GetValue(_baseline) is not string baseline ? null : new()
            {
                Baseline = BehaviourCommand.Parse(baseline),
                Candidate = BehaviourCommand.Parse(arguments.GetValue(_candidate)!),
                Progress = progress,
                Cancellation = cancellation,
            },
            Progress = progress,
        };
    }

    private static string[] Given(ParseResult arguments, params Option<string?>[] options) =>
        [.. options.Select(arguments.GetValue).OfType<string>()];

    private void Check(CommandResult result)
    {
        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
        bool archive = result.GetValue(_archive) is not null;
        (bool IsWrong, string Message)[] rules =
        [
            (!archive && !((Option[])[_source, _tree, _build, _record, _binary, _daemon, _root, _image,
                _sbom, _baseline, _candidate])
                .Any(Has), "give an archive, --source, --tree, --record, --binary, --daemon, --root, --image, --sbom "
                + "or --baseline: what is to be looked at?"),
            (Has(_tag) && !Has(_source), "--tag is of --source, which was not given"),
            (Has(_previous) && !archive, "--previous goes with an archive"),
            (Has(_mbox) && !Has(_source), "--mbox goes with --source: mail is held against the history"),
            (Has(_build) && !Has(_tree), "--build builds the tree of --tree, which was not given"),
            (Has(_build) && Has(_record), "--build and --record: only one of them at a time"),
            (Has(_binary) && Has(_daemon), "--binary and --daemon: only one of them at a time"),
            (Has(_compare) && !Has(_binary), "--compare goes with --binary"),
            (Has(_advisories) && !Has(_root) && !Has(_image) && !Has(_sbom),
                "--advisories goes with --root, --image or --sbom"),
            (((Option[])[_root, _image, _sbom]).Count(Has) > 1, "give one of --root, --image and --sbom"),
            (Has(_baseline) != Has(_candidate), "--baseline and --candidate are given together"),
        ];
        foreach ((_, string message) in rules.Where(rule => rule.IsWrong))
        {
            result.AddError(message);
        }

        // Links take minutes; a slip in a name should not wait for the last of them.
        foreach (Option<string?> option in (Option<string?>[])
            [_previous, _tree, _record, _binary, _compare, _root, _image, _sbom])
        {
            if (result.GetValue(option) is string path && !Path.Exists(path))
            {
                result.AddError($"{option.Name}: there is no such file or folder: '{path}'.");
            }
        }
    }
}
