namespace Xzact.Audit.Reports;

/// <summary>A rectangle in the units of the picture.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Area => Width * Height;

    public Box Inset(double side, double top) => new(
        X + side, Y + top, Math.Max(0, Width - (2 * side)), Math.Max(0, Height - top - side));
}

/// <summary>A file in the picture.</summary>
internal sealed record Tile<T>(T Item, Box Box);

/// <summary>A folder in the picture.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Box">Its frame.</param>
/// <param name="HasHeader">Whether there is room for its name above its content.</param>
internal sealed record Frame(string Path, Box Box, bool HasHeader);

/// <summary>
/// Squarified treemap (Bruls, Huizing, van Wijk 2000): each file a tile whose area is its weight, folder in folder.
/// </summary>
internal sealed class Treemap<T>
{
    private const double HeaderHeight = 14;
    private const double MinHeaderWidth = 56;
    private const double MinHeaderBox = 44;
    private const double Margin = 1.5;

    // Deeper folders are drawn flat; hostile nesting must not exhaust the stack.
    private const int MaxDepth = 32;

    private readonly List<Tile<T>> _tiles = [];
    private readonly List<Frame> _frames = [];

    private Treemap()
    {
    }

    public IReadOnlyList<Tile<T>> Tiles => _tiles;

    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>Lays out every item with a positive weight inside <paramref name="box"/>.</summary>
    public static Treemap<T> LayOut(IEnumerable<T> items, Func<T, string> path, Func<T, double> weight, Box box)
    {
        Node root = new("", "");
        foreach (T item in items.Where(i => weight(i) > 0))
        {
            root.Add(path(item).Split('/'), 0, item, weight(item));
        }

        Treemap<T> map = new();
        map.LayOutFolder(root, box, 0);
        return map;
    }

    private void LayOutFolder(Node folder, Box box, int depth)
    {
        Node[] children = [.. folder.Children.OrderByDescending(c => c.Weight)
            .ThenBy(c => c.Path, StringComparer.Ordinal)];
        foreach ((Node child, Box place) in Squarify(children, folder.Weight, box))
        {
            if (child.IsFile)
            {
                _tiles.Add(new(child.Item!, place));
                continue;
            }

            bool header = place.Width >= MinHeaderWidth && place.Height >= MinHeaderBox && depth < 3;
            _frames.Add(new(child.Path, place, header));
            LayOutFolder(child, place.Inset(Margin, header ? HeaderHeight : Margin), depth + 1);
        }
    }

    // Fills rows along the shorter side; a row grows while its worst aspect ratio improves.
    private static IEnumerable<(Node Node, Box Box)> Squarify(Node[] nodes, double total, Box box)
    {
        double scale = total > 0 ? box.Area / total : 0;
        int start = 0;
        while (start < nodes.Length)
        {
            double side = Math.Min(box.Width, box.Height);
            double sum = nodes[start].Weight * scale;
            double largest = sum;
            int end = start + 1;
            double worst = Ratio(sum, largest, largest, side);
            while (end < nodes.Length)
            {
                double next = nodes[end].Weight * scale;
                double ratio = Ratio(sum + next, largest, next, side);
                if (ratio > worst)
                {
                    break;
                }

                worst = ratio;
                sum += next;
                end++;
            }

            double thickness = side > 0 ? sum / side : 0;
            bool column = box.Width >= box.Height;
            double along = 0;
            for (int i = start; i < end; i++)
            {
                double length = thickness > 0 ? nodes[i].Weight * scale / thickness : 0;
                yield return (nodes[i], column
                    ? new(box.X, box.Y + along, thickness, length)
                    : new(box.X + along, box.Y, length, thickness));
                along += length;
            }

            box = column
                ? new(box.X + thickness, box.Y, Math.Max(0, box.Width - thickness), box.Height)
                : new(box.X, box.Y + thickness, box.Width, Math.Max(0, box.Height - thickness));
            start = end;
        }
    }

    private static double Ratio(double sum, double largest, double smallest, double side)
    {
        double squaredSide = side * side;
        double squaredSum = sum * sum;
        return squaredSum == 0 || smallest == 0
            ? double.MaxValue
            : Math.Max(squaredSide * largest / squaredSum, squaredSum / (squaredSide * smallest));
    }

    private sealed class Node(string name, string path)
    {
        private readonly Dictionary<string, Node> _folders = new(StringComparer.Ordinal);
        private readonly List<Node> _files = [];

        public string Path => path;

        public double Weight { get; private set; }

        public bool IsFile { get; private init; }

        public T? Item { get; private init; }

        public IEnumerable<Node> Children => _folders.Values.Concat(_files);

        public void Add(string[] parts, int at, T item, double weight)
        {
            Weight += weight;
            if (at >= parts.Length - 1 || at >= MaxDepth)
            {
                _files.Add(new(parts[^1], string.Join('/', parts)) { IsFile = true, Item = item, Weight = weight });
                return;
            }

            if (!_folders.TryGetValue(parts[at], out Node? folder))
            {
                string folderPath = name.Length == 0 && path.Length == 0 ? parts[at] : $"{path}/{parts[at]}";
                _folders.Add(parts[at], folder = new(parts[at], folderPath));
            }

            folder.Add(parts, at + 1, item, weight);
        }
    }
}
