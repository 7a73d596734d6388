using Xzact.Audit.Indicators;

namespace Xzact.Audit.Content;

/// <summary>The account of one file, or of a part of one: what it is, and what each of its bytes is for.</summary>
/// <remarks>Nothing of the content is in it. <see cref="Name"/> may come from an archive: sanitise it.</remarks>
public sealed class ContentAccount
{
    internal ContentAccount()
    {
    }

    /// <summary>The path, or within a file the name of the part; not sanitised.</summary>
    public required string Name { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required long Length { get; init; }

    /// <summary>Its SHA-256 in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it is.</summary>
    public ContentClass Class { get; internal set; }

    /// <summary>The name of its format, or null if none was recognised.</summary>
    public string? Format { get; internal set; }

    /// <summary>What each byte is for, in order; together they cover the content exactly once. One span for text.
    /// </summary>
    public IReadOnlyList<ContentSpan> Spans { get; internal set; } = [];

    /// <summary>Where it breaks the rules of its format.</summary>
    public IReadOnlyList<ContentDamage> Damages { get; internal set; } = [];

    /// <summary>What its name says of damage beside what was found; null if they agree or the name says nothing.
    /// </summary>
    public string? FalseClaim { get; internal set; }

    /// <summary>Oddities of a container, as its reader words them.</summary>
    public IReadOnlyList<string> Notes { get; internal set; } = [];

    /// <summary>What it contains.</summary>
    public IReadOnlyList<ContentAccount> Parts { get; internal set; } = [];

    /// <summary>Why it was not looked into completely; null if it was.</summary>
    public string? Incomplete { get; internal set; }

    /// <summary>The published indicator that it is; nothing of it was decoded then.</summary>
    public Indicator? Indicator { get; internal set; }

    /// <summary>How many of its own bytes its format has no use for.</summary>
    public long UnaccountedBytes => Spans.Where(span => !span.IsAccounted).Sum(span => span.Length);

    /// <summary>Whether it is text, which people read.</summary>
    public bool IsText => Class is ContentClass.Empty or ContentClass.Text or ContentClass.Script;

    /// <summary>This account and those of all parts, outermost first.</summary>
    public IEnumerable<ContentAccount> WithParts()
    {
        // Not recursive, so that a deep account costs no stack.
        Stack<ContentAccount> open = new([this]);
        while (open.TryPop(out ContentAccount? account))
        {
            yield return account;
            foreach (ContentAccount part in account.Parts.Reverse())
            {
                open.Push(part);
            }
        }
    }
}
