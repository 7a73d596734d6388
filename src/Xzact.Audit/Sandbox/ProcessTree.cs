using System.Globalization;

namespace Xzact.Audit.Sandbox;

/// <summary>
/// The memory of a process and all that descends from it, read from <c>/proc</c> (proc(5), <c>/proc/pid/stat</c>). In a
/// process namespace no descendant can leave the tree: whose parent ended gets the first process as its parent.
/// </summary>
internal static class ProcessTree
{
    // Fields of stat behind the name, which is in parentheses and may hold anything.
    private const int ParentField = 1;
    private const int ResidentField = 21;

    /// <summary>Resident memory of the tree in bytes; shared pages count for each that has them.</summary>
    public static long ResidentBytes(int root)
    {
        Dictionary<int, (int Parent, long Bytes)> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && Read(id) is { } process)
            {
                all[id] = process;
            }
        }

        ILookup<int, int> children = all.ToLookup(p => p.Value.Parent, p => p.Key);
        long sum = 0;
        Queue<int> queue = new([root]);
        HashSet<int> seen = [];
        while (queue.TryDequeue(out int id))
        {
            if (seen.Add(id) && all.TryGetValue(id, out (int Parent, long Bytes) process))
            {
                sum += process.Bytes;
                foreach (int child in children[id])
                {
                    queue.Enqueue(child);
                }
            }
        }

        return sum;
    }

    private static (int Parent, long Bytes)? Read(int id)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{id}/stat"), Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended
        }
    }

    /// <summary>Parent and resident bytes out of a line of stat; null if it is none.</summary>
    internal static (int Parent, long Bytes)? Parse(string stat, int pageSize)
    {
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > ResidentField
            && int.TryParse(fields[ParentField], NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            && long.TryParse(fields[ResidentField], NumberStyles.None, CultureInfo.InvariantCulture, out long pages)
            ? (parent, pages * pageSize)
            : null;
    }
}
