using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D34;

/// <summary>Two builds or versions of a binary that differ in what they can do.</summary>
internal sealed class DifferingBinariesRule : IBinaryRule
{
    private const int MaxEvidence = 12;

    // What lets a file run others, change memory, load code or talk to a network.
    private static readonly HashSet<string> s_powers = new(StringComparer.Ordinal)
    {
        "system", "popen", "execl", "execle", "execlp", "execv", "execve", "execvp", "execvpe", "fexecve",
        "posix_spawn", "posix_spawnp", "fork", "vfork", "dlopen", "dlmopen", "dlsym", "dlvsym", "dl_iterate_phdr",
        "mprotect", "pkey_mprotect", "memfd_create", "ptrace", "process_vm_writev", "socket", "connect", "bind",
        "listen", "accept", "sendto", "getaddrinfo", "setuid", "setresuid", "prctl", "syscall", "la_version",
    };

    public string Id => "D34";

    public string? NotAsked(BinarySummary summary) =>
        summary.Comparison is null ? "--compare was not given" : null;

    public IEnumerable<BinaryMatch> Match(BinarySummary summary)
    {
        foreach (BinaryDifference difference in summary.Comparison?.Differences ?? [])
        {
            if (SeverityOf(difference, summary.Comparison!.IsSameSource) is Severity severity)
            {
                yield return new(difference.Path, new(
                    severity, Message(difference),
                    $"{difference.Aspect} {string.Join(' ', difference.Added)}",
                    [
                        .. difference.Added.Take(MaxEvidence)
                            .Select(a => new Evidence("new", difference.Path, Excerpt: a)),
                        .. difference.Removed.Take(MaxEvidence)
                            .Select(r => new Evidence("gone", difference.Path, Excerpt: r)),
                    ]));
            }
        }
    }

    private static string Message(BinaryDifference difference) => difference switch
    {
        { Aspect: BinaryAspect.Resolver, IsFirstOfKind: true } =>
            $"It has resolvers, and the older side had none. {difference.What}",
        { Aspect: BinaryAspect.Import } when Powers(difference).Length > 0 =>
            $"It newly uses {string.Join(", ", Powers(difference))}. {difference.What}",
        _ => difference.What,
    };

    private static Severity? SeverityOf(BinaryDifference difference, bool isSameSource)
    {
        if (difference.Bearing != BinaryBearing.Loaded)
        {
            return difference.Bearing == BinaryBearing.NotLoaded ? Severity.Low : null;
        }

        bool isMore = difference.Added.Count > 0;
        Severity ordinary = difference.Aspect switch
        {
            BinaryAspect.Resolver when difference.IsFirstOfKind => Severity.High,
            BinaryAspect.Resolver or BinaryAspect.Constructor or BinaryAspect.Oddity when isMore => Severity.Medium,
            BinaryAspect.Needed when isMore => Severity.Medium,
            BinaryAspect.Hardening => Severity.Medium,
            BinaryAspect.Import when Powers(difference).Length > 0 => Severity.Medium,
            _ => Severity.Low,
        };
        return !isSameSource ? ordinary : difference.Aspect switch
        {
            // Of two builds of one source nothing but text, such as a date, may differ.
            BinaryAspect.Text => Severity.Low,
            BinaryAspect.Section => Severity.Medium,
            _ => Severity.Critical,
        };
    }

    private static string[] Powers(BinaryDifference difference) =>
        [.. difference.Added.Where(a => s_powers.Contains(a.Split('@')[0]))];
}
