using System.Security.Cryptography;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Content;

/// <summary>Gives accounts of files: their formats read to the end, and what they contain, within limits.</summary>
/// <param name="limits">The limits of each file.</param>
/// <param name="indicators">Published indicators; what is one of them is not decoded.</param>
public sealed class ContentAccountant(ContentLimits limits, IndicatorList indicators)
{
    private const int Sha1Digits = 40;

    // Fewer bytes between parts are alignment or a counter; nothing fits into them.
    private const int MinHole = 16;

    // A digest over all content of a tree costs as much as the rest of the work.
    private readonly GitObjectFormat[] _blobFormats =
    [
        .. indicators.All.Where(indicator => indicator.Kind == IndicatorKind.GitBlob)
            .Select(indicator => indicator.Value.Length == Sha1Digits ? GitObjectFormat.Sha1 : GitObjectFormat.Sha256)
            .Distinct(),
    ];

    /// <summary>The account of one file.</summary>
    /// <param name="name">Its path, for the account; its last part is compared with what is found.</param>
    /// <param name="content">All of it.</param>
    public ContentAccount Account(string name, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Describe(name, content, 0, new State(new ContentBudget(limits)), isNew: true);
    }

    /// <summary>The account of a file that <see cref="Indicated(ContentFile)"/> has passed.</summary>
    internal ContentAccount AccountPassed(ContentFile file, ReadOnlyMemory<byte> content) =>
        Describe(file.Path, content, 0, new State(new ContentBudget(limits)), isNew: false, file.Sha256);

    /// <summary>The account of a file that is a published indicator, or null. It is read only if its digest is not
    /// known, or is not enough.</summary>
    internal ContentAccount? Indicated(ContentFile file) =>
        file.Sha256 is { } sha256 && _blobFormats.Length == 0 && Find(sha256, default) is null
            ? null : Indicated(file.Path, file.Read());

    /// <summary>The account of a file that is a published indicator, or null. Nothing is decoded.</summary>
    internal ContentAccount? Indicated(string name, ReadOnlyMemory<byte> content)
    {
        ContentAccount account = Begin(name, content);
        if (Find(account.Sha256, content) is not { } indicator)
        {
            return null;
        }

        account.Class = ContentClass.Opaque;
        account.Indicator = indicator;
        account.Incomplete = "it is a published indicator; nothing of it was decoded";
        return account;
    }

    /// <summary>The account of a file that is not read, because it is over the limit.</summary>
    internal ContentAccount TooLarge(ContentFile file) => new()
    {
        Name = file.Path,
        Length = file.Length,
        Sha256 = "",
        Class = ContentClass.Unread,
        Incomplete = $"it has {file.Length} bytes; the limit is {limits.MaxFileBytes}",
        Spans = [new(0, file.Length, SpanKind.Unread, "not read")],
    };

    private ContentAccount Describe(
        string name, ReadOnlyMemory<byte> content, int depth, State state, bool isNew, string? sha256 = null)
    {
        if (isNew && Indicated(name, content) is { } indicated)
        {
            state.Found = indicated.Indicator;
            return indicated;
        }

        ContentAccount account = Begin(name, content, sha256);
        account.Class = ContentClassifier.Classify(content.Span);
        FormatWalk walk = new(content, state.Budget);
        if (account.IsText)
        {
            walk.Take(content.Length, SpanKind.Content, "text");
            EncodedText.Find(walk);
        }
        else if (FormatCatalog.Find(content.Span) is { } format)
        {
            account.Format = format.Name;
            account.Class = format.Class;
            Read(format, walk);
        }
        else if (ContentClassifier.IsTextWithControls(content.Span))
        {
            account.Format = ContentClassifier.TextWithControls;
            account.Class = ContentClass.Data;
            walk.Take(content.Length, SpanKind.Content, "text");
        }

        bool unread = account.Class is ContentClass.Opaque or ContentClass.Unread;
        account.Spans = walk.Spans(unread ? SpanKind.Unread : SpanKind.AfterEnd);
        account.Damages = walk.Damages;
        account.Notes = walk.Notes;
        account.FalseClaim = DamageClaim.Compare(name, account);
        account.Parts = [.. Parts(walk, account, depth, state)];
        account.Incomplete = account.Damages.Any(damage => damage.Kind == DamageKind.OverLimit) ? "over a limit"
            : state.Found is not null ? "stopped: a part is a published indicator"
            : account.Incomplete;
        return account;
    }

    private static void Read(FormatReader format, FormatWalk walk)
    {
        try
        {
            format.Read(walk);
        }
        catch (FormatBreakException exception)
        {
            walk.Damages.Add(exception.Damage);

            // What lies behind the break was not read, so it is not what follows the end.
            walk.Take(walk.Left, SpanKind.Damaged, "behind a break of the format");
        }
    }

    private IEnumerable<ContentAccount> Parts(FormatWalk walk, ContentAccount account, int depth, State state)
    {
        foreach (ContentPart part in walk.Parts.Concat(Hidden(walk, account)))
        {
            if (part.Content.IsEmpty || state.Found is not null)
            {
                continue;
            }

            if (depth >= limits.MaxDepth || !state.Budget.TakePart(part.Content.Length))
            {
                account.Incomplete = depth >= limits.MaxDepth
                    ? $"parts lie deeper than {limits.MaxDepth}"
                    : $"more than {limits.MaxParts} parts, or too many bytes in them";
                yield break;
            }

            yield return Describe(part.Name, part.Content, depth + 1, state, isNew: true);
        }
    }

    // What no format accounts for: as a whole, and from where something else seems to begin in it.
    private static IEnumerable<ContentPart> Hidden(FormatWalk walk, ContentAccount account)
    {
        foreach (ContentSpan span in account.Spans.Where(span => !span.IsAccounted && span.Length >= MinHole))
        {
            ReadOnlyMemory<byte> bytes = walk.Memory.Slice((int)span.Offset, (int)span.Length);
            if (span.Length < account.Length && span.Kind is SpanKind.Gap or SpanKind.AfterEnd or SpanKind.UnknownPart)
            {
                yield return new($"{span.Meaning} at {span.Offset}", bytes);
            }
            else
            {
                foreach (Range range in Beginnings.In(bytes, walk.Budget))
                {
                    yield return new($"at {span.Offset + range.Start.Value}", bytes[range]);
                }
            }
        }
    }

    private static ContentAccount Begin(
        string name, ReadOnlyMemory<byte> content, string? sha256 = null) => new()
        {
            Name = name,
            Length = content.Length,
            Sha256 = sha256 ?? Convert.ToHexStringLower(SHA256.HashData(content.Span)),
        };

    private Indicator? Find(string sha256, ReadOnlyMemory<byte> content) =>
        indicators.Find(IndicatorKind.FileSha256, sha256)
        ?? indicators.Find(IndicatorKind.ArchiveSha256, sha256)
        ?? _blobFormats
            .Select(format => indicators.Find(IndicatorKind.GitBlob, GitBlobHash.Compute(content.Span, format)))
            .FirstOrDefault(found => found is not null);

    private sealed class State(ContentBudget budget)
    {
        public ContentBudget Budget => budget;

        public Indicator? Found { get; set; }
    }
}
