using System.Text.Json;

namespace Xzact.Audit.Case.Builds;

/// <summary>Writes and reads records as JSON lines, after docs/build-record.md.</summary>
internal static class RecordText
{
    /// <summary>The first member of the first line.</summary>
    public const string Format = "xzact-build/1";

    private const int MaxLine = 1 << 20;
    private const int MaxLines = 20_000_000;

    /// <summary>Writes a record; the same record always gives the same characters.</summary>
    public static void Write(BuildRecord record, TextWriter output)
    {
        foreach (RecordLine line in Lines(record))
        {
            output.Write(JsonSerializer.Serialize(line, RecordLineContext.Default.RecordLine));
            output.Write('\n');
        }
    }

    /// <summary>Reads a record. Lines that begin with <c>#</c> and empty ones are passed over.</summary>
    /// <param name="input">The text; hostile.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="AuditInputException">It is no record, or is damaged.</exception>
    public static BuildRecord Read(TextReader input, string name)
    {
        BuildHeader? header = null;
        BuildEnd? end = null;
        List<TreeFile> tree = [];
        List<BuildEvent> events = [];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        int number = 0;
        while (BoundedLine.Read(input, MaxLine) is string text)
        {
            number++;
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            AuditInputException Bad(string why) => new($"{name}: line {number}: {why}");
            if (text.Length >= MaxLine || number > MaxLines)
            {
                throw Bad("the line is too long, or there are too many");
            }

            RecordLine line = Parse(text) ?? throw Bad("it is no line of a record of a build");
            if (header is null)
            {
                header = HeaderOf(line) ?? throw Bad($"a record begins with a line that says \"{Format}\"");
            }
            else if (end is not null)
            {
                throw Bad("there is more behind the end");
            }
            else if (line.Tree is not null)
            {
                tree.Add(new(line.Tree, line.Role ?? FileRole.Other, line.Size ?? 0, line.Sha256, line.Blob));
            }
            else if (line.End is true)
            {
                end = new(line.Code, line.Calls ?? 0, line.Unread ?? 0, line.Lost ?? 0)
                {
                    Trouble = line.Trouble,
                    Said = line.Said ?? [],
                };
            }
            else
            {
                events.Add(EventOf(line, names) ?? throw Bad("it has no process or no known action"));
            }
        }

        return new(
            header ?? throw new AuditInputException($"{name}: the record is empty"), tree, events,
            end ?? new(null, 0, 0, 0) { Trouble = "the record has no end: it was cut off" });
    }

    private static IEnumerable<RecordLine> Lines(BuildRecord record)
    {
        BuildHeader header = record.Header;
        yield return new()
        {
            Format = Format,
            Command = header.Command,
            Root = header.Root,
            Tracer = header.Tracer,
            Sandbox = header.Sandboxed,
            Network = header.Network,
        };
        foreach (TreeFile file in record.Tree)
        {
            yield return new()
            {
                Tree = file.Path,
                Role = file.Role,
                Size = file.Size,
                Sha256 = file.Sha256,
                Blob = file.Blob,
            };
        }

        foreach (BuildEvent e in record.Events)
        {
            yield return new()
            {
                P = e.Process,
                Do = NameOf(e.Kind),
                Path = e.Path.Length == 0 ? null : e.Path,
                To = e.Target,
                Argv = e.Arguments.Count == 0 ? null : e.Arguments,
                Cwd = e.Folder,
                In = e.Input,
                Out = e.Output,
                How = e.Kind == BuildEventKind.Write && e.Mode == WriteMode.Update ? "update" : null,
                Error = e.Error,
                By = e.Kind is BuildEventKind.Start or BuildEventKind.Thread ? e.Parent : null,
                Code = e.Kind == BuildEventKind.Exit ? e.Code : null,
            };
        }

        BuildEnd end = record.End;
        yield return new()
        {
            End = true,
            Code = end.ExitCode,
            Calls = end.Calls,
            Unread = end.Unread,
            Lost = end.Lost,
            Trouble = end.Trouble,
            Said = end.Said.Count == 0 ? null : end.Said,
        };
    }

    private static RecordLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RecordLineContext.Default.RecordLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BuildHeader? HeaderOf(RecordLine line) => line is { Format: Format, Root: ['/', ..] root }
        ? new(line.Command ?? [], root, line.Tracer ?? "", line.Sandbox is true, line.Network is true)
        : null;

    private static BuildEvent? EventOf(RecordLine line, Dictionary<string, string> names)
    {
        if (line is not { P: > 0 and int process, Do: string action }
            || !Enum.TryParse(action, ignoreCase: true, out BuildEventKind kind) || NameOf(kind) != action)
        {
            return null;
        }

        string? Shared(string? name) => name is null ? null
            : names.TryGetValue(name, out string? known) ? known
            : names[name] = name;

        return new(kind, process)
        {
            Path = Shared(line.Path) ?? "",
            Target = Shared(line.To),
            Arguments = line.Argv ?? [],
            Folder = Shared(line.Cwd),
            Input = Shared(line.In),
            Output = Shared(line.Out),
            Mode = line.How == "update" ? WriteMode.Update : WriteMode.Replace,
            Error = line.Error,
            Parent = line.By ?? 0,
            Code = line.Code ?? 0,
        };
    }

    private static string NameOf(BuildEventKind kind) => kind.ToString().ToLowerInvariant();
}
