using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D36;

/// <summary>A library that a program loads without having asked for it.</summary>
internal sealed class DaemonLibraryRule : IBinaryRule
{
    private static readonly string[] s_ofC = ["libc.so", "libm.so", "libmvec.so", "ld-linux", "libpthread.so"];

    public string Id => "D36";

    public string? NotAsked(BinarySummary summary) => summary.Closure is null ? "--daemon was not given" : null;

    public IEnumerable<BinaryMatch> Match(BinarySummary summary)
    {
        if (summary.Closure is not BinaryClosure closure)
        {
            yield break;
        }

        ClosureLibrary[] unasked = [.. closure.Libraries.Where(l => !l.IsDirect && !IsOfC(l))];
        foreach (ClosureLibrary library in unasked.Where(l => l.Resolvers > 0))
        {
            yield return new(library.Path ?? library.Name, new(
                Severity.Medium,
                $"{closure.Program} loads {library.Name} without having asked for it, and it has "
                    + $"{Counted.Of(library.Resolvers, "resolver")} that run before the program does.",
                library.Name,
                [new(string.Join(" → ", library.Chain.Append(library.Name)))]));
        }

        if (unasked.Length > 0)
        {
            yield return new(closure.Program.TrimStart('/'), new(
                Severity.Low,
                $"It loads {Counted.Of(closure.Libraries.Count, "library file")}, of which "
                    + $"{unasked.Length:N0} only because another library asks for them.",
                string.Join(' ', unasked.Select(l => l.Name)),
                [.. unasked.Select(l => new Evidence(string.Join(" → ", l.Chain.Append(l.Name))))]));
        }
    }

    private static bool IsOfC(ClosureLibrary library) =>
        Array.Exists(s_ofC, name => library.Name.StartsWith(name, StringComparison.Ordinal));
}
