using System.Text.Json.Serialization;

namespace Xzact.Audit.Case.Builds;

/// <summary>One line of a record file: a header, a file of the tree, an event or the end. docs/build-record.md says
/// which members each has.</summary>
internal sealed record RecordLine
{
    // header
    public string? Format { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? Root { get; init; }

    public string? Tracer { get; init; }

    public bool? Sandbox { get; init; }

    public bool? Network { get; init; }

    // a file of the tree
    public string? Tree { get; init; }

    public FileRole? Role { get; init; }

    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    public string? Blob { get; init; }

    // an event
    public int? P { get; init; }

    public string? Do { get; init; }

    public string? Path { get; init; }

    public string? To { get; init; }

    public IReadOnlyList<string>? Argv { get; init; }

    public string? Cwd { get; init; }

    public string? In { get; init; }

    public string? Out { get; init; }

    public string? How { get; init; }

    public string? Error { get; init; }

    public int? By { get; init; }

    public int? Code { get; init; }

    // the end
    public bool? End { get; init; }

    public long? Calls { get; init; }

    public long? Unread { get; init; }

    public long? Lost { get; init; }

    public string? Trouble { get; init; }

    public IReadOnlyList<string>? Said { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RecordLine))]
internal sealed partial class RecordLineContext : JsonSerializerContext;
