using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>A serial number that an upstream project published for a macro file, and since when.</summary>
internal sealed record UpstreamSerial(int Serial, DateOnly FirstCommit, string Project);

/// <summary>What the known-upstream index says about the base name of a file.</summary>
/// <param name="NameIsKnown">Whether some upstream project ever published a file of this base name.</param>
/// <param name="Serials">The serials of macro files of this base name, in any order.</param>
internal sealed record UpstreamFacts(bool NameIsKnown, IReadOnlyList<UpstreamSerial> Serials)
{
    public static UpstreamFacts None { get; } = new(NameIsKnown: false, []);
}

/// <summary>A line that the tag does not have.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Raw">As it stands.</param>
/// <param name="Previous">The line before it, without trailing white space.</param>
internal sealed record NewLine(int Number, string Raw, string Previous)
{
    public string Text { get; } = Raw.Trim();
}

/// <summary>
/// A file that no proof explains, as collectors saw it: everything that rules may know. Rules read nothing else.
/// </summary>
internal sealed class SuspectFile
{
    private readonly string[] _lines;
    private readonly HashSet<string>? _tagLines;
    private readonly HashSet<int>? _residual;
    private IReadOnlyList<ShellPipeline>? _pipelines;

    /// <param name="entry">The ledger's row; its account explains nothing, or not all.</param>
    /// <param name="text">The content, or null if it is no text that builds or compilers read.</param>
    /// <param name="tagText">The content in the tag, for a modified file.</param>
    public SuspectFile(LedgerEntry entry, string? text, string? tagText = null)
    {
        Entry = entry;
        Text = text;
        _lines = text?.Split('\n') ?? [];
        _tagLines = tagText is null ? null : [.. tagText.Split('\n').Select(Comparable)];

        // What the tag's build system makes is not new; the rest is by its place, for a line may be moved. Where lines
        // are left out, the line that follows them means something else.
        _residual = entry.Account.Residual is { Basis: ResidualBasis.Regenerated, Hunks: { Count: > 0 } hunks }
            ? [.. hunks.SelectMany(hunk => Enumerable.Range(hunk.Line, Math.Max(hunk.Lines.Count, 1)))]
            : null;
    }

    public LedgerEntry Entry { get; }

    public string Path => Entry.Path;

    public string? Text { get; }

    /// <summary>What the archive was compared with, in words: the tag, or another archive.</summary>
    public string Against { get; init; } = "the tag";

    /// <summary>Why <see cref="Text"/> is null although the role asks for it; null if it was read.</summary>
    public string? WhyUnread { get; init; }

    public UpstreamFacts Upstream { get; init; } = UpstreamFacts.None;

    /// <summary>Date of the tag's commit: what upstream published later cannot be in the release.</summary>
    public DateOnly ReleaseDate { get; init; } = DateOnly.MaxValue;

    /// <summary>What the file is read in place of, or null.</summary>
    public string? Shadows { get; init; }

    /// <summary>Why the file could carry data, and where; null if nothing says so.</summary>
    public Evidence? Carries { get; init; }

    /// <summary>The line of build text that may read what the file carries; null if none was seen that
    /// counts.</summary>
    public Evidence? ReadBy { get; init; }

    /// <summary>The tracked text that source text could be made from; null if there is none.</summary>
    public string? Input { get; init; }

    /// <summary>Whether what changed is a link, a type or a mode, and no content.</summary>
    public bool IsChangedInKind { get; init; }

    /// <summary>Whether the content is explained, and only something beside it is not.</summary>
    public bool IsExplained => AccountKindInfo.Of(Entry.Account.Kind).IsExplained;

    /// <summary>The account that was withdrawn from the file, and the line that withdrew it; empty if none
    /// was.</summary>
    public IReadOnlyList<Evidence> Withdrawn => Entry.Account.Withdrawn is null ? []
        : [.. Entry.Account.Proof.SkipWhile(
            e => !e.What.StartsWith("an account was withdrawn", StringComparison.Ordinal))];

    public bool IsModified => Entry.Account.Kind == AccountKind.Modified;

    /// <summary>Whether the tag's own build system makes this build or source text with other lines.</summary>
    public bool IsRegeneratedOtherwise => Entry.Account.Residual is { Basis: ResidualBasis.Regenerated }
        && !IsModified && Shadows is null && (IsBuildText || Entry.Role == FileRole.Source);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the file tells a build what to do.</summary>
    public bool IsBuildText => Entry.Role.IsBuildText();

    /// <summary>The pipelines of the text that hold at least one line the tag does not have.</summary>
    public IReadOnlyList<ShellPipeline> NewPipelines => _pipelines ??=
        Text is null
            ? []
            : [.. ShellReader.Read(Text, BuildRoles.DialectOf(Entry.Role)).Where(p => IsNew(p.Line, p.EndLine))];

    /// <summary>Non-blank lines that the tag does not have, with their numbers from 1.</summary>
    public IEnumerable<NewLine> NewLines =>
        _lines.Select((line, i) => new NewLine(i + 1, line, i == 0 ? "" : _lines[i - 1].TrimEnd()))
            .Where(l => l.Text.Length > 0 && IsNew(l.Number, l.Raw));

    /// <summary>Evidence that points at a pipeline of this file.</summary>
    public Evidence Show(ShellPipeline pipeline, string what) =>
        new(what, Path, pipeline.Line, Excerpt: pipeline.Text);

    /// <summary>Whether the tag lacks one of these lines, counted from 1.</summary>
    public bool IsNew(int firstLine, int lastLine)
    {
        for (int line = firstLine; line <= Math.Min(lastLine, _lines.Length); line++)
        {
            if (IsNew(line, _lines[line - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNew(int number, string line) =>
        _residual?.Contains(number) ?? (_tagLines is null || !_tagLines.Contains(Comparable(line)));

    // To make a leading tab is a command; elsewhere indentation means nothing.
    private string Comparable(string line) => Entry.Role == FileRole.Make ? line.TrimEnd() : line.Trim();
}
