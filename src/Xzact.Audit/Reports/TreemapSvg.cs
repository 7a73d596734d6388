using System.Net;
using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>Draws a ledger as inline SVG: each file a tile, size by bytes, colour by account.</summary>
internal static class TreemapSvg
{
    // A tile that nothing explains is ringed when it is too small to be noticed: if the build can reach it, or if it
    // can hardly be seen at all. A dark outline would hide the colour of the smallest.
    private const double SmallSide = 12;
    private const double TinySide = 3;
    private const double RingRadius = 11;
    private const double RingWidth = 2.5;
    private const double CharacterWidth = 6.8;

    // Letters keep the size of the drawing, so a narrow screen gets a drawing of its own. The style sheet shows one.
    private static readonly (string Class, double Width, double Height)[] s_shapes =
        [("wide", 1000, 560), ("narrow", 400, 540)];

    /// <summary>The picture in each shape, or an empty string if no file of the archive has any bytes.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="anchorOf">The id of the part of the page that explains an entry, or null.</param>
    public static string Draw(Ledger ledger, Func<LedgerEntry, string?> anchorOf)
    {
        LedgerEntry[] entries = [.. ledger.Entries.Where(e => AccountKindInfo.Of(e.Account.Kind).InArchive)];
        return entries.All(e => e.Size == 0) ? ""
            : string.Concat(s_shapes.Select(shape => Draw(entries, anchorOf, shape)));
    }

    private static string Draw(
        LedgerEntry[] entries, Func<LedgerEntry, string?> anchorOf, (string Class, double Width, double Height) shape)
    {
        Treemap<LedgerEntry> map = Treemap<LedgerEntry>.LayOut(
            entries, e => e.Path, e => e.Size, new(0, 0, shape.Width, shape.Height));
        StringBuilder svg = new();
        string title = $"map-title-{shape.Class}";

        // A group and not an image, whose links a screen reader would not reach. The tiles without a link are in the
        // table of all files, and would only be in the way here.
        svg.Append($"<svg class=\"map {shape.Class}\" viewBox=\"0 0 {shape.Width} {shape.Height}\" role=\"group\" "
            + $"aria-labelledby=\"{title}\">");
        svg.Append($"<title id=\"{title}\">The archive as a picture: each file a tile, size by bytes, "
            + "colour by account</title>");
        svg.Append("<g aria-hidden=\"true\">");
        foreach (Frame frame in map.Frames)
        {
            svg.Append("<rect class=\"frame\"").Append(Geometry(frame.Box)).Append("/>");
            if (frame.HasHeader)
            {
                Label(svg, "folder", frame.Path, frame.Box, frame.Box.Y + 10.5);
            }
        }

        foreach (Tile<LedgerEntry> tile in map.Tiles.Where(t => anchorOf(t.Item) is null))
        {
            Rect(svg, tile);
        }

        svg.Append("</g>");
        List<(double X, double Y)> rings = [];
        StringBuilder circles = new();
        foreach (Tile<LedgerEntry> tile in map.Tiles.Where(t => anchorOf(t.Item) is not null))
        {
            svg.Append("<a href=\"#").Append(anchorOf(tile.Item)).Append("\" aria-label=\"")
                .Append(WebUtility.HtmlEncode(Sanitizer.Clean(Words(tile.Item)))).Append("\">");
            Rect(svg, tile);
            if (Side(tile) < (tile.Item.ReachesBuild ? SmallSide : TinySide))
            {
                // Side by side, one ring is for all of them; more would hide what they point at.
                double x = Inside(tile.Box.X + (tile.Box.Width / 2), shape.Width);
                double y = Inside(tile.Box.Y + (tile.Box.Height / 2), shape.Height);
                if (!rings.Any(ring => Math.Abs(ring.X - x) < 2 * RingRadius && Math.Abs(ring.Y - y) < 2 * RingRadius))
                {
                    rings.Add((x, y));
                    circles.Append($"<a href=\"#{anchorOf(tile.Item)}\" tabindex=\"-1\" aria-hidden=\"true\">")
                        .Append("<circle class=\"ring\" ")
                        .Append($"cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{RingRadius}\"/></a>");
                }
            }

            svg.Append("</a>");
        }

        // Last, so that no tile covers a part of one.
        return svg.Append(circles).Append("</svg>").ToString();
    }

    private static string Words(LedgerEntry entry) =>
        $"{entry.Path}, {entry.Size:N0} bytes, {AccountKindInfo.Of(entry.Account.Kind).Title}";

    // A ring at the edge of the picture is not cut.
    private static double Inside(double centre, double size) =>
        Math.Clamp(centre, RingRadius + RingWidth, size - RingRadius - RingWidth);

    private static double Side(Tile<LedgerEntry> tile) => Math.Min(tile.Box.Width, tile.Box.Height);

    private static void Rect(StringBuilder svg, Tile<LedgerEntry> tile)
    {
        LedgerEntry entry = tile.Item;
        AccountKindInfo kind = AccountKindInfo.Of(entry.Account.Kind);
        svg.Append("<rect class=\"t ").Append(kind.Id)
            .Append(Side(tile) < TinySide && !kind.IsExplained ? " tiny\"" : "\"")
            .Append(Geometry(tile.Box)).Append("><title>")
            .Append(WebUtility.HtmlEncode(Sanitizer.Clean(entry.Path)))
            .Append($"\n{entry.Size:N0} bytes, {kind.Title}</title></rect>");
        if (tile.Box is { Width: > 60, Height: > 18 })
        {
            string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
            Label(svg, "name", name, tile.Box, tile.Box.Y + 13);
        }
    }

    private static void Label(StringBuilder svg, string style, string text, Box box, double baseline)
    {
        string clean = Sanitizer.Clean(text);
        int room = (int)((box.Width - 8) / CharacterWidth);
        string shown = clean.Length <= room ? clean
            : room < 4 ? ""
            : style == "folder" ? "…" + clean[^(room - 1)..]
            : clean[..(room - 1)] + "…";
        if (shown.Length > 0)
        {
            svg.Append($"<text class=\"{style}\" x=\"{box.X + 4:0.#}\" y=\"{baseline:0.#}\">")
                .Append(WebUtility.HtmlEncode(shown)).Append("</text>");
        }
    }

    private static string Geometry(Box box) =>
        $" x=\"{box.X:0.##}\" y=\"{box.Y:0.##}\" width=\"{box.Width:0.##}\" height=\"{box.Height:0.##}\"";
}
