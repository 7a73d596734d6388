namespace Xzact.Audit.Scan;

/// <summary>Which line of a file an offset of a script lies on. A script that was taken out of another file, as the
/// recipes of a makefile, keeps the lines of that file.</summary>
/// <param name="starts">Offsets in the script, ascending, the first 0.</param>
/// <param name="lines">The line of the file from 1 for each; null if they follow one another.</param>
internal sealed class LineMap(int[] starts, int[]? lines = null)
{
    /// <summary>The map of a script that is a file.</summary>
    public static LineMap Of(string text)
    {
        List<int> starts = [0];
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return new([.. starts]);
    }

    /// <summary>The map of a script of which every offset is on one line.</summary>
    public static LineMap Fixed(int line) => new([0], [line]);

    /// <summary>The line from 1.</summary>
    public int LineAt(int offset)
    {
        int found = Array.BinarySearch(starts, offset);
        int index = Math.Max(0, found >= 0 ? found : ~found - 1);
        return lines is null ? index + 1 : lines[index];
    }
}
