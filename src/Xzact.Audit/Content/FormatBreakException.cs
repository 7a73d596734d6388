namespace Xzact.Audit.Content;

/// <summary>Ends the reading of a format where it breaks its rules; the walk keeps what was read before.</summary>
internal sealed class FormatBreakException(DamageKind kind, long offset, string reason) : Exception(reason)
{
    public ContentDamage Damage { get; } = new(kind, offset, reason);
}
