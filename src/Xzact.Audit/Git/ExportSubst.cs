using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// What <c>git archive</c> makes of <c>$Format:...$</c> in files with the attribute <c>export-subst</c>
/// (gitattributes(5); the placeholders are those of git-log(1), "PRETTY FORMATS"). The placeholders that follow from
/// the commit alone are supported, and the two that follow from the clone: abbreviated ids and decorations.
/// </summary>
public static class ExportSubst
{
    private const int MaxExpandedBytes = 64 << 20;

    private static readonly HashSet<string> s_free =
        ["%s", "%b", "%B", "%an", "%ae", "%al", "%cn", "%ce", "%cl"];

    /// <summary>Expands a content as <c>git archive</c> does in this clone.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag whose commit is described.</param>
    /// <param name="content">The file as the tag has it.</param>
    /// <param name="expanded">The file as the archive has it; empty if the result is false.</param>
    /// <returns>False if the content has a placeholder that is not supported.</returns>
    /// <exception cref="GitException">The commit cannot be read, or the result exceeds 64 MiB.</exception>
    public static bool TryExpand(GitRepository repository, GitTag tag, ReadOnlySpan<byte> content, out byte[] expanded)
    {
        expanded = [];
        if (!TryDescribe(repository, tag, content, out SubstTemplate template, out SubstValues values))
        {
            return false;
        }

        using var output = new MemoryStream();
        foreach (SubstPart part in template.Parts)
        {
            byte[] bytes = part.Placeholder is null ? part.Literal : values[part.Placeholder];
            if (output.Length + bytes.Length > MaxExpandedBytes)
            {
                throw new GitException(
                    GitFailure.OverLimit, $"The export-subst expansion exceeds {MaxExpandedBytes} bytes.");
            }

            output.Write(bytes);
        }

        expanded = output.ToArray();
        return true;
    }

    /// <summary>
    /// Whether an archived content is the expansion of the tag's, made in this clone or in another one: abbreviated ids
    /// may have another length (4 digits or more of the right id), and decorations may name HEAD, the main branch and
    /// the tags of the commit, where these have plain names. Everything else must be equal.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag whose commit is described.</param>
    /// <param name="content">The file as the tag has it.</param>
    /// <param name="archived">The file as the archive has it.</param>
    /// <returns>False also if the content has a placeholder that is not supported.</returns>
    /// <exception cref="GitException">The commit cannot be read.</exception>
    public static bool IsExpansion(
        GitRepository repository, GitTag tag, ReadOnlySpan<byte> content, ReadOnlySpan<byte> archived)
    {
        if (!TryDescribe(repository, tag, content, out SubstTemplate template, out SubstValues values))
        {
            return false;
        }

        // All ends that the parts so far can have. Only ids and decorations have more than one.
        var ends = new SortedSet<int> { 0 };
        foreach (SubstPart part in template.Parts)
        {
            var next = new SortedSet<int>();
            foreach (int start in ends)
            {
                values.AddEnds(part, archived, start, next);
            }

            ends = next;
            if (ends.Count == 0)
            {
                return false;
            }
        }

        return ends.Contains(archived.Length);
    }

    /// <summary>The first text that a person wrote into the commit and that the content asks for; null if there is
    /// none. What it may do where it is written depends on every sign around it.</summary>
    /// <exception cref="GitException">The commit cannot be read.</exception>
    internal static string? FreeText(GitRepository repository, GitTag tag, ReadOnlySpan<byte> content) =>
        !TryDescribe(repository, tag, content, out SubstTemplate template, out SubstValues values) ? null
            : template.Placeholders.Where(placeholder => s_free.Contains(placeholder))
                .Select(placeholder => Encoding.UTF8.GetString(values[placeholder]))
                .FirstOrDefault(text => text.Length > 0);

    private static bool TryDescribe(
        GitRepository repository,
        GitTag tag,
        ReadOnlySpan<byte> content,
        out SubstTemplate template,
        out SubstValues values)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(tag);
        template = SubstTemplate.Parse(content);
        values = new SubstValues(repository, tag, template.IsSupported ? template.Placeholders : []);
        return template.IsSupported;
    }
}
