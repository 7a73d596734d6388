namespace Xzact.Audit.Content.Formats;

/// <summary>Tells whether a member begins.</summary>
internal delegate bool MemberTest(ReadOnlySpan<byte> data);

/// <summary>What gzip, bzip2 and lzip have in common: members one behind the other. Behind a damaged one reading goes
/// on at the next beginning.</summary>
internal static class Members
{
    /// <summary>Why reading ends where there are more members than places may be tried.</summary>
    public const string TooMany = "more streams or members than are looked at";

    /// <param name="walk">The content, which begins with a member.</param>
    /// <param name="magic">By what a member is looked for behind damage.</param>
    /// <param name="begins">Whether a member begins.</param>
    /// <param name="decode">Decodes the member at the beginning of what it is given.</param>
    public static void Read(
        FormatWalk walk, byte[] magic, MemberTest begins, Func<ReadOnlyMemory<byte>, Decoding> decode)
    {
        while (begins(walk.Rest))
        {
            if (!walk.Budget.TakeAttempt())
            {
                walk.Damage(DamageKind.OverLimit, walk.At, TooMany);
                return;
            }

            Decoding member = decode(walk.Memory[walk.At..]);
            int begin = walk.At;
            if (member.IsComplete)
            {
                walk.Part($"member at {begin}", member.Content);
                walk.Take(member.Consumed, SpanKind.Content, "a member");
            }
            else
            {
                if (walk.WholeOnly)
                {
                    walk.Damage(member.Damage!.Kind, begin, member.Damage.Reason);
                    return;
                }

                walk.Part($"member at {begin}, up to where it breaks", member.Content);
                walk.Damage(member.Damage!.Kind, begin + member.Damage.Offset, member.Damage.Reason);
                walk.Take(Next(walk.Rest, magic, begins), SpanKind.Damaged, "a damaged member");
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> data, byte[] magic, MemberTest begins)
    {
        int at = 1;
        while (at < data.Length && data[at..].IndexOf(magic) is >= 0 and int step)
        {
            at += step;
            if (begins(data[at..]))
            {
                return at;
            }

            at++;
        }

        return data.Length;
    }
}
