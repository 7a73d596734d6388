using System.Text;

namespace Xzact.Audit.Git;

/// <summary>What the placeholders of one commit stand for.</summary>
internal sealed class SubstValues
{
    private const int MinAbbreviation = 4;
    private const int MaxDecorations = 64;
    private const int MaxBytes = 64 << 20;

    private readonly GitRepository _repository;
    private readonly GitTag _tag;
    private readonly Dictionary<string, byte[]> _values = [];
    private readonly Lazy<List<byte[]>> _decorations;

    /// <summary>Asks git for the values of the placeholders.</summary>
    internal SubstValues(GitRepository repository, GitTag tag, IReadOnlyList<string> placeholders)
    {
        _repository = repository;
        _tag = tag;
        _decorations = new Lazy<List<byte[]>>(FindDecorations);
        if (placeholders.Count == 0)
        {
            return;
        }

        // Of the abbreviations only the full ids serve as what an abbreviation must be the beginning of.
        string[] asked = [.. placeholders, "%H", "%T", "%P"];
        byte[] output = Run(
            "log", "--no-walk=unsorted", "--max-count=1", "--no-color", "--no-ext-diff", "--no-textconv",
            "--format=tformat:" + string.Join("%x00", asked), tag.CommitId, "--");
        string[] values = Encoding.Latin1.GetString(output).TrimEnd('\n').Split('\0');
        if (values.Length != asked.Length)
        {
            throw new GitException(GitFailure.Corrupt, $"The commit {tag.CommitId} has a zero byte in its text.");
        }

        for (int i = 0; i < asked.Length; i++)
        {
            _values[asked[i]] = Encoding.Latin1.GetBytes(values[i]);
        }
    }

    /// <summary>The value that a placeholder has in this clone.</summary>
    internal byte[] this[string placeholder] => _values[placeholder];

    /// <summary>Adds every index at which a part can end if it begins at <paramref name="start"/>.</summary>
    internal void AddEnds(SubstPart part, ReadOnlySpan<byte> text, int start, SortedSet<int> ends)
    {
        ReadOnlySpan<byte> rest = text[start..];
        switch (part.Placeholder)
        {
            case "%h":
                AddAbbreviationEnds(_values["%H"], rest, start, ends);
                break;
            case "%t":
                AddAbbreviationEnds(_values["%T"], rest, start, ends);
                break;
            case "%p":
                AddParentEnds(rest, start, ends);
                break;
            case "%d" or "%D":
                AddDecorationEnds(part.Placeholder == "%d", rest, start, ends);
                break;
            default:
                byte[] value = part.Placeholder is null ? part.Literal : _values[part.Placeholder];
                if (rest.StartsWith(value))
                {
                    ends.Add(start + value.Length);
                }

                break;
        }
    }

    private static void AddAbbreviationEnds(
        ReadOnlySpan<byte> id, ReadOnlySpan<byte> text, int start, SortedSet<int> ends)
    {
        int common = text.CommonPrefixLength(id);
        for (int length = MinAbbreviation; length <= common; length++)
        {
            ends.Add(start + length);
        }
    }

    private void AddParentEnds(ReadOnlySpan<byte> text, int start, SortedSet<int> ends)
    {
        var current = new SortedSet<int> { 0 };
        string[] parents = Encoding.Latin1.GetString(_values["%P"]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parents.Length; i++)
        {
            var next = new SortedSet<int>();
            foreach (int position in current)
            {
                int after = i == 0 ? position : position + 1;
                if (i == 0 || (position < text.Length && text[position] == ' '))
                {
                    AddAbbreviationEnds(Encoding.Latin1.GetBytes(parents[i]), text[after..], after, next);
                }
            }

            current = next;
        }

        ends.UnionWith(current.Select(position => start + position));
    }

    // %D is "name, name", %d is " (name, name)"; both are empty without a name.
    private void AddDecorationEnds(bool isWrapped, ReadOnlySpan<byte> text, int start, SortedSet<int> ends)
    {
        ends.Add(start);
        ReadOnlySpan<byte> opening = isWrapped ? " ("u8 : default;
        if (!text.StartsWith(opening))
        {
            return;
        }

        var current = new SortedSet<int> { opening.Length };
        for (int count = 0; count < MaxDecorations && current.Count > 0; count++)
        {
            var next = new SortedSet<int>();
            foreach (int position in current)
            {
                foreach (byte[] name in _decorations.Value)
                {
                    if (!text[position..].StartsWith(name))
                    {
                        continue;
                    }

                    int end = position + name.Length;
                    if (!isWrapped)
                    {
                        ends.Add(start + end);
                    }
                    else if (text[end..].StartsWith(")"u8))
                    {
                        ends.Add(start + end + 1);
                    }

                    if (text[end..].StartsWith(", "u8))
                    {
                        next.Add(end + 2);
                    }
                }
            }

            current = next;
        }
    }

    // Tags stay where they are. Branches move, so the main one may have been at the commit when the archive was made;
    // of others it is not known who made them and when, and their names would bring text into the archive that nobody
    // reviewed. So would names with more than plain letters, in whatever language the file is written.
    private List<byte[]> FindDecorations()
    {
        var names = new List<string> { "HEAD", "grafted" };
        HashSet<string> main = ["main", "master", "trunk"];
        main.UnionWith(_repository.References.All
            .Select(reference => reference.SymbolicTarget.Split('/', 4))
            .Where(parts => parts is ["refs", "remotes", _, _])
            .Select(parts => parts[3]));
        foreach (GitReference reference in _repository.References.All)
        {
            string[] parts = reference.Name.Split('/', 4);
            if (parts is ["refs", "heads", ..] && reference.Name["refs/heads/".Length..] is var local
                && main.Contains(local))
            {
                names.AddRange([local, "HEAD -> " + local]);
            }
            else if (parts is ["refs", "remotes", var remote, var branch]
                && (branch == "HEAD" || main.Contains(branch)))
            {
                names.AddRange([$"{remote}/{branch}", branch, "HEAD -> " + branch]);
            }
        }

        byte[] tags = Run("for-each-ref", "--points-at=" + _tag.CommitId, "--format=%(refname:lstrip=2)", "refs/tags");
        names.AddRange(GitPath.Decode(tags)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => "tag: " + tag));
        return [.. names.Where(IsPlain).Select(GitPath.Encode)];
    }

    private static bool IsPlain(string decoration) => decoration.Replace("HEAD -> ", "", StringComparison.Ordinal)
        .Replace("tag: ", "", StringComparison.Ordinal)
        .All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or '+');

    private byte[] Run(params string[] arguments) =>
        GitProgram.Run(_repository.View.Directory, _repository.Options, MaxBytes, arguments);
}
