using Xzact.Audit.Archives;

namespace Xzact.Audit.Content.Formats;

/// <summary>A container that the readers of archives read: its members are parts, and what they observe are notes.
/// </summary>
internal abstract class ContainerFormat(string name) : FormatReader(name, ContentClass.Archive)
{
    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(1);

    protected static ArchiveLimits Limits(ContentBudget budget) => new()
    {
        MaxMembers = budget.Limits.MaxParts,
        MaxMemberBytes = Math.Max(1, budget.Decodable),
        MaxTotalBytes = Math.Max(1, budget.Decodable),
        MaxDecoderMemory = budget.Limits.MaxDecoderMemory,
        MaxDuration = s_time,
        MaxObservations = budget.Limits.MaxSpans,
    };

    /// <summary>Hands out members until the end or damage.</summary>
    /// <param name="walk">The content.</param>
    /// <param name="next">Gives the next member; null at the end.</param>
    /// <param name="seen">Called for each member, to claim its bytes.</param>
    /// <returns>Whether the end was reached.</returns>
    protected static bool ReadMembers(FormatWalk walk, Func<ArchiveMember?> next, Action<ArchiveMember> seen)
    {
        try
        {
            while (next() is { } member)
            {
                seen(member);
                if (member.Type == ArchiveMemberType.File && member.Size > 0)
                {
                    MemoryStream content = new();
                    using Stream stream = member.OpenContent();
                    stream.CopyTo(content);
                    walk.Budget.TakeDecoded(content.Length);
                    walk.Part(member.Name, content.GetBuffer().AsMemory(0, (int)content.Length));
                }
            }

            return true;
        }
        catch (ArchiveException exception)
        {
            DamageKind kind = exception.Reason switch
            {
                ArchiveErrorReason.Truncated => DamageKind.Truncated,
                ArchiveErrorReason.OverLimit => DamageKind.OverLimit,
                ArchiveErrorReason.Unsupported => DamageKind.Unsupported,
                _ => DamageKind.Structure,
            };
            walk.Damage(kind, exception.Offset, exception.Message);
            return false;
        }
    }

    protected static void Note(FormatWalk walk, IEnumerable<ArchiveObservation> observations)
    {
        const int MaxNotes = 100;
        walk.Notes.AddRange(observations.Take(MaxNotes).Select(seen => $"byte {seen.Offset}: {seen.Text}"));
    }
}
