using System.Text;

namespace Xzact.Audit.Exposure.Roots;

/// <summary>The file systems of the running system that a search for files leaves out: those of the kernel hold no
/// files, and those of other machines may be slow, endless or gone.</summary>
internal static class MountTable
{
    private const string Path = "/proc/self/mountinfo";
    private const int MaxLines = 100_000;

    private static readonly HashSet<string> s_kernel =
    [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs",
        "fusectl", "hugetlbfs", "mqueue", "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs", "sysfs",
        "tracefs",
    ];

    private static readonly HashSet<string> s_network =
    [
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3",
        "smbfs", "fuse.ceph", "fuse.gcsfuse", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
    ];

    /// <summary>Where they are, and what kind each is; empty where the kernel does not say.</summary>
    public static IReadOnlyDictionary<string, string> OtherThanDisks()
    {
        try
        {
            return File.Exists(Path) ? Parse(File.ReadLines(Path).Take(MaxLines)) : new Dictionary<string, string>();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Reads lines of the table (proc_pid_mountinfo(5)). What is mounted over another hides it.</summary>
    internal static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        Dictionary<string, string> mounts = new(StringComparer.Ordinal);
        foreach (string[] fields in lines.Select(line => line.Split(' ')))
        {
            int dash = Array.IndexOf(fields, "-", Math.Min(6, fields.Length));
            if (dash > 0 && dash + 1 < fields.Length)
            {
                mounts[Unescape(fields[4])] = fields[dash + 1];
            }
        }

        return mounts.Where(m => s_kernel.Contains(m.Value) || s_network.Contains(m.Value))
            .ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
    }

    // A blank, a tab, a line feed and a backslash are three octal digits behind a backslash.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        StringBuilder text = new();
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length
                && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                int value = field.AsSpan(i + 1, 3).ToArray().Aggregate(0, (v, c) => (v * 8) + (c - '0'));
                text.Append((char)value);
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }
}
