using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>Type and size of an object, from its header.</summary>
internal readonly record struct GitObjectInfo(string Type, long Size);

/// <summary>
/// Reads objects through two kept-open programs, <c>git cat-file --batch-check</c> and <c>--batch</c>. Every content
/// is hashed and compared with the id that was asked for: git itself does not do that for packed objects.
/// </summary>
internal sealed class GitObjectReader(GitView view, GitOptions options) : IDisposable
{
    // Requests in flight; both directions must fit into the smallest pipe buffer (16 KiB), or both sides would wait.
    private const int BatchSize = 128;
    private const int MaxAnswerLine = 256;

    private readonly Lock _lock = new();
    private GitProcess? _check;
    private GitProcess? _contents;

    /// <summary>Type and size of each object; null for one that is not there.</summary>
    internal GitObjectInfo?[] Look(IReadOnlyList<string> ids)
    {
        var infos = new GitObjectInfo?[ids.Count];
        lock (_lock)
        {
            for (int start = 0; start < ids.Count; start += BatchSize)
            {
                int end = Math.Min(start + BatchSize, ids.Count);
                GitProcess process = Ask(ref _check, "--batch-check", ids.Skip(start).Take(end - start));
                for (int i = start; i < end; i++)
                {
                    infos[i] = ReadInfo(process, ref _check, ids[i]);
                }

                process.StopClock();
            }
        }

        return infos;
    }

    /// <summary>Reads an object and verifies its id.</summary>
    /// <param name="id">A complete object id.</param>
    /// <param name="type">The type it must have.</param>
    /// <param name="maxBytes">The most bytes it may have.</param>
    /// <exception cref="GitException">It is missing, too large, of another type, or not what its id says.</exception>
    internal byte[] Read(string id, string type, long maxBytes)
    {
        if (!view.ObjectFormat.IsObjectId(id))
        {
            throw new GitException(GitFailure.Corrupt, $"\"{id}\" is no {view.ObjectFormat.ConfigName()} object id.");
        }

        lock (_lock)
        {
            GitProcess process = Ask(ref _contents, "--batch", [id]);
            GitObjectInfo info = ReadInfo(process, ref _contents, id) ?? throw Missing(type, id);
            byte[]? content = info.Type == type && info.Size <= Math.Min(maxBytes, Array.MaxLength)
                ? ReadContent(process, info.Size, id)
                : null;
            if (content is null)
            {
                Close(ref _contents); // cheaper than reading what is not wanted
                throw info.Type == type
                    ? new GitException(
                        GitFailure.OverLimit, $"The {type} {id} has {info.Size} bytes; the limit is {maxBytes}.")
                    : new GitException(GitFailure.Corrupt, $"The object {id} is a {info.Type} where a {type} must be.");
            }

            process.StopClock();
            string actual = GitBlobHash.ComputeObject(type, content, view.ObjectFormat);
            return actual == id ? content : throw new GitException(
                GitFailure.Corrupt, $"The repository gives for the {type} {id} a content whose id is {actual}.");
        }
    }

    /// <summary>The exception for an object that is not there.</summary>
    internal GitException Missing(string type, string id) => new(
        GitFailure.MissingObject,
        $"The {type} {id} is not in the repository"
        + (view.MissingReason.Length > 0 ? $": {view.MissingReason}." : "; git fsck tells what else is missing."));

    public void Dispose()
    {
        lock (_lock)
        {
            Close(ref _check);
            Close(ref _contents);
        }
    }

    private GitProcess Ask(ref GitProcess? slot, string mode, IEnumerable<string> ids)
    {
        slot ??= GitProgram.Start(view.Directory, options, "cat-file", mode);
        slot.RestartClock();
        try
        {
            slot.Input.Write(Encoding.ASCII.GetBytes(string.Concat(ids.Select(id => id + "\n"))));
            slot.Input.Flush();
        }
        catch (IOException)
        {
            throw Broken(slot, "The repository's objects cannot be read");
        }

        return slot;
    }

    private GitObjectInfo? ReadInfo(GitProcess process, ref GitProcess? slot, string id)
    {
        string line = ReadLine(process, id);
        string[] fields = line.Split(' ');
        if (fields.Length == 2 && fields[0] == id && fields[1] == "missing")
        {
            return null;
        }

        if (fields.Length == 3 && fields[0] == id
            && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            return new GitObjectInfo(fields[1], size);
        }

        Close(ref slot);
        throw new GitException(GitFailure.Failed, $"git cat-file answered \"{line}\" for the object {id}.");
    }

    private byte[] ReadContent(GitProcess process, long size, string id)
    {
        byte[] content = new byte[size];
        int read = process.Output.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read == size && process.Output.ReadByte() == '\n'
            ? content
            : throw Broken(process, $"The object {id} ends after {read} of {size} bytes");
    }

    private string ReadLine(GitProcess process, string id)
    {
        var line = new StringBuilder();
        for (int value; (value = process.Output.ReadByte()) != '\n'; line.Append((char)value))
        {
            if (value < 0 || line.Length == MaxAnswerLine)
            {
                throw Broken(process, $"The object {id} cannot be read");
            }
        }

        return line.ToString();
    }

    // git ends at the first damaged object; the next question gets a new program.
    private GitException Broken(GitProcess process, string what)
    {
        GitException failure = process.Failure(GitFailure.Corrupt, what);
        if (ReferenceEquals(process, _check))
        {
            Close(ref _check);
        }
        else
        {
            Close(ref _contents);
        }

        return failure;
    }

    private static void Close(ref GitProcess? slot)
    {
        slot?.Dispose();
        slot = null;
    }
}
